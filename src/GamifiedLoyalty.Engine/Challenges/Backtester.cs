using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Backtesting;
using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Domain.Challenges.Standings;
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
    /// <summary>Replays several drafts in one go; the results are in the order of the documents.</summary>
    public async Task<IReadOnlyList<BacktestResult>> RunAsync(
        IReadOnlyList<byte[]> documents, DateTimeOffset? from, DateTimeOffset? until, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var readings = documents.Select(d => ChallengeReader.Read(d, state.Definitions.Rules.Definition)).ToList();
        var records = new List<ChallengeRecord>();
        foreach (var (document, reading) in documents.Zip(readings).Where(d => d.Second.Definition is not null))
        {
            records.Add(await PreparedAsync(document, reading.Definition!, from, until, cancellationToken));
        }

        var tallies = new Queue<(ChallengeRecord Record, ChallengeTally Tally)>(
            records.Zip(await book.ReplayAsync(records, through, progress, cancellationToken)));
        return readings.ConvertAll(r => r.Definition is null
            ? new BacktestResult(r.Faults, from ?? now, until ?? now, null)
            : Result(tallies.Dequeue()));
    }

    private async Task<ChallengeRecord> PreparedAsync(
        byte[] document, ChallengeDefinition definition, DateTimeOffset? from, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var length = definition.End - definition.Start;
        var end = until ?? (from is { } first ? first + length : now);
        var record = Moved(document, definition, from ?? end - length, end);
        var baselines = await book.BaselinesAsync(record, through, cancellationToken);
        record = record with { Baselines = baselines };
        return record with { Field = FieldSeeding.Of(new ChallengeCase(record), baselines, state.Members) };
    }

    private BacktestResult Result((ChallengeRecord Record, ChallengeTally Tally) replayed)
    {
        var (record, tally) = replayed;
        var field = book.FieldOf(new ChallengeCase(record));
        var at = record.End > now ? record.End : now;
        return new BacktestResult(
            [], record.Start, record.End, BacktestFigures.Of(field, tally, AudiencePartners(record.Definition), through, at));
    }

    /// <summary>The draft as a challenge that ended, in another window; what it compares with moves along to a window apart from its own.</summary>
    private static ChallengeRecord Moved(byte[] document, ChallengeDefinition definition, DateTimeOffset start, DateTimeOffset end)
    {
        // A contest that is replayed over its own window compares with what it compared with, however early it was opened.
        var isItself = start < definition.End && definition.Start < end && !(definition.Baseline?.Until > start);
        var shift = isItself ? TimeSpan.Zero : start - definition.Start;
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
