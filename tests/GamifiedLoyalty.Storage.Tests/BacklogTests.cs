using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Sqlite;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Storage.Tests.CommitBuilder;

namespace GamifiedLoyalty.Storage.Tests;

/// <summary>
/// Owner states and scores reach their tables later than their commit: whatever happens in between, reads never tell.
/// </summary>
public sealed class BacklogTests : IAsyncLifetime
{
    private const int Owners = 12;
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<OwnerRef, byte[]> _states = [];
    private readonly Dictionary<ScoreKey, StoredScore> _scores = [];
    private SqliteStore _store = null!;
    private string _file = "";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = _directory.File("store.db");
        _store = Open(_file, 600);
        await _store.MigrateAsync(Now);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>The files are copied while the store is open, as a power cut would leave them, at every stage of folding.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(20261121)]
    public async Task A_crash_at_any_commit_neither_loses_nor_doubles_a_change(int seed)
    {
        var random = new Random(seed);
        var stages = new HashSet<string>(StringComparer.Ordinal);
        for (var head = 0L; head < 150; head++)
        {
            await _store.CommitAsync(Change(random, head), Now);
            stages.Add(Stage());
            await using var survivor = Open(CopyAsAfterCrash(head), random.Next(1, 1_200));
            await CheckAsync(survivor, head + 1, seed);
            await survivor.MigrateAsync(Now);
            await CheckAsync(survivor, head + 1, seed);
        }

        stages.ShouldBe(["waiting", "folding"], ignoreOrder: true);
    }

    [Fact]
    public async Task Reads_see_every_commit_while_folding_goes_on()
    {
        var random = new Random(5);
        for (var head = 0L; head < 400; head++)
        {
            await _store.CommitAsync(Change(random, head), Now);
            await CheckAsync(_store, head + 1, 5);
        }
    }

    [Fact]
    public async Task A_second_store_on_the_file_sees_what_waits_in_the_first_ones_backlog_and_goes_on_from_there()
    {
        var random = new Random(7);
        await using var other = Open(_file, 900);
        for (var head = 0L; head < 120; head++)
        {
            var (writer, reader) = random.Next(2) == 0 ? (_store, other) : (other, _store);
            await writer.CommitAsync(Change(random, head), Now);
            await CheckAsync(reader, head + 1, 7);
        }
    }

    [Fact]
    public async Task A_restored_backup_brings_its_own_backlog()
    {
        var random = new Random(9);
        for (var head = 0L; head < 30; head++)
        {
            await _store.CommitAsync(Change(random, head), Now);
        }

        var backup = _directory.File("store.backup");
        await _store.BackupAsync(backup, progress: null, Now);
        var (states, scores) = (_states.ToDictionary(), _scores.ToDictionary());
        for (var head = 30L; head < 60; head++)
        {
            await _store.CommitAsync(Change(random, head), Now);
        }

        await _store.RestoreAsync(backup, Now);
        (_states.Count, _scores.Count).ShouldNotBe((0, 0));
        Replace(_states, states);
        Replace(_scores, scores);
        await CheckAsync(_store, 30, 9);
        await _store.CommitAsync(Change(random, 30), Now);
        await CheckAsync(_store, 31, 9);
    }

    private static void Replace<TKey, TValue>(Dictionary<TKey, TValue> target, Dictionary<TKey, TValue> source)
        where TKey : notnull
    {
        target.Clear();
        foreach (var (key, value) in source)
        {
            target[key] = value;
        }
    }

    private static SqliteStore Open(string file, long backlogBytes) => new(new SqliteStoreOptions(file) { BacklogBytes = backlogBytes });

    private static OwnerRef Owner(int number) => OwnerRef.Employee(FormattableString.Invariant($"e{number}"));

    private Commit Change(Random random, long head) => Make(head, with: parts =>
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

    private string CopyAsAfterCrash(long head)
    {
        var copy = _directory.File(FormattableString.Invariant($"crash-{head}.db"));
        File.Copy(_file, copy);
        File.Copy(_file + "-wal", copy + "-wal");
        return copy;
    }

    private string Stage()
    {
        using var database = Database.OpenReader(_file, new SqliteStoreOptions(_file));
        return database.Scalar("SELECT target > folded FROM backlog_fold") == "1" ? "folding" : "waiting";
    }

    private async Task CheckAsync(SqliteStore store, long version, int seed)
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
}
