using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Explaining;
using GamifiedLoyalty.Domain.Challenges.Standings;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Commands;

namespace GamifiedLoyalty.Engine.Programs;

/// <content>Challenges: what is done to them, and what is read of them.</content>
public sealed partial class ProgramEngine
{
    /// <summary>What viewers may see while a challenge is frozen; null while none is. Replaced, never changed.</summary>
    public FrozenView? Frozen => _state.Challenges.Frozen;

    /// <summary>Writes a challenge: creates it, or changes a draft. Equal content takes no version.</summary>
    /// <param name="id">The challenge's id.</param>
    /// <param name="document">JSON in UTF-8.</param>
    /// <param name="actor">Who writes it.</param>
    /// <param name="dryRun">Only validate, and tell what would be.</param>
    /// <param name="cancellationToken">Gives up waiting; the command may be applied all the same.</param>
    public Task<ChallengeResult> PutChallengeAsync(
        string id, byte[] document, string actor, bool dryRun, CancellationToken cancellationToken) =>
        SubmitAsync(new ChallengeCommand.Define(id, actor, document, dryRun), cancellationToken);

    /// <summary>Submits, approves, opens, freezes, reveals, closes, settles or cancels a challenge.</summary>
    /// <param name="id">The challenge's id.</param>
    /// <param name="action">What to do; writing, joining and duels have methods of their own.</param>
    /// <param name="fromPlace">For <see cref="ChallengeAction.Reveal"/>: the best place to show, at least 1; null for all.</param>
    /// <param name="reason">For <see cref="ChallengeAction.Cancel"/>: why.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="cancellationToken">Gives up waiting; the command may be applied all the same.</param>
    public async Task<ChallengeResult> ActAsync(
        string id, ChallengeAction action, int? fromPlace, string? reason, string actor, CancellationToken cancellationToken)
    {
        if (action is ChallengeAction.Freeze or ChallengeAction.Settle)
        {
            // What is read here is not read while others wait for the loop.
            await _book.CatchUpAsync(id, Version, cancellationToken);
        }

        return await SubmitAsync(
            new ChallengeCommand.Act(
                id, actor, action, action == ChallengeAction.Reveal ? fromPlace : null, action == ChallengeAction.Cancel ? reason : null),
            cancellationToken);
    }

    /// <summary>Lets a member join a challenge.</summary>
    public Task<ChallengeResult> JoinAsync(string id, string subject, string actor, CancellationToken cancellationToken) =>
        SubmitAsync(new ChallengeCommand.Join(id, actor, subject), cancellationToken);

    /// <summary>Lets a member invite another to a duel.</summary>
    public Task<ChallengeResult> InviteAsync(
        string id, string challenger, string opponent, string actor, CancellationToken cancellationToken) =>
        SubmitAsync(new ChallengeCommand.Invite(id, actor, challenger, opponent), cancellationToken);

    /// <summary>Lets whoever was invited accept a duel.</summary>
    public Task<ChallengeResult> AcceptDuelAsync(string id, int number, string subject, string actor, CancellationToken cancellationToken) =>
        SubmitAsync(new ChallengeCommand.AcceptDuel(id, actor, number, subject), cancellationToken);

    /// <summary>A challenge as of <see cref="Version"/>; null when there is none.</summary>
    public ChallengeView? FindChallenge(string id) => _state.Challenges.Find(id) is { } found ? View(found) : null;

    /// <summary>Every challenge, the latest to begin first.</summary>
    public IReadOnlyList<ChallengeView> ListChallenges() =>
        [.. _state.Challenges.All.Select(View).OrderByDescending(v => v.Record.Start).ThenBy(v => v.Record.Id, StringComparer.Ordinal)];

    /// <summary>Whether a member takes part in a challenge: it joined or, where members take part by themselves, is in the audience now.</summary>
    public bool TakesPart(string id, string subject) =>
        _state.Challenges.Find(id) is { } found && FieldSeeding.TakesPart(found, subject, _state.Members);

    /// <summary>The standings of a challenge now; null when there is no such challenge.</summary>
    /// <param name="id">The challenge's id.</param>
    /// <param name="view">
    /// Who looks: viewers see frozen standings, with the places revealed so far, and those from which a frozen challenge could
    /// be read as they were when it was frozen.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<StandingsView?> ReadStandingsAsync(string id, ViewAs view, CancellationToken cancellationToken)
    {
        var before = Frozen;
        if (_state.Challenges.Find(id) is not { Record: { } record } found)
        {
            return null;
        }

        var still = await FindStillAsync(found, record, view, cancellationToken);
        if (still is not null && record.RevealedFrom is null)
        {
            return new StandingsView(View(found), still, true);
        }

        // What is settled stands as it was settled.
        var standings = found.Settlement is { } settled
            ? settled.Result.Standings with { Version = Version, At = _time.GetUtcNow() }
            : await _book.StandingsAsync(id, Version, _time.GetUtcNow(), cancellationToken);
        if (IsFrozenOtherwise(before, view))
        {
            return await ReadStandingsAsync(id, view, cancellationToken);
        }

        return standings is null ? null
            : still is null ? new StandingsView(View(found), standings, false)
            : new StandingsView(View(found), Revealing.Of(still, standings, record.RevealedFrom!.Value), true);
    }

