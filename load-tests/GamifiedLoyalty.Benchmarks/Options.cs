using System.CommandLine;

namespace GamifiedLoyalty.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Filter">A part of the names of the operations to measure; empty for all.</param>
/// <param name="Times">Whether times are measured beside allocations.</param>
/// <param name="WriteBaselines">Whether the baselines are renewed instead of compared with.</param>
internal sealed record Options(string Filter, bool Times, bool WriteBaselines)
{
    private static readonly Option<string> FilterOption = new("--filter") { Description = "Only operations whose name contains this.", DefaultValueFactory = _ => "", HelpName = "TEXT" };
    private static readonly Option<bool> AllocationsOption = new("--allocations") { Description = "Measure allocations only, in a few seconds." };
    private static readonly Option<bool> WriteOption = new("--write-baselines") { Description = "Renew load-tests/baselines.json with what is measured." };

    /// <summary>The command; <paramref name="run"/> answers the exit code.</summary>
    public static RootCommand Command(Func<Options, Task<int>> run)
    {
        var command = new RootCommand("Measures the time and the allocations of rules, log entries and boards.") { FilterOption, AllocationsOption, WriteOption };
        command.SetAction((parsed, _) => run(new Options(
            parsed.GetValue(FilterOption) ?? "", !parsed.GetValue(AllocationsOption), parsed.GetValue(WriteOption))));
        return command;
    }
}
