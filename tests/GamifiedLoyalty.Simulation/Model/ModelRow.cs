using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Simulation.Model;

/// <summary>A row of a contest.</summary>
internal sealed record ModelRow(string Subject, long Score, long Provisional, long Reach)
{
    public int Place { get; init; }

    public string? Band { get; init; }

    public long Value { get; set; }

    public long? Bar { get; set; }

    public bool Reached { get; set; }

    public IReadOnlyList<string> Milestones { get; set; } = [];

    public int? OutAfterRound { get; set; }

    /// <summary>Its position in a draw; after everyone drawn when it was not.</summary>
    public int Drawn { get; set; } = int.MaxValue;

    public IReadOnlyList<PrizeShare> Prizes { get; set; } = [];

    /// <summary>The same row as the product shows it.</summary>
    public static ModelRow Of(ChallengeRow row) => new(row.Subject, row.Score, row.Provisional, row.Reach)
    {
        Place = row.Place,
        Band = row.Band,
        Value = row.Value,
        Bar = row.Bar,
        Reached = row.Reached,
        Milestones = row.Milestones,
        OutAfterRound = row.OutAfterRound,
        Prizes = row.Prizes,
    };

    public static string Text(IEnumerable<ModelRow> rows) => string.Join("; ", rows);

    /// <summary>Places, values, scores and prizes, by subject.</summary>
    public static string Results(IEnumerable<ModelRow> rows) => string.Join("; ", rows.OrderBy(r => r.Subject, StringComparer.Ordinal)
        .Select(r => (r.Subject, r.Place, r.Value, r.Score, string.Join(", ", r.Prizes))));

    public override string ToString() => FormattableString.Invariant(
        $"{Place} {Subject}{(Band is null ? "" : " of " + Band)} {Value}/{Score} ({Provisional}) @{Reach}{(Bar is null ? "" : $" bar {Bar}")}{(Reached ? "!" : "")} {string.Join('+', Milestones)}{(OutAfterRound is null ? "" : $" out {OutAfterRound}")} [{string.Join(", ", Prizes.Select(p => $"#{p.Prize} {p.Kind} {p.Value}/{p.Full} {p.CutBy} x{p.Times}"))}]");
}
