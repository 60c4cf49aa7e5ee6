using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Simulation.Model;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Audit;

/// <summary>Compares the boards that a freeze pinned with the model's at that very version (I7).</summary>
internal sealed class PinAudit(ModelProgram model, Findings findings)
{
    public void Check(ChallengeEntry entry, IReadOnlyList<StoredDocument> documents)
    {
        // Some may be revealed again by the time of looking.
        var pins = documents.Where(d => d.Kind == ChallengeDocuments.Pin && d.Version == entry.Version && d.Id.Contains('/', StringComparison.Ordinal));
        foreach (var pin in pins.Select(d => BoardPin.Read(d.Body!)))
        {
            var board = SimBoard.Catalogue.Single(b => b.Id == pin.Board);
            var today = model.Time.Day(entry.At);
            var expected = model.Boards.Rows(board, pin.Period.Kind, pin.Period.Kind == Domain.Time.PeriodKind.All ? today : pin.Period.Start, today, model.Headcount);
            findings.DemandSame(Text(pin.Rows), Text(expected), "I7", $"the board {pin.Board} {pin.Period} that version {entry.Version} pinned");
        }
    }

    private static string Text(IEnumerable<BoardRow> rows) =>
        string.Join("; ", rows.Select(r => FormattableString.Invariant($"{r.Rank} {r.Subject} {r.Score} ({r.Provisional}) @{r.Reach}")));
}
