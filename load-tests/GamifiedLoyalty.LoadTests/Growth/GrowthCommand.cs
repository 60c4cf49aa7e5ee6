using System.CommandLine;

namespace GamifiedLoyalty.LoadTests.Growth;

/// <summary>Reads the command line of <c>growth</c>.</summary>
internal static class GrowthCommand
{
    private const int Most = 100_000_000;
    private const int MostPrograms = 1_000;
    private const int MostBoards = 500;
    private const int MostMembers = 9_999_999;
    private static readonly Option<string> Members = Arguments.Numbers("--members", "100,10000,1000000", 1, MostMembers, "Employees of a program.");
    private static readonly Option<string> Boards = Arguments.Numbers("--boards", "1,10,100", 1, MostBoards, "Boards of a program.");
    private static readonly Option<string> Programs = Arguments.Numbers("--programs", "1,50", 1, MostPrograms, "Programs.");
    private static readonly Option<string> Activities = Arguments.Numbers("--activities", "0,1000000,10000000", 0, Most, "Activities in the log before measuring.");
    private static readonly Option<int> BaseMembers = Arguments.Number("--base-members", 10_000, 1, MostMembers, "Employees of a program where something else grows.");
    private static readonly Option<bool> Verify = new("--verify") { Description = "Verify each data directory at the end." };
    private static readonly Option<string?> Keep = new("--keep")
    {
        Description = "Keep the data directories in this folder, and use those that are there already.",
        HelpName = "DIR",
    };

    /// <summary>The command; <paramref name="run"/> answers the exit code.</summary>
    public static Command Create(Func<GrowthOptions, CancellationToken, Task<int>> run)
    {
        var command = new Command("growth", "Measures the same works at growing sizes, and starts with them. An empty list leaves an axis out.")
        {
            Members, Boards, Programs, Activities, BaseMembers, Keep, Verify,
            Arguments.Seconds, Arguments.WarmUp, Arguments.Connections, Arguments.Json, Arguments.Folder,
        };
        command.SetAction((parsed, cancellationToken) => run(From(parsed), cancellationToken));
        return command;
    }

    private static GrowthOptions From(ParseResult parsed)
    {
        var standard = new GrowthSize(parsed.GetValue(BaseMembers), Boards: null, Programs: 1, Activities: 0);
        return new GrowthOptions
        {
            Common = Arguments.Common(parsed) with { ReadRate = 200 },
            Axes =
            [
                ("members", [.. Arguments.Read(parsed, Members).Select(n => standard with { Members = n })]),
                ("boards", [.. Arguments.Read(parsed, Boards).Select(n => standard with { Boards = n })]),
                ("programs", [.. Arguments.Read(parsed, Programs).Select(n => standard with { Programs = n })]),
                ("activities", [.. Arguments.Read(parsed, Activities).Select(n => standard with { Activities = n })]),
            ],
            Keep = parsed.GetValue(Keep),
            Verify = parsed.GetValue(Verify),
        };
    }
}
