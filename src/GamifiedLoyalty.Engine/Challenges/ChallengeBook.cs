using System.Collections.Concurrent;
using System.Globalization;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Explaining;
using GamifiedLoyalty.Domain.Challenges.Standings;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>
/// The tallies of a program's challenges: a projection of the log that catches up when somebody reads, and never in the way
/// of those who write. Safe for concurrent use; a challenge is busy for others only while it catches up or computes.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="current">The program's state as of the last commit.</param>
internal sealed class ChallengeBook(ICommitStore store, Func<ProgramState> current)
{
    private const int OthersKept = 4;
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ActivityReader _activities = new(store);
    private readonly RecentLog _log = new(store);
    private readonly HeadCache _heads = new();
    private readonly SemaphoreSlim _preparing = new(1);

    // The one last asked for: what is read before an opening by the clock is not read again while it is applied.
    private (ChallengeRecord Of, TrackedChallenge Tracked)? _baseline;

    /// <summary>Brings the tally of a challenge up to a version; no other answer than that it will take less next time.</summary>
    public Task CatchUpAsync(string challenge, long through, CancellationToken cancellationToken) =>
        current().Challenges.Find(challenge) is { Record.Status: ChallengeStatus.Open or ChallengeStatus.Closed }
            ? ReadAsync(challenge, through, (_, _, _) => true, cancellationToken)
            : Task.CompletedTask;

    /// <summary>The standings at a version or later, for an instant; null when there is no such challenge.</summary>
    public Task<ChallengeStandings?> StandingsAsync(string challenge, long through, DateTimeOffset now, CancellationToken cancellationToken) =>
        WithEntryAsync(challenge, challenge, through, (entry, basis) => entry.Standings(basis, now), cancellationToken);

    /// <summary>The standings at a version of the past exactly, for an instant; null when there is no such challenge.</summary>
    public Task<ChallengeStandings?> PastStandingsAsync(string challenge, long version, DateTimeOffset at, CancellationToken cancellationToken) =>
        WithEntryAsync(challenge, PastKey(challenge, version), version, (entry, basis) => entry.Standings(basis, at), cancellationToken);

    /// <summary>Computes something of the tally at a version or later; nothing of it may be kept. Null when there is no such challenge.</summary>
    public Task<T?> ReadAsync<T>(
        string challenge, long through, Func<ChallengeField, ChallengeTally, long, T> compute, CancellationToken cancellationToken) =>
        WithEntryAsync(challenge, challenge, through, (entry, basis) => compute(basis.Field(), entry.Tally, entry.Version), cancellationToken);

    /// <summary>Does most of the reading that opening or settling a challenge takes; only what comes later is left then.</summary>
    public Task PrepareAsync(string challenge, long through, CancellationToken cancellationToken) =>
        current().Challenges.Find(challenge)?.Record is { Status: ChallengeStatus.Scheduled } record
            ? BaselinesAsync(record, through, cancellationToken)
            : CatchUpAsync(challenge, through, cancellationToken);

    /// <summary>The tallies of challenges that are not the program's, in one go over the log up to a version.</summary>
    public async Task<IReadOnlyList<ChallengeTally>> ReplayAsync(
        IReadOnlyList<ChallengeRecord> records, long through, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var state = current();
        var tracked = new List<TrackedChallenge>();
        foreach (var record in records)
        {
            tracked.Add(await StartAsync(new ChallengeCase(record), state, through, cancellationToken));
        }

        await CatchUpAsync(tracked, state, through, progress, cancellationToken);
        return tracked.ConvertAll(t => t.Tally);
    }

    /// <summary>Each subject's result of the baseline window, whether it joined or not; null when the challenge has none.</summary>
    public async Task<IReadOnlyDictionary<string, long>?> BaselinesAsync(
        ChallengeRecord record, long through, CancellationToken cancellationToken)
    {
        if (record.Definition.Baseline is not { } baseline)
        {
            return null;
        }

        await _preparing.WaitAsync(cancellationToken);
        try
        {
            if (_baseline?.Of != record)
            {
                var window = record with
                {
                    Start = baseline.From,
                    End = baseline.Until,
                    Field = null,
                    Definition = record.Definition with { OptIn = false },
                };
                _baseline = (record, await StartAsync(new ChallengeCase(window), current(), through, cancellationToken));
            }

            var tracked = _baseline.Value.Tracked;
            await CatchUpAsync([tracked], current(), through, null, cancellationToken);
            return tracked.Tally.Subjects.Where(s => s.Counting > 0).ToDictionary(s => s.Subject, s => s.Total, StringComparer.Ordinal);
        }
        finally
        {
            _preparing.Release();
        }
    }

    /// <summary>
    /// Why a subject stands where it does, in given standings or, without any, those at a version or later. Null when there
    /// is no such challenge.
    /// </summary>
    public async Task<(ChallengeStandings Standings, SubjectExplanation Explanation, IReadOnlyList<UncountedActivity> Others)?> ExplainAsync(
        string challenge, string subject, ChallengeStandings? standings, long through, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (current().Challenges.Find(challenge) is not { } found)
        {
            return null;
        }

        // Standings of the past are explained from a tally of their own, which goes no further than they do.
        var key = standings is null ? challenge : PastKey(challenge, standings.Version);
        var (shown, explanation) = await WithEntryAsync(challenge, key, through, (entry, basis) =>
        {
            var explained = standings ?? entry.Standings(basis, now);
            return (explained, SubjectExplanation.Of(basis.Field().AsOf(explained), entry.Tally, explained, subject));
        }, cancellationToken);
        if (explanation is null)
        {
            return null;
        }

        var counted = explanation.Counted.Select(c => c.Activity).ToHashSet();
        var others = await new UncountedReader(store, _activities, current(), found).ReadAsync(subject, shown!.Version, counted, cancellationToken);
        return (shown, explanation, others);
    }

