using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Text;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Challenges;

/// <summary>
/// The life of a challenge: what may be done when, and what comes of it. Checks follow the order of
/// <see cref="ChallengeRefusal"/>.
/// </summary>
public static class ChallengeLife
{
    // A window is never empty, so that shares of it and its rounds can be reckoned.
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(1);

    /// <summary>Creates a challenge, or changes a draft; a submitted one returns to draft. Equal content changes nothing.</summary>
    /// <param name="current">The challenge as it is; null when there is none.</param>
    /// <param name="id">Its id.</param>
    /// <param name="document">The document, in UTF-8.</param>
    /// <param name="definition">What the document says.</param>
    /// <param name="occasion">When and by whom.</param>
    public static ChallengeOutcome Define(
        ChallengeRecord? current, string id, ReadOnlyMemory<byte> document, ChallengeDefinition definition, ChallengeOccasion occasion)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (current is not null && SameContent(current.Document, document))
        {
            return ChallengeOutcome.Unchanged(current);
        }

        if (current is { Status: not (ChallengeStatus.Draft or ChallengeStatus.Submitted) })
        {
            return ChallengeOutcome.Refused(ChallengeRefusal.NotDraft);
        }

        var defined = new ChallengeRecord
        {
            Id = id,
            Document = document,
            Definition = definition,
            Start = definition.Start,
            End = definition.End,
            Steps = current?.Steps ?? [],
        };
        return Stepped(defined, ChallengeAction.Define, occasion);
    }

    /// <summary>Hands a draft in: it waits for approval where the program asks for one, else for its opening.</summary>
    public static ChallengeOutcome Submit(ChallengeRecord? current, ChallengeSettings settings, ChallengeOccasion occasion)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (Unless(current, ChallengeRefusal.NotDraft, ChallengeStatus.Draft) is { } refusal)
        {
            return refusal;
        }

        if (current!.End <= occasion.At)
        {
            return ChallengeOutcome.Refused(ChallengeRefusal.AlreadyOver);
        }

        var status = settings.NeedsApproval(current.Definition.Prizes) ? ChallengeStatus.Submitted : ChallengeStatus.Scheduled;
        return Stepped(current with { Status = status }, ChallengeAction.Submit, occasion);
    }

    /// <summary>Approves a submitted one: by another than who last wrote it and than who submitted it.</summary>
    public static ChallengeOutcome Approve(ChallengeRecord? current, ChallengeOccasion occasion)
    {
        if (Unless(current, ChallengeRefusal.NotSubmitted, ChallengeStatus.Submitted) is { } refusal)
        {
            return refusal;
        }

        if (LastActor(current!, ChallengeAction.Define) == occasion.Actor || LastActor(current!, ChallengeAction.Submit) == occasion.Actor)
        {
            return ChallengeOutcome.Refused(ChallengeRefusal.SameApprover);
        }

        return current!.End <= occasion.At
            ? ChallengeOutcome.Refused(ChallengeRefusal.AlreadyOver)
            : Stepped(current with { Status = ChallengeStatus.Scheduled }, ChallengeAction.Approve, occasion);
    }

    /// <summary>
    /// Begins it. The window begins as defined, however late this is applied, or now if that is earlier. What it compares with
    /// is fixed now, so its baseline window has to be over.
    /// </summary>
    public static ChallengeOutcome Open(ChallengeRecord? current, ChallengeOpening opening, ChallengeOccasion occasion)
    {
        ArgumentNullException.ThrowIfNull(opening);
        if (Unless(current, ChallengeRefusal.NotScheduled, ChallengeStatus.Scheduled) is { } refusal)
        {
            return refusal;
        }

        if (current!.Definition.Baseline?.Until > occasion.At)
        {
            return ChallengeOutcome.Refused(ChallengeRefusal.BaselineRunning);
        }

        var open = current with
        {
            Status = ChallengeStatus.Open,
            Start = Earlier(current.Start, occasion.At),
            Field = opening.Field,
            Baselines = opening.Baselines,
            DrawSeed = opening.DrawSeed,
            DrawSeedHash = opening.DrawSeed is { } seed ? DrawSeeds.HashOf(seed) : null,
        };
        return Stepped(open, ChallengeAction.Open, occasion);
    }

    /// <summary>Makes what viewers see stand still at this version, while it is open or closed.</summary>
    public static ChallengeOutcome Freeze(ChallengeRecord? current, ChallengeOccasion occasion)
    {
        if (Unless(current, ChallengeRefusal.NotOpen, ChallengeStatus.Open, ChallengeStatus.Closed) is { } refusal)
        {
            return refusal;
        }

        return current!.FrozenAt is not null
            ? ChallengeOutcome.Refused(ChallengeRefusal.AlreadyFrozen)
            : Stepped(current with { FrozenAt = occasion.Version, RevealedFrom = null }, ChallengeAction.Freeze, occasion);
    }

    /// <summary>
    /// Shows viewers the places from the last up to a given one, or, without one, everything, which ends the freeze. What
    /// is shown already stays shown.
    /// </summary>
    /// <param name="current">The challenge.</param>
    /// <param name="fromPlace">The best place to show, at least 1; null for everything.</param>
    /// <param name="occasion">When and by whom.</param>
    public static ChallengeOutcome Reveal(ChallengeRecord? current, int? fromPlace, ChallengeOccasion occasion)
    {
        if (current is null)
        {
            return ChallengeOutcome.Refused(ChallengeRefusal.UnknownChallenge);
        }

        if (current.FrozenAt is null)
        {
            return ChallengeOutcome.Refused(ChallengeRefusal.NotFrozen);
        }

        if (fromPlace >= current.RevealedFrom)
        {
            return ChallengeOutcome.Unchanged(current);
        }

        var frozenAt = fromPlace is null ? null : current.FrozenAt;
        return Stepped(current with { FrozenAt = frozenAt, RevealedFrom = fromPlace }, ChallengeAction.Reveal, occasion);
    }

    /// <summary>Ends it. The window ends as defined, however late this is applied, or now if that is earlier.</summary>
    public static ChallengeOutcome Close(ChallengeRecord? current, ChallengeOccasion occasion)
    {
        if (Unless(current, ChallengeRefusal.NotOpen, ChallengeStatus.Open) is { } refusal)
        {
            return refusal;
        }

        var earliest = current!.Start + ShortestWindow;
        var end = Earlier(current.End, occasion.At < earliest ? earliest : occasion.At);
        return Stepped(current with { Status = ChallengeStatus.Closed, End = end }, ChallengeAction.Close, occasion);
    }

    /// <summary>Gives the prizes, once. A freeze stays until it is revealed.</summary>
    public static ChallengeOutcome Settle(ChallengeRecord? current, ChallengeOccasion occasion)
    {
        if (Unless(current, ChallengeRefusal.NotClosed, ChallengeStatus.Closed, ChallengeStatus.Settled) is { } refusal)
        {
            return refusal;
        }

        return current!.Status == ChallengeStatus.Settled
            ? ChallengeOutcome.Refused(ChallengeRefusal.AlreadySettled)
            : Stepped(current with { Status = ChallengeStatus.Settled }, ChallengeAction.Settle, occasion);
    }

    /// <summary>Calls it off, for a reason that participants read; a freeze ends, and nothing is awarded.</summary>
    public static ChallengeOutcome Cancel(ChallengeRecord? current, string? reason, ChallengeOccasion occasion)
    {
        var refusal = current switch
        {
            null => ChallengeRefusal.UnknownChallenge,
            { Status: ChallengeStatus.Settled } => ChallengeRefusal.AlreadySettled,
            { Status: ChallengeStatus.Cancelled } => ChallengeRefusal.AlreadyCancelled,
            _ when string.IsNullOrWhiteSpace(reason) => ChallengeRefusal.ReasonMissing,
            _ => ChallengeRefusal.None,
        };
        return refusal != ChallengeRefusal.None
            ? ChallengeOutcome.Refused(refusal)
            : Stepped(
                current! with { Status = ChallengeStatus.Cancelled, FrozenAt = null, RevealedFrom = null },
                ChallengeAction.Cancel, occasion, reason);
    }

    /// <summary>What is to be done next by the clock; null when nothing is.</summary>
    /// <param name="record">The challenge.</param>
    /// <param name="calendar">The program's calendar, in which the correction window is reckoned.</param>
    public static ChallengeDue? NextDue(ChallengeRecord record, ProgramCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(calendar);
        var wait = record.Definition.CorrectionWindow;
        return record.Status switch
        {
            ChallengeStatus.Scheduled => new(record.Start, ChallengeAction.Open),
            ChallengeStatus.Open => new(record.End, ChallengeAction.Close),
            ChallengeStatus.Closed when record.Definition.SettlesByItself =>
                new(calendar.Add(record.End, wait.Months, wait.Days, wait.Time), ChallengeAction.Settle),
            _ => null,
        };
    }

    /// <summary>Whether two documents say the same, however they are written.</summary>
    public static bool SameContent(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second) =>
        CanonicalJson.Of(first).AsSpan().SequenceEqual(CanonicalJson.Of(second));

    private static ChallengeOutcome? Unless(ChallengeRecord? current, ChallengeRefusal refusal, params ReadOnlySpan<ChallengeStatus> allowed)
    {
        if (current is null)
        {
            return ChallengeOutcome.Refused(ChallengeRefusal.UnknownChallenge);
        }

        return allowed.Contains(current.Status) ? null : ChallengeOutcome.Refused(refusal);
    }

    private static ChallengeOutcome Stepped(ChallengeRecord record, ChallengeAction action, ChallengeOccasion occasion, string? reason = null)
    {
        var step = new ChallengeStep(action, occasion.At, occasion.Actor, occasion.Version, reason);
        return new(ChallengeRefusal.None, record with { Steps = [.. record.Steps, step] }, true);
    }

    private static string? LastActor(ChallengeRecord record, ChallengeAction action) =>
        record.Steps.LastOrDefault(s => s.Action == action)?.Actor;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
