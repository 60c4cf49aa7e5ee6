using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Simulation.Tests;

/// <summary>A commit store that does some calls in a broken way.</summary>
public class BrokenStore : DispatchProxy
{
    private ICommitStore _inner = null!;
    private Func<ICommitStore, MethodInfo, object?[], object?> _call = null!;

    /// <summary>Sends a commit again, blindly, when its acknowledgement was lost.</summary>
    internal static ICommitStore RepeatingCommits(ICommitStore inner) => Around(inner, (store, commit) => RepeatAsync(store, commit));

    /// <summary>Puts a commit that was made on an old head on top of the newer one, instead of refusing it.</summary>
    internal static ICommitStore RebasingCommits(ICommitStore inner) => Around(inner, (store, commit) => RebaseAsync(store, commit));

    /// <summary>Leaves out the second entry of a page of the log that is full.</summary>
    internal static ICommitStore WithGaps(ICommitStore inner) => Around(inner, (store, method, args) =>
        method.Name == nameof(ICommitStore.ReadLogAsync) && args[2] is int limit and > 1 and < 100
            ? ReadWithGapAsync(store, (int)args[0]!, (long)args[1]!, limit)
            : Pass(store, method, args));

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _call(_inner, targetMethod!, args ?? []);

    private static ICommitStore Around(ICommitStore inner, Func<ICommitStore, Commit, Task> commit) => Around(inner, (store, method, args) =>
        method.Name == nameof(ICommitStore.CommitAsync) ? commit(store, (Commit)args[0]!) : Pass(store, method, args));

    private static ICommitStore Around(ICommitStore inner, Func<ICommitStore, MethodInfo, object?[], object?> call)
    {
        var proxy = Create<ICommitStore, BrokenStore>();
        var self = (BrokenStore)(object)proxy;
        (self._inner, self._call) = (inner, call);
        return proxy;
    }

    private static object? Pass(ICommitStore store, MethodInfo method, object?[] args) =>
        method.Invoke(store, BindingFlags.DoNotWrapExceptions, null, args, null);

    private static async Task RepeatAsync(ICommitStore store, Commit commit)
    {
        try
        {
            await store.CommitAsync(commit, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            await store.CommitAsync(await OnTopAsync(store, commit, withReceipts: false), CancellationToken.None);
        }
    }

    private static async Task RebaseAsync(ICommitStore store, Commit commit)
    {
        try
        {
            await store.CommitAsync(commit, CancellationToken.None);
        }
        catch (HeadMovedException) when (commit.Receipts.Count == commit.Entries.Count)
        {
            await store.CommitAsync(await OnTopAsync(store, commit, withReceipts: true), CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<StoredEntry>> ReadWithGapAsync(ICommitStore store, int program, long after, int limit)
    {
        var entries = await store.ReadLogAsync(program, after, limit, CancellationToken.None);
        return entries.Count == limit ? [.. entries.Where((_, i) => i != 1)] : entries;
    }

    /// <summary>The same commit with the versions that follow the head as it is now.</summary>
    private static async Task<Commit> OnTopAsync(ICommitStore store, Commit commit, bool withReceipts)
    {
        var head = (await store.FindHeadAsync(commit.Program, CancellationToken.None))!;
        var shift = head.Version - commit.ExpectedHead;
        var entries = commit.Entries.Select(e => new StoredEntry(e.Version + shift, Body(e, e.Version + shift))).ToList();
        return new Commit
        {
            Program = commit.Program,
            ProgramNumber = commit.ProgramNumber,
            ExpectedHead = head.Version,
            Entries = entries,
            At = commit.At,
            Hash = Hash(head.Hash, entries),
            PostedThrough = commit.PostedThrough,
            Receipts = withReceipts ? [.. commit.Receipts.Select(r => (r.Key, r.Version + shift))] : [],
            Scores = [.. commit.Scores.Select(s => s with { Version = s.Version == 0 ? 0 : s.Version + shift })],
            Owners = commit.Owners,
            Due = commit.Due,
        };
    }

    private static byte[] Body(StoredEntry entry, long version)
    {
        var text = Encoding.UTF8.GetString(entry.Body.Span);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"v\":{version}{text[text.IndexOf(',', StringComparison.Ordinal)..]}"));
    }

    private static byte[] Hash(byte[] previous, List<StoredEntry> entries) =>
        SHA256.HashData([.. previous, .. entries.SelectMany(e => e.Body.ToArray().Append((byte)'\n'))]);
}
