using System.CommandLine;

namespace GamifiedLoyalty.LoadTests;

/// <summary>Reads the command line.</summary>
internal static class CommandLineOptions
{
    private static readonly string[] AllWorks = ["a", "b", "c", "d"];
    private static readonly Option<int> Seconds = Number("--seconds", 10, 1, 3_600, "Measured seconds of each work.");
    private static readonly Option<int> WarmUp = Number("--warm-up", 3, 0, 60, "Seconds before the measuring of each work.");
    private static readonly Option<int> Members = Number("--members", 100_000, 100, 9_999_999, "Members on the board that is read.");
    private static readonly Option<int> Sellers = Number("--sellers", 10_000, 1, 9_999_999, "Employees that sell in the works that only write.");
    private static readonly Option<int> Connections = Number("--connections", 64, 1, 1_000, "Connections with one request at a time.");
    private static readonly Option<int> Watchers = Number("--watchers", 1_000, 1, 50_000, "Connected viewers.");
    private static readonly Option<int> WatchedRate = Number("--watched-rate", 200, 1, 20_000, "Sales a second while viewers watch.");
    private static readonly Option<int> ReadRate = Number("--read-rate", 1_000, 1, 20_000, "Sales a second while boards are read.");
    private static readonly Option<string> Work = new("--work") { Description = "Which works: a sales, b bulk, c reads, d watchers.", DefaultValueFactory = _ => "a,b,c,d" };
    private static readonly Option<string?> Json = new("--json") { Description = "A file for the figures.", HelpName = "FILE" };
    private static readonly Option<string?> Url = new("--url") { Description = "A server that runs already; http only.", HelpName = "URL" };
    private static readonly Option<string?> Key = new("--key") { Description = "Its admin key.", HelpName = "KEY" };
    private static readonly Option<string> Folder = new("--folder") { Description = "Where the temporary data directory is made.", DefaultValueFactory = _ => Path.GetTempPath() };

    /// <summary>The command; <paramref name="run"/> answers the exit code.</summary>
    public static RootCommand Create(Func<Options, CancellationToken, Task<int>> run)
    {
        var command = new RootCommand("Measures a server over HTTP and WebSockets, and the machine's own limit beside it.")
        {
            Seconds, WarmUp, Work, Json, Members, Sellers, Connections, Watchers, WatchedRate, ReadRate, Url, Key, Folder,
        };
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
            if (Split(result.GetValueOrDefault<string>()).Except(AllWorks, StringComparer.Ordinal).Any())
            {
                result.AddError("--work takes letters of a, b, c, d, separated by commas.");
            }
        });
        command.SetAction((parsed, cancellationToken) => run(From(parsed), cancellationToken));
        return command;
    }

    private static Options From(ParseResult parsed) => new()
    {
        Seconds = parsed.GetValue(Seconds),
        WarmUpSeconds = parsed.GetValue(WarmUp),
        Works = Split(parsed.GetValue(Work)!).ToHashSet(StringComparer.Ordinal),
        Members = parsed.GetValue(Members),
        Sellers = parsed.GetValue(Sellers),
        Connections = parsed.GetValue(Connections),
        Watchers = parsed.GetValue(Watchers),
        WatchedRate = parsed.GetValue(WatchedRate),
        ReadRate = parsed.GetValue(ReadRate),
        JsonFile = parsed.GetValue(Json),
        Url = parsed.GetValue(Url) is { } url ? new Uri(url) : null,
        Key = parsed.GetValue(Key),
        DataFolder = parsed.GetValue(Folder)!,
    };

    private static string[] Split(string works) =>
        works.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Option<int> Number(string name, int standard, int min, int max, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out var value) || value < min || value > max))
            {
                result.AddError($"{name} takes a whole number from {min} to {max}.");
            }
        });
        return option;
    }
}