    /// <summary>
    /// The activities that last moved the standings at a version or later or, with standings of the past, those up to their
    /// version that are of who is listed there. Null when there is no such challenge.
    /// </summary>
    public Task<ChallengeMoves?> MovesAsync(
        string challenge, ChallengeStandings? past, long through, string? own, int most, CancellationToken cancellationToken)
    {
        // Whoever joined since then would betray it by what they had sold before.
        var listed = past?.Rows.Select(r => r.Subject).ToHashSet(StringComparer.Ordinal);
        var key = past is null ? challenge : PastKey(challenge, past.Version);
        return WithEntryAsync(
            challenge, key, past?.Version ?? through,
            (entry, _) => ChallengeMoves.Of(entry.Tally, entry.Version, s => listed?.Contains(s) != false, own, most), cancellationToken);
    }

    /// <summary>What standings of a challenge follow from beside its tally.</summary>
    public ChallengeField FieldOf(ChallengeCase challenge) => new StandingsBasis(challenge, current(), _heads).Field();

    private async Task<T?> WithEntryAsync<T>(
        string challenge, string key, long through, Func<Entry, StandingsBasis, T> compute, CancellationToken cancellationToken)
    {
        var state = current();
        if (state.Challenges.Find(challenge) is not { } found)
        {
            return default;
        }

        var entry = _entries.GetOrAdd(key, static _ => new Entry());
        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            await entry.FollowAsync(this, found, state, through, cancellationToken);
            return compute(entry, new StandingsBasis(found, state, _heads));
        }
        finally
        {
            entry.Gate.Release();
            Forget(key);
        }
    }

    private static string PastKey(string challenge, long version) => string.Create(CultureInfo.InvariantCulture, $"{challenge}@{version}");

    /// <summary>What is over, or was at a version of the past, is asked for seldom; only a few of these stay, the latest among them.</summary>
    private void Forget(string latest)
    {
        var state = current();
        var over = _entries.Keys.Where(k => k != latest
            && state.Challenges.Find(k)?.Record is null or { Status: not (ChallengeStatus.Open or ChallengeStatus.Closed) }).ToList();
        foreach (var key in over.Take(Math.Max(0, over.Count - OthersKept)))
        {
            _entries.TryRemove(key, out _);
        }
    }

    private async Task<TrackedChallenge> StartAsync(ChallengeCase challenge, ProgramState state, long through, CancellationToken cancellationToken)
    {
        // What happens in the window is recorded at most so long before it begins.
        var from = challenge.Record!.Start - Limits.FutureTolerance;
        var after = await CommitSearch.VersionBeforeAsync(store, state.Head.Number, through, from, cancellationToken);
        return new TrackedChallenge(challenge, _activities, state, after);
    }

    private async Task CatchUpAsync(
        IReadOnlyList<TrackedChallenge> tracked, ProgramState state, long through, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var first = tracked.Select(t => t.Version).DefaultIfEmpty(through).Min();
        var (from, until) = tracked.Count == 0 ? default : (tracked.Min(t => t.Record.Start), tracked.Max(t => t.Record.End));
        var last = first;
        while (last < through)
        {
            var page = await _log.ReadAsync(state.Head.Number, last, through, from, until, cancellationToken);
            if (page.Last == last)
            {
                throw new InvalidDataException($"The log ends at version {last}, and not at {through}.");
            }

            foreach (var one in tracked)
            {
                // A page is applied whole: whoever gives up leaves the tally at the end of one.
                await one.ApplyAsync(state, page, through, CancellationToken.None);
            }

            last = page.Last;
            progress?.Report(Math.Min(1, (double)(last - first) / (through - first)));
        }
    }

    /// <summary>The tally of one challenge with the standings last computed.</summary>
    private sealed class Entry
    {
        private TrackedChallenge? _tracked;
        private ChallengeTally? _empty;
        private CachedStandings? _cached;

        public SemaphoreSlim Gate { get; } = new(1);

        public ChallengeTally Tally => _tracked?.Tally ?? _empty!;

        public long Version { get; private set; }

        public async Task FollowAsync(
            ChallengeBook book, ChallengeCase challenge, ProgramState state, long through, CancellationToken cancellationToken)
        {
            Version = through;
            if (challenge.Record!.Status is not (ChallengeStatus.Open or ChallengeStatus.Closed or ChallengeStatus.Settled))
            {
                // Nothing counts before it opens, nor when it was called off.
                _tracked = null;
                _empty = new ChallengeTally(state.Definitions.Rules.Definition.Calendar, null);
                return;
            }

            if (_tracked?.Follow(challenge, state) != true)
            {
                _cached = null;
                _tracked = await book.StartAsync(challenge, state, through, cancellationToken);
            }

            await book.CatchUpAsync([_tracked], state, through, null, cancellationToken);
            Version = _tracked.Version;
        }

        public ChallengeStandings Standings(StandingsBasis basis, DateTimeOffset now)
        {
            var changes = _tracked?.Changes ?? 0;
            if (_cached is not { } cached || !cached.Holds(basis, changes, now))
            {
                _cached = cached = CachedStandings.Compute(basis, Tally, changes, Version, now);
            }

            return cached.Standings with { Version = Version, At = now };
        }
    }
}
