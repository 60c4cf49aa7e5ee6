using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using GamifiedLoyalty.LoadTests.Installations;

namespace GamifiedLoyalty.LoadTests;

/// <summary>Reads the command line of the works, and offers the other commands.</summary>
internal static class CommandLineOptions
{
    private static readonly string[] AllWorks = ["a", "b", "c", "d", "e", "f", "g"];
    private static readonly Option<int> Members = Arguments.Number("--members", 100_000, 100, 9_999_999, "Members on the board that is read.");
    private static readonly Option<int> Sellers = Arguments.Number("--sellers", 10_000, 1, 9_999_999, "Employees that sell in the works that only write.");
    private static readonly Option<int> Watchers = Arguments.Number("--watchers", 1_000, 1, 50_000, "Connected viewers.");
    private static readonly Option<int> WatchedRate = Arguments.Number("--watched-rate", 200, 1, 20_000, "Sales a second while viewers watch.");
    private static readonly Option<int> ReadRate = Arguments.Number("--read-rate", 1_000, 1, 20_000, "Sales a second while boards are read.");
    private static readonly Option<int> OverloadFactor = Arguments.Number("--overload-factor", 2, 1, 10, "How many times the sustainable rate is offered (e).");
    private static readonly Option<int> OfferConnections = Arguments.Number("--overload-connections", 8_000, 1, 50_000, "Connections over which it is offered (e).");
    private static readonly Option<int> SlowWatchers = Arguments.Number("--slow-watchers", 200, 1, 20_000, "Viewers that never read (g).");
    private static readonly Option<string?> Url = new("--url") { Description = "A server that runs already; http only.", HelpName = "URL" };
    private static readonly Option<string?> Key = new("--key") { Description = "Its admin key.", HelpName = "KEY" };
    private static readonly Option<string> Store = Choice("--store", [Setup.Sqlite, Setup.PostgreSql], "Where the server keeps everything.");
    private static readonly Option<string> Boards = Choice("--boards", [Setup.Memory, Setup.Redis], "Where it keeps its boards.");
    private static readonly Option<string> Nodes = Choice("--nodes", ["1", "3"], "How many nodes.");
    private static readonly Option<bool> Everything = new("--everything")
    {
        Description = "All installations one after the other, with a table each; --json writes a file each.",
    };

    private static readonly Option<string> Work = new("--work")
    {
        Description = "Which works: a sales, b bulk, c reads, d watchers, e overload, f fairness, g slow watchers.",
        DefaultValueFactory = _ => "a,b,c,d",
    };

    /// <summary>The command; <paramref name="run"/> answers the exit code.</summary>
    public static RootCommand Create(Func<Options, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand("Measures a server over HTTP and WebSockets, and the machine's own limit beside it.")
        {
            Arguments.Seconds, Arguments.WarmUp, Work, Arguments.Json, Members, Sellers, Arguments.Connections, Watchers, WatchedRate,
            ReadRate, OverloadFactor, OfferConnections, SlowWatchers, Url, Key, Arguments.Folder,
            Store, Boards, Nodes, Everything,
        };
        command.Validators.Add(DemandInstallation);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(Url) is null) != (result.GetValue(Key) is null))
            {
                result.AddError("--url and --key go together.");
            }

            if (result.GetValue(Url) is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp))
            {
                result.AddError("--url takes an address such as http://localhost:5080.");
            }
        });
        Work.Validators.Add(result =>
        {
            if (Arguments.Split(result.GetValueOrDefault<string>()).Except(AllWorks, StringComparer.Ordinal).Any())
            {
                result.AddError($"--work takes letters of {string.Join(", ", AllWorks)}, separated by commas.");
            }
        });
        command.SetAction((parsed, cancellationToken) => run(From(parsed), cancellationToken));
        return command;
    }

    private static void DemandInstallation(CommandResult result)
    {
        Option[] choices = [Store, Boards, Nodes, Everything, Url];
        var isChosen = choices.Where(c => result.GetResult(c) is { Implicit: false }).ToHashSet();
        if (isChosen.Count > 1 && (isChosen.Contains(Everything) || isChosen.Contains(Url)))
        {
            result.AddError("--everything and --url each stand alone, without --store, --boards and --nodes.");
        }
        else if (!Chosen(result.GetValue(Store), result.GetValue(Boards), result.GetValue(Nodes)).IsPossible)
        {
            result.AddError($"--boards {Setup.Redis} and several --nodes take --store {Setup.PostgreSql}.");
        }
    }

    // While the command line is validated, what is not in it is not known yet.
    private static Setup Chosen(string? store, string? boards, string? nodes) =>
        new(store ?? Setup.Sqlite, boards ?? Setup.Memory, int.Parse(nodes ?? "1", CultureInfo.InvariantCulture));

    // The first value is the default.
    private static Option<string> Choice(string name, string[] values, string description)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => values[0] };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static Options From(ParseResult parsed) => Arguments.Common(parsed) with
    {
        Works = Arguments.Split(parsed.GetValue(Work)!).ToHashSet(StringComparer.Ordinal),
        Setups = parsed.GetValue(Everything) ? Setup.All : [Chosen(parsed.GetValue(Store), parsed.GetValue(Boards), parsed.GetValue(Nodes))],
        Members = parsed.GetValue(Members),
        Sellers = parsed.GetValue(Sellers),
        Watchers = parsed.GetValue(Watchers),
        WatchedRate = parsed.GetValue(WatchedRate),
        ReadRate = parsed.GetValue(ReadRate),
        OverloadFactor = parsed.GetValue(OverloadFactor),
        OfferConnections = parsed.GetValue(OfferConnections),
        SlowWatchers = parsed.GetValue(SlowWatchers),
        Url = parsed.GetValue(Url) is { } url ? new Uri(url) : null,
        Key = parsed.GetValue(Key),
    };
}
