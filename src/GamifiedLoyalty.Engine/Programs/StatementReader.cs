using System.Globalization;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Programs;

/// <summary>Reads the statement of one owner, newest first, from the versions that concern it.</summary>
internal sealed class StatementReader(ICommitStore store, ProgramState state, OwnerRef owner, string locale)
{
    private const int PagesAtOnce = 4;
    private DefinitionBook _definitions = state.Definitions;

    /// <summary>Reads a page. The cursor names the last line shown: its version and its position in the version.</summary>
    public async Task<StatementView> ReadAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        var number = state.Head.Number;
        var (version, postedThrough, stored) = await store.ReadOwnerAsync(number, owner, cancellationToken);
        var (last, skip) = TryParse(cursor, out var position) ? position : (long.MaxValue, -1);
        var lines = new List<(StatementLine Line, int Position)>();
        await foreach (var chunk in VersionsAsync(OwnerStateCodec.Read(stored).Recent, last, cancellationToken))
        {
            foreach (var entry in await EntriesAsync(chunk, cancellationToken))
            {
                var own = Lines(entry, postedThrough).Select((line, position) => (line, position));
                lines.AddRange(own.Where(l => l.line.Version < last || l.position > skip));
            }

            if (lines.Count > limit)
            {
                break;
            }
        }

        var page = lines.Take(limit).ToList();
        var next = lines.Count > limit ? string.Create(CultureInfo.InvariantCulture, $"{page[^1].Line.Version}.{page[^1].Position}") : null;
        return new StatementView(version, page.ConvertAll(l => l.Line), next);
    }

    /// <summary>Reads a cursor; false when it is not one that a statement gave.</summary>
    public static bool TryParse(string? cursor, out (long Version, int Position) position)
    {
        position = default;
        return cursor?.Split('.') is [var version, var index]
            && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out position.Version)
            && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out position.Position);
    }

    private async IAsyncEnumerable<List<long>> VersionsAsync(
        IReadOnlyList<long> recent, long last, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var newest = recent.Where(v => v <= last).Reverse().ToList();
        if (newest.Count > 0)
        {
            yield return newest;
        }

        var before = last == long.MaxValue ? last : last + 1;
        while (true)
        {
            var pages = await store.ReadOwnerPagesAsync(state.Head.Number, owner, before, PagesAtOnce, cancellationToken);
            foreach (var page in pages)
            {
                yield return page.Versions.Where(v => v <= last).Reverse().ToList();
                before = page.Versions[0];
            }

            if (pages.Count < PagesAtOnce)
            {
                yield break;
            }
        }
    }

    private async Task<IEnumerable<LogEntry>> EntriesAsync(List<long> newestFirst, CancellationToken cancellationToken)
    {
        var ascending = Enumerable.Reverse(newestFirst).ToList();
        var stored = await store.FindEntriesAsync(state.Head.Number, ascending, cancellationToken);
        var entries = stored.Reverse().Select(EntryReader.Read).ToList();
        if (entries.OfType<ActivityEntry>().Any(a => _definitions.StoredOf(a.Activity.DefinitionVersion) is null))
        {
            // Another node published it, and this one has not heard of it yet.
            _definitions = DefinitionBook.Load(
                state.Head.Program,
                await store.ReadDefinitionsAsync(state.Head.Number, cancellationToken),
                await store.ReadSeriesAsync(state.Head.Number, cancellationToken));
        }

        return entries;
    }

    private IEnumerable<StatementLine> Lines(LogEntry entry, DateTimeOffset postedThrough) => entry switch
    {
        ActivityEntry activity => activity.Activity.Awards.Where(a => a.Owner == owner).Reverse()
            .Select(a => Award(activity.Activity, a, postedThrough)),
        ReversalEntry reversal => reversal.Corrections
            .SelectMany(c => c.Differences.Where(d => d.Owner == owner).Select(d => Correction(reversal, c, d))).Reverse(),
        ChallengeEntry challenge => challenge.Prizes.Where(p => p.IsTransfer && p.Winner == owner).Reverse().Select(p => Prize(challenge, p)),
        _ => [],
    };

    private StatementLine Prize(ChallengeEntry entry, PrizeMark prize)
    {
        var definition = state.Challenges.Find(entry.Challenge)?.Record?.Definition;
        var explanation = definition is null
            ? entry.Challenge
            : AwardExplainer.ExplainPrize(definition, definition.Prizes.Prizes[prize.Prize], prize.Place, prize.Value, locale);
        return new StatementLine(
            entry.Version, entry.At, StatementKind.Prize, prize.Currency!, prize.Value, "posted", null, 0, "", 0, null, explanation)
        {
            Challenge = entry.Challenge,
            Place = prize.Place,
        };
    }

    private StatementLine Award(RecordedActivity activity, Award award, DateTimeOffset postedThrough)
    {
        var definition = _definitions.RulesOf(activity.DefinitionVersion).Definition;
        return new StatementLine(
            activity.Version, activity.RecordedAt, StatementKind.Award, award.Currency, award.Points,
            award.IsPending(postedThrough) ? "pending" : "posted", award.AvailableAt, activity.Version, award.Rule, award.RuleVersion,
            award.CappedBy, AwardExplainer.Explain(award, definition, locale));
    }

    private StatementLine Correction(ReversalEntry reversal, AwardCorrection correction, AwardDifference difference) => new(
        reversal.Version, reversal.At, StatementKind.Correction, difference.Currency, difference.Points, "posted", null,
        correction.Activity, difference.Rule, difference.RuleVersion, null,
        AwardExplainer.ExplainCorrection(
            NameOf(difference.Rule), difference.Points, ActivityId.Of(correction.Activity), ActivityId.Of(reversal.Activity), reversal.Request.Reason, locale));

    private string NameOf(string rule) => _definitions.EveryVersionOf(rule).LastOrDefault()?.NameFor(locale) ?? rule;
}
