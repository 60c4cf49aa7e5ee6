using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Applying;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Verification;

/// <summary>What a verification found.</summary>
/// <param name="Version">The version it reached.</param>
/// <param name="Activities">How many activities the log holds.</param>
/// <param name="Fault">The first fault, as one sentence that names the place; null when all is well.</param>
public sealed record VerificationReport(long Version, long Activities, string? Fault);

/// <summary>
/// Recomputes a program from the committed bytes of its log: the hash chain, then receipts, balances and scores, and
/// compares with what is stored.
/// </summary>
public sealed class ProgramVerifier
{
    private const int CommitsAtOnce = 200;

    private readonly ICommitStore _store;
    private readonly ProgramHead _head;
    private readonly DefinitionBook _definitions;
    private readonly LogReplica _replica;

    private ProgramVerifier(ICommitStore store, ProgramHead head, DefinitionBook definitions)
    {
        _store = store;
        _head = head;
        _definitions = definitions;
        _replica = new LogReplica(store, head.Number, definitions);
    }

    /// <summary>Verifies a program that nobody writes to meanwhile.</summary>
    /// <param name="store">The store.</param>
    /// <param name="program">The slug.</param>
    /// <param name="progress">Told the part done, 0 to 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<VerificationReport> VerifyAsync(
        ICommitStore store, string program, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        var head = await store.FindHeadAsync(program, cancellationToken);
        if (head is null)
        {
            return new VerificationReport(0, 0, $"There is no program {program}.");
        }

        DefinitionBook definitions;
        try
        {
            definitions = DefinitionBook.Load(
                program,
                await store.ReadDefinitionsAsync(head.Number, cancellationToken),
                await store.ReadSeriesAsync(head.Number, cancellationToken));
        }
        catch (InvalidDataException exception)
        {
            return new VerificationReport(0, 0, exception.Message);
        }

        return await new ProgramVerifier(store, head, definitions).RunAsync(progress, cancellationToken);
    }

    private async Task<VerificationReport> RunAsync(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var fault = await ReplayAsync(progress, cancellationToken)
            ?? await _replica.FinishAsync(cancellationToken)
            ?? await CompareOwnersAsync(cancellationToken)
            ?? await CompareScoresAsync(cancellationToken);
        return new VerificationReport(_head.Version, _replica.Activities, fault);
    }

    private async Task<string?> ReplayAsync(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var previous = new byte[32];
        var last = 0L;
        while (last < _head.Version)
        {
            var commits = await _store.ReadCommitsAsync(_head.Number, last, CommitsAtOnce, cancellationToken);
            if (commits.Count == 0)
            {
                return $"The commits end at version {last}, the program's head is {_head.Version}.";
            }

            foreach (var commit in commits)
            {
                if (await ReplayAsync(commit, last, previous, cancellationToken) is { } fault)
                {
                    return fault;
                }

                previous = commit.Hash;
                last = commit.LastVersion;
            }

            progress?.Report((double)last / _head.Version * 0.8);
        }

        return previous.AsSpan().SequenceEqual(_head.Hash) || _head.Version == 0
            ? null
            : $"The hash of the last commit, version {last}, is not that of the program's head.";
    }

    private async Task<string?> ReplayAsync(StoredCommit commit, long last, byte[] previous, CancellationToken cancellationToken)
    {
        if (commit.FirstVersion != last + 1)
        {
            return $"Versions {last + 1} to {commit.FirstVersion - 1} belong to no commit.";
        }

        var count = (int)(commit.LastVersion - commit.FirstVersion + 1);
        var entries = await _store.ReadLogAsync(_head.Number, last, count, cancellationToken);
        for (var i = 0; i < count; i++)
        {
            if (i >= entries.Count || entries[i].Version != commit.FirstVersion + i)
            {
                return $"The log has no entry for version {commit.FirstVersion + i}.";
            }
        }

        if (!HashChain.Next(previous, entries).AsSpan().SequenceEqual(commit.Hash))
        {
            return $"The commit of versions {commit.FirstVersion} to {commit.LastVersion} is not what was committed: its hash differs.";
        }

        return await _replica.ApplyAsync(entries, cancellationToken);
    }

    private async Task<string?> CompareOwnersAsync(CancellationToken cancellationToken)
    {
        var totals = _replica.Totals;
        var accounts = totals.Accounts.ToLookup(a => a.Key.Owner);
        var values = totals.Accumulators.Where(a => a.Value != 0).ToLookup(a => a.Key.Owner);
        foreach (var chunk in accounts.Select(a => a.Key).Union(values.Select(v => v.Key)).Chunk(500))
        {
            var stored = await _store.FindOwnersAsync(_head.Number, chunk, cancellationToken);
            for (var i = 0; i < chunk.Length; i++)
            {
                var state = OwnerStateCodec.Read(stored[i]);
                if ((BalanceFault(state, accounts[chunk[i]]) ?? ValueFault(state, chunk[i], [.. values[chunk[i]]])) is { } fault)
                {
                    return fault;
                }
            }
        }

        return totals.Accounts.GroupBy(a => a.Key.Currency)
            .Where(g => g.Sum(a => a.Value.Available) != 0 || g.Sum(a => a.Value.Pending) != 0)
            .Select(g => $"The postings in {g.Key} do not sum to zero.")
            .FirstOrDefault();
    }

    private static string? BalanceFault(OwnerState state, IEnumerable<KeyValuePair<(OwnerRef Owner, string Currency), Balance>> expected) => expected
        .Where(a => state.Account(a.Key.Currency).Balance != a.Value)
        .Select(a => $"The balance of {a.Key.Owner.Account(a.Key.Currency)} is stored as {state.Account(a.Key.Currency).Balance}, its transfers sum to {a.Value}.")
        .FirstOrDefault();

    private static string? ValueFault(OwnerState state, OwnerRef owner, IReadOnlyList<KeyValuePair<AccumulatorKey, decimal>> expected)
    {
        foreach (var (key, value) in expected.Where(v => state.Accumulated(v.Key) != v.Value))
        {
            return $"The {key.Kind} of rule {key.Rule} of {OwnerRef.KindName(owner.Kind)} {owner.Id} in {key.Period} is stored as {state.Accumulated(key)}, its activities yield {value}.";
        }

        return state.Accumulators.Count == expected.Count
            ? null
            : $"Rules remember more of {OwnerRef.KindName(owner.Kind)} {owner.Id} than its activities yield.";
    }

    private async Task<string?> CompareScoresAsync(CancellationToken cancellationToken)
    {
        var expected = _replica.Totals.Scores;
        var compared = 0;
        string? fault = null;
        foreach (var series in _definitions.ActiveSeries)
        {
            await _store.ReadScoresAsync(_head.Number, series.Number, DateOnly.MinValue, DateOnly.MaxValue, Compare, cancellationToken);
        }

        return fault ?? (compared == expected.Count(s => s.Value != default) ? null : "Scores are missing in the store.");

        void Compare(ScoreKey key, StoredScore score)
        {
            var wanted = expected.GetValueOrDefault(key);
            compared += wanted == default ? 0 : 1;
            if (score.Value != wanted)
            {
                fault ??= $"The score of {key.Subject} on {key.Day:yyyy-MM-dd} in series {key.Series} is stored as {score.Value}, its activities yield {wanted}.";
            }
        }
    }
}
