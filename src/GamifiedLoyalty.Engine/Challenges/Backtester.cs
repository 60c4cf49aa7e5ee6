using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Backtesting;
using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>What a draft of a challenge would have brought.</summary>
/// <param name="Faults">Every fault of the document; then there are no figures.</param>
/// <param name="From">First instant of the window that was replayed, in UTC.</param>
/// <param name="Until">First instant after it.</param>
/// <param name="Figures">The figures; null when the document is faulty.</param>
public sealed record BacktestResult(IReadOnlyList<Fault> Faults, DateTimeOffset From, DateTimeOffset Until, BacktestFigures? Figures);

/// <summary>
/// Replays activities as they stand now for drafts of challenges, with the same rules as real ones. Where members join,
/// everybody in the audience counts as joined; duels, which nobody arranged, are left out.
/// </summary>
internal sealed class Backtester(ChallengeBook book, ProgramState state, long through, DateTimeOffset now)
{
    public async Task<BacktestResult> RunAsync(
        byte[] document, DateTimeOffset? from, DateTimeOffset? until, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var reading = ChallengeReader.Read(document, state.Definitions.Rules.Definition);
        if (reading.Definition is not { } definition)
        {
            return new BacktestResult(reading.Faults, from ?? now, until ?? now, null);
        }

        var end = until ?? (from is { } first ? first + (definition.End - definition.Start) : now);
        var start = from ?? end - (definition.End - definition.Start);
        var record = Moved(document, definition, start, end);
        var baselines = await book.BaselinesAsync(record, through, cancellationToken);
        record = record with
        {
            Baselines = baselines,
            Field = FieldSeeding.Of(new ChallengeCase(record), baselines, state.Members),
        };
        var tally = await book.ReplayAsync(record, through, progress, cancellationToken);
        var partners = AudiencePartners(record.Definition);
        return new BacktestResult(
            [], start, end,
            BacktestFigures.Of(book.FieldOf(new ChallengeCase(record)), tally, partners, through, end > now ? end : now));
    }

    /// <summary>The draft as a challenge that ended, in another window; what it compares with moves along.</summary>
    private static ChallengeRecord Moved(byte[] document, ChallengeDefinition definition, DateTimeOffset start, DateTimeOffset end)
    {
        var shift = start - definition.Start;
        return new ChallengeRecord
        {
            Id = "draft",
            Document = document,
            Status = ChallengeStatus.Closed,
            Start = start,
            End = end,
            Definition = definition with
            {
                Start = start,
                End = end,
                OptIn = false,
                Baseline = definition.Baseline is { } baseline
                    ? baseline with { From = baseline.From + shift, Until = baseline.Until + shift }
                    : null,
            },
        };
    }

    private IEnumerable<string> AudiencePartners(ChallengeDefinition definition) => definition.RanksPartners
        ? state.Members.Partners.Where(p => ChallengeAudience.Includes(definition, p, null)).Select(p => p.Id)
        : state.Members.Employees
            .Where(e => e.Partner is not null && ChallengeAudience.Includes(definition, e, state.Members.Find(OwnerRef.Partner(e.Partner))))
            .Select(e => e.Partner!).Distinct(StringComparer.Ordinal);
}
