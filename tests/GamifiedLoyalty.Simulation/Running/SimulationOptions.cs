using GamifiedLoyalty.Simulation.Nodes;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Running;

/// <summary>One run.</summary>
/// <param name="Seed">Everything follows from it.</param>
/// <param name="Steps">How many steps.</param>
internal sealed record SimulationOptions(int Seed, int Steps)
{
    /// <summary>Where every step is told; null for nowhere.</summary>
    public TextWriter? Trace { get; init; }

    /// <summary>Whether most commands are about contests.</summary>
    public bool OfContests { get; init; }

    /// <summary>Where a broken variant is put in.</summary>
    public Ports Ports { get; init; } = Ports.Sound;

    /// <summary>The rules to start with; null for generated ones.</summary>
    public IReadOnlyList<SimRule>? Rules { get; init; }
}

/// <summary>What a run came to.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Step">The last step taken.</param>
/// <param name="Version">The program's version at the end.</param>
/// <param name="TraceHash">Hash of the trace.</param>
/// <param name="Tally">What happened how often.</param>
/// <param name="Violations">What the auditor found; empty when all is well.</param>
internal sealed record SimulationResult(
    int Seed, int Step, long Version, string TraceHash, Tally Tally, IReadOnlyList<Violation> Violations)
{
    public override string ToString() => Violations.Count == 0
        ? FormattableString.Invariant($"seed {Seed}: {Version} versions in {Step} steps, all is well")
        : FormattableString.Invariant($"seed {Seed}, step {Step}, version {Version}:\n  ") + string.Join("\n  ", Violations.Take(3));
}

/// <summary>An invariant that does not hold.</summary>
/// <param name="Invariant">Its number in the design, such as <c>I4</c>.</param>
/// <param name="What">What was found, and what was expected.</param>
internal sealed record Violation(string Invariant, string What)
{
    public override string ToString() => $"{Invariant}: {What}";
}
