using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Storage.Tests.CommitBuilder;

namespace GamifiedLoyalty.Storage.Tests;

/// <summary>Random changes of a few owners and scores, and what has to be read after them.</summary>
public sealed class ChangeModel
{
    private const int Owners = 12;
    private readonly Dictionary<OwnerRef, byte[]> _states = [];
    private readonly Dictionary<ScoreKey, StoredScore> _scores = [];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>The next commit.</summary>
    public Commit Change(Random random, long head) => Make(head, with: parts =>
    {
        foreach (var number in Enumerable.Range(0, Owners).Where(_ => random.Next(4) == 0))
        {
            var state = new byte[random.Next(1, 60)];
            random.NextBytes(state);
            parts.Owners.Add((Owner(number), state));
            _states[Owner(number)] = state;
            var score = Score(Owner(number).Id, random.Next(-9, 10), head + 1, provisional: random.Next(3), day: Day.AddDays(random.Next(3)));
            parts.Scores.Add(score);
            var before = _scores.GetValueOrDefault(score.Key);
            _scores[score.Key] = new StoredScore(before.Value + score.Change, head + 1);
        }
    });

    /// <summary>A copy, to go back to.</summary>
    public ChangeModel Copy()
    {
        var copy = new ChangeModel();
        foreach (var (owner, state) in _states)
        {
            copy._states[owner] = state;
        }

        foreach (var (key, score) in _scores)
        {
            copy._scores[key] = score;
        }

        return copy;
    }

    /// <summary>Reads everything, and compares.</summary>
    public async Task CheckAsync(ICommitStore store, long version, int seed)
    {
        var message = FormattableString.Invariant($"seed {seed}, version {version}");
        for (var number = 0; number < Owners; number++)
        {
            var (head, _, state) = await store.ReadOwnerAsync(1, Owner(number), Now);
            head.ShouldBe(version, message);
            (state ?? []).ShouldBe(_states.GetValueOrDefault(Owner(number)) ?? [], message);
        }

        var found = await store.FindOwnersAsync(1, [Owner(0), Owner(1)], Now);
        (found[1] ?? []).ShouldBe(_states.GetValueOrDefault(Owner(1)) ?? [], message);
        var scores = new Dictionary<ScoreKey, StoredScore>();
        (await store.ReadScoresAsync(1, 1, Day, Day.AddDays(3), scores.Add, Now)).ShouldBe(version, message);
        scores.ShouldBe(_scores, ignoreOrder: true, message);
    }

    private static OwnerRef Owner(int number) => OwnerRef.Employee(FormattableString.Invariant($"e{number}"));
}
