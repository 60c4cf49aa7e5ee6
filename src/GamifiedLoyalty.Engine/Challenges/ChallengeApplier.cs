using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Engine.Applying;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>Applies wishes that concern challenges, one version each. Nothing else is in the draft.</summary>
internal sealed class ChallengeApplier(CommitDraft draft, ChallengeSteps steps)
{
    private ProgramState State => draft.State;

    public async Task<ChallengeResult> ApplyAsync(ChallengeCommand command, CancellationToken cancellationToken)
    {
        var challenge = State.Challenges.Find(command.Challenge);
        return command switch
        {
            ChallengeCommand.Define define => Define(challenge?.Record, define),
            ChallengeCommand.Act act => await ActAsync(challenge, act, cancellationToken),
            ChallengeCommand.Join join => Join(challenge, join),
            ChallengeCommand.Invite invite => Invite(challenge, invite),
            ChallengeCommand.AcceptDuel accept => Accept(challenge, accept),
            _ => throw new InvalidOperationException($"Unknown command {command.GetType().Name}."),
        };
    }

    /// <summary>Does what is due by the clock to a challenge, if it still is.</summary>
    public async Task ApplyDueAsync(string challenge, CancellationToken cancellationToken)
    {
        if (State.Challenges.Find(challenge) is { } found
            && ChallengeLife.NextDue(found.Record!, State.Definitions.Rules.Definition.Calendar) is { } due && due.At <= draft.At)
        {
            await ActAsync(found, new ChallengeCommand.Act(challenge, ChallengeOccasion.Clock, due.Action, null, null), cancellationToken);
        }
    }

    private ChallengeResult Define(ChallengeRecord? current, ChallengeCommand.Define command)
    {
        var reading = ChallengeReader.Read(command.Document, State.Definitions.Rules.Definition);
        if (reading.Definition is not { } definition)
        {
            return Unchanged(current, command, ChallengeRefusal.None) with { Faults = reading.Faults };
        }

        var step = new ChallengeDraft(draft, command.Challenge, command.Actor);
        var outcome = ChallengeLife.Define(current, command.Challenge, command.Document, definition, step.Occasion);
        if (!outcome.Changed)
        {
            return Unchanged(current, command, outcome.Refusal);
        }

        if (!command.DryRun)
        {
            step.Set(outcome.Record!);
            step.Append(step.Entry(ChallengeAction.Define));
        }

        return Done(outcome.Record!, command) with { Created = current is null };
    }

    private async Task<ChallengeResult> ActAsync(ChallengeCase? challenge, ChallengeCommand.Act command, CancellationToken cancellationToken)
    {
        var step = new ChallengeDraft(draft, command.Challenge, command.Actor);
        var current = challenge?.Record;
        var outcome = command.Action switch
        {
            ChallengeAction.Submit => ChallengeLife.Submit(current, State.Definitions.Rules.Definition.Challenges, step.Occasion),
            ChallengeAction.Approve => ChallengeLife.Approve(current, step.Occasion),
            ChallengeAction.Open => ChallengeLife.Open(current, await steps.OpeningAsync(challenge, cancellationToken), step.Occasion),
            ChallengeAction.Freeze => ChallengeLife.Freeze(current, step.Occasion),
            ChallengeAction.Reveal => ChallengeLife.Reveal(current, command.FromPlace, step.Occasion),
            ChallengeAction.Close => ChallengeLife.Close(current, step.Occasion),
            ChallengeAction.Settle => ChallengeLife.Settle(current, step.Occasion),
            ChallengeAction.Cancel => ChallengeLife.Cancel(current, command.Reason, step.Occasion),
            _ => throw new ArgumentException($"{command.Action} is not done to a challenge as a whole.", nameof(command)),
        };
        if (!outcome.Changed)
        {
            return Unchanged(current, command, outcome.Refusal);
        }

        var record = outcome.Record!;
        step.Set(record);
        await steps.CompleteAsync(draft, step, challenge!, record, command, cancellationToken);
        return Done(record, command);
    }

    private ChallengeResult Join(ChallengeCase? challenge, ChallengeCommand.Join command)
    {
        var record = challenge?.Record;
        var isInAudience = record is not null && FieldSeeding.IsInAudience(record, command.Subject, State.Members);
        var outcome = ChallengeJoining.Join(record, challenge?.FindParticipant(command.Subject), command.Subject, isInAudience, draft.At);
        if (outcome.Refusal != ChallengeRefusal.None)
        {
            return Unchanged(record, command, outcome.Refusal) with { Participant = outcome.Participant };
        }

        var step = new ChallengeDraft(draft, command.Challenge, command.Actor);
        step.Set(
            ChallengeDocuments.Participant, ChallengeDocuments.ParticipantId(command.Challenge, command.Subject),
            ChallengeRecordCodec.Write(outcome.Participant!));
        step.Append(step.Entry(ChallengeAction.Join) with { Subject = command.Subject });
        return Done(record!, command) with { Participant = outcome.Participant };
    }

    private ChallengeResult Invite(ChallengeCase? challenge, ChallengeCommand.Invite command)
    {
        var outcome = DuelInvitations.Invite(
            challenge?.Record, challenge?.Duels ?? [], command.Challenger, command.Opponent,
            subject => FieldSeeding.TakesPart(challenge!, subject, State.Members), draft.At, State.Definitions.Rules.Definition.Calendar);
        return Keep(challenge?.Record, command, outcome, ChallengeAction.Invite, command.Challenger, command.Opponent);
    }

    private ChallengeResult Accept(ChallengeCase? challenge, ChallengeCommand.AcceptDuel command)
    {
        var outcome = DuelInvitations.Accept(challenge?.Record, challenge?.Duels ?? [], command.Number, command.Subject, draft.At);
        return Keep(challenge?.Record, command, outcome, ChallengeAction.AcceptDuel, command.Subject, outcome.Duel?.Challenger);
    }

    private ChallengeResult Keep(
        ChallengeRecord? record, ChallengeCommand command, DuelOutcome outcome, ChallengeAction action, string subject, string? opponent)
    {
        if (outcome.Duel is not { } duel)
        {
            return Unchanged(record, command, outcome.Refusal);
        }

        var step = new ChallengeDraft(draft, command.Challenge, command.Actor);
        step.Set(ChallengeDocuments.Duel, ChallengeDocuments.DuelId(command.Challenge, duel.Number), ChallengeRecordCodec.Write(duel));
        step.Append(step.Entry(action) with { Subject = subject, Opponent = opponent });
        return Done(record!, command) with { Duel = duel };
    }

    private ChallengeResult Unchanged(ChallengeRecord? current, ChallengeCommand command, ChallengeRefusal refusal) =>
        new(command.Challenge, refusal, current?.Status ?? ChallengeStatus.Draft, false, State.Head.Version);

    private ChallengeResult Done(ChallengeRecord record, ChallengeCommand command) =>
        new(command.Challenge, ChallengeRefusal.None, record.Status, true, State.Head.Version + draft.Count);
}