    /// <summary>Why a subject stands where it does in a challenge; null when there is no such challenge.</summary>
    /// <param name="id">The challenge's id.</param>
    /// <param name="subject">The employee or partner.</param>
    /// <param name="view">Who looks: viewers are explained the standings when it was frozen, as long as it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChallengeExplanation?> ExplainAsync(string id, string subject, ViewAs view, CancellationToken cancellationToken)
    {
        var before = Frozen;
        if (_state.Challenges.Find(id) is not { Record: { } record } found)
        {
            return null;
        }

        var still = await FindStillAsync(found, record, view, cancellationToken);
        var past = still ?? found.Settlement?.Result.Standings;
        var explained = await _book.ExplainAsync(id, subject, past, past?.Version ?? Version, _time.GetUtcNow(), cancellationToken);
        if (IsFrozenOtherwise(before, view))
        {
            return await ExplainAsync(id, subject, view, cancellationToken);
        }

        return explained is var (standings, explanation, others)
            ? new ChallengeExplanation(View(found), standings, explanation, others, still is not null)
            : null;
    }

    /// <summary>
    /// The activities that last moved the standings of a challenge that is open or closed, as its tally keeps them, so that
    /// nothing is read for it; null when there is no such challenge, or it is in another state.
    /// </summary>
    /// <param name="id">The challenge's id.</param>
    /// <param name="own">The subject whose own activities are wanted as well; null for nobody's.</param>
    /// <param name="most">The most of each list, at most 60.</param>
    /// <param name="view">Who looks: viewers are told nothing that came after what they see of frozen standings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ChallengeMoves?> ReadMovesAsync(string id, string? own, int most, ViewAs view, CancellationToken cancellationToken)
    {
        var before = Frozen;
        if (_state.Challenges.Find(id) is not { Record: { Status: ChallengeStatus.Open or ChallengeStatus.Closed } record } found)
        {
            return null;
        }

        var still = await FindStillAsync(found, record, view, cancellationToken);
        var moves = await _book.MovesAsync(id, still, Version, own, most, cancellationToken);
        return IsFrozenOtherwise(before, view) ? await ReadMovesAsync(id, own, most, view, cancellationToken) : moves;
    }

    /// <summary>
    /// What a challenge ended with, and what corrections since would have changed; null when there is no such challenge, or
    /// it is not settled.
    /// </summary>
    public async Task<SettlementView?> ReadSettlementAsync(string id, CancellationToken cancellationToken)
    {
        if (_state.Challenges.Find(id) is not { Settlement: { } settled } found)
        {
            return null;
        }

        var version = Version;
        var (standings, draw) = settled.Result;
        var replayed = await _book.ReadAsync(
            id, version, (field, tally, shown) => SettlementCalculator.Replay(field.AsOf(standings), tally, shown, settled.At, draw), cancellationToken);
        return replayed is null ? null
            : new SettlementView(View(found), settled, SettlementDifference.Between(standings, replayed), version);
    }

    /// <summary>Finds what drafts of challenges would have brought over past activities as they stand now; nothing is changed.</summary>
    /// <param name="drafts">JSON in UTF-8, each.</param>
    /// <param name="from">First instant that counts; by default so that the window is as long as the draft's.</param>
    /// <param name="until">First instant that no longer counts; by default now, or as long after <paramref name="from"/> as the draft's window is.</param>
    /// <param name="progress">Told the part done, 0 to 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<BacktestResult>> BacktestAsync(
        IReadOnlyList<byte[]> drafts, DateTimeOffset? from, DateTimeOffset? until, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(drafts);
        return new Backtester(_book, _state, Version, _time.GetUtcNow()).RunAsync(drafts, from, until, progress, cancellationToken);
    }

    /// <summary>
    /// What stands still for viewers: the standings of a frozen challenge, or those from which one could be read. Null when
    /// they see a challenge as it is.
    /// </summary>
    private async Task<ChallengeStandings?> FindStillAsync(
        ChallengeCase challenge, ChallengeRecord record, ViewAs view, CancellationToken cancellationToken)
    {
        if (view != ViewAs.Viewer || record.FrozenAt is not null)
        {
            return view == ViewAs.Viewer ? challenge.Frozen : null;
        }

        if (Frozen?.Hiding(record) is not { FrozenAt: { } version } hiding || challenge.Settlement?.Version <= version)
        {
            return null;
        }

        return await _book.PastStandingsAsync(record.Id, version, FrozenView.FrozenSince(hiding), cancellationToken);
    }

    /// <summary>Whether something was frozen or revealed while viewers were reading: what they read may be newer than they may see.</summary>
    private bool IsFrozenOtherwise(FrozenView? before, ViewAs view) => view == ViewAs.Viewer && !ReferenceEquals(before, Frozen);

    private Task<ChallengeResult> SubmitAsync(ChallengeCommand command, CancellationToken cancellationToken) =>
        SubmitAsync(new ChallengeWork(command), waitForSpace: true, cancellationToken);

    private ChallengeView View(ChallengeCase challenge) => new(
        challenge.Record!, Version, challenge, ChallengeLife.NextDue(challenge.Record!, _state.Definitions.Rules.Definition.Calendar));
}
