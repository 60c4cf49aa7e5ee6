using System.CommandLine;

namespace GamifiedLoyalty.LoadTests.Soak;

/// <summary>Reads the command line of <c>soak</c>.</summary>
internal static class SoakCommand
{
    private static readonly Option<int> Minutes = Arguments.Number("--minutes", 60, 3, 10_000, "How long, in rows of the table.");
    private static readonly Option<int> RowSeconds = Arguments.Number("--row-seconds", 60, 1, 600, "Seconds of a row.");
    private static readonly Option<int> SalesRate = Arguments.Number("--sales-rate", 450, 1, 20_000, "Sales a second of the large program.");
    private static readonly Option<int> WatchedRate = Arguments.Number("--watched-rate", 50, 1, 20_000, "Sales a second of the watched program.");
    private static readonly Option<int> ReadRate = Arguments.Number("--read-rate", 200, 1, 20_000, "Reads of the top 100 a second.");
    private static readonly Option<int> Watchers = Arguments.Number("--watchers", 100, 1, 10_000, "Connected viewers.");
    private static readonly Option<int> Sellers = Arguments.Number("--sellers", 10_000, 1, 9_999_999, "Employees of the large program.");

    /// <summary>The command; <paramref name="run"/> answers the exit code.</summary>
    public static Command Create(Func<SoakOptions, CancellationToken, Task<int>> run)
    {
        var command = new Command("soak", "Steady sales, reads and watchers for a long time; a row a minute, and what grew.")
        {
            Minutes, RowSeconds, SalesRate, WatchedRate, ReadRate, Watchers, Sellers, Arguments.WarmUp, Arguments.Json, Arguments.Folder,
        };
        command.SetAction((parsed, cancellationToken) => run(From(parsed), cancellationToken));
        return command;
    }

    private static SoakOptions From(ParseResult parsed) => new()
    {
        Common = Arguments.Common(parsed) with { Sellers = parsed.GetValue(Sellers) },
        Minutes = parsed.GetValue(Minutes),
        RowSeconds = parsed.GetValue(RowSeconds),
        SalesRate = parsed.GetValue(SalesRate),
        WatchedRate = parsed.GetValue(WatchedRate),
        ReadRate = parsed.GetValue(ReadRate),
        Watchers = parsed.GetValue(Watchers),
    };
}
