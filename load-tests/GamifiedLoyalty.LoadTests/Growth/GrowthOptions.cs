namespace GamifiedLoyalty.LoadTests.Growth;

/// <summary>What the command line of <c>growth</c> asks for.</summary>
internal sealed record GrowthOptions
{
    /// <summary>Seconds, warm-up, connections and files.</summary>
    public required Options Common { get; init; }

    /// <summary>The sizes to measure, in order; each axis starts with its smallest.</summary>
    public required IReadOnlyList<(string Axis, IReadOnlyList<GrowthSize> Sizes)> Axes { get; init; }

    /// <summary>Where data directories are kept and found again; null to remove them.</summary>
    public string? Keep { get; init; }

    /// <summary>Whether each data directory is verified at the end.</summary>
    public bool Verify { get; init; }
}

/// <summary>A size to measure.</summary>
/// <param name="Members">Employees of each program.</param>
/// <param name="Boards">Boards of each program; null for those of the definition.</param>
/// <param name="Programs">Programs, among which sales go round.</param>
/// <param name="Activities">Activities in the log before measuring, in all programs together; each member has one at least.</param>
internal sealed record GrowthSize(int Members, int? Boards, int Programs, int Activities)
{
    /// <summary>The name of its data directory.</summary>
    public string Name => FormattableString.Invariant($"m{Members}-b{Boards ?? 0}-p{Programs}-a{Activities}");
}
