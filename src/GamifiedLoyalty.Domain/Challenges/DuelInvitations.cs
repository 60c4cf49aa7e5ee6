using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Challenges;

/// <summary>Who may challenge whom to a duel, and accept. Checks follow the order of <see cref="ChallengeRefusal"/>.</summary>
public static class DuelInvitations
{
    /// <summary>
    /// Invites to a duel. What counts against the challenger's limit are its accepted duels and its own invitations that
    /// stand, so that nobody is kept from duelling by the invitations of others.
    /// </summary>
    /// <param name="current">The challenge; null when there is none.</param>
    /// <param name="duels">All duels of the challenge.</param>
    /// <param name="challenger">Who invites.</param>
    /// <param name="opponent">Who is invited.</param>
    /// <param name="takesPart">Whether a member takes part: it joined, or, where members take part by themselves, is in the audience.</param>
    /// <param name="at">Now, in UTC.</param>
    /// <param name="calendar">The program's calendar.</param>
    public static DuelOutcome Invite(
        ChallengeRecord? current, IReadOnlyList<Duel> duels, string challenger, string opponent, Func<string, bool> takesPart,
        DateTimeOffset at, ProgramCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(duels);
        ArgumentNullException.ThrowIfNull(takesPart);
        ArgumentNullException.ThrowIfNull(calendar);
        if (FormatOf(current, at, out var refusal) is not { } format)
        {
            return new(refusal, null);
        }

        if (!takesPart(challenger) || !takesPart(opponent))
        {
            return new(ChallengeRefusal.NotParticipant, null);
        }

        if (challenger == opponent)
        {
            return new(ChallengeRefusal.DuelSelf, null);
        }

        if (Undecided(duels, challenger, at) >= format.MostAtOnce)
        {
            return new(ChallengeRefusal.TooManyDuels, null);
        }

        var within = format.AcceptWithin;
        var acceptBy = calendar.Add(at, within.Months, within.Days, within.Time);
        var number = duels.Count == 0 ? 1 : duels.Max(d => d.Number) + 1;
        return new(ChallengeRefusal.None, new Duel(number, challenger, opponent, at, acceptBy < current!.End ? acceptBy : current.End, null));
    }

    /// <summary>Accepts a duel; sales count for it from now on.</summary>
    /// <param name="current">The challenge; null when there is none.</param>
    /// <param name="duels">All duels of the challenge.</param>
    /// <param name="number">The duel.</param>
    /// <param name="subject">Who accepts.</param>
    /// <param name="at">Now, in UTC.</param>
    public static DuelOutcome Accept(ChallengeRecord? current, IReadOnlyList<Duel> duels, int number, string subject, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(duels);
        if (FormatOf(current, at, out var refusal) is not { } format)
        {
            return new(refusal, null);
        }

        if (duels.FirstOrDefault(d => d.Number == number) is not { } duel)
        {
            return new(ChallengeRefusal.UnknownDuel, null);
        }

        refusal = duel switch
        {
            { AcceptedAt: null } when at >= duel.AcceptBy => ChallengeRefusal.DuelExpired,
            _ when duel.Opponent != subject => ChallengeRefusal.NotInvited,
            { AcceptedAt: not null } => ChallengeRefusal.DuelTaken,
            _ when Undecided(duels, subject, at) >= format.MostAtOnce => ChallengeRefusal.TooManyDuels,
            _ => ChallengeRefusal.None,
        };
        return refusal == ChallengeRefusal.None ? new(refusal, duel with { AcceptedAt = at }) : new(refusal, null);
    }

    private static ChallengeFormat.Duels? FormatOf(ChallengeRecord? current, DateTimeOffset at, out ChallengeRefusal refusal)
    {
        refusal = current switch
        {
            null => ChallengeRefusal.UnknownChallenge,
            { Status: not ChallengeStatus.Open } => ChallengeRefusal.NotOpen,
            _ when at >= current.End => ChallengeRefusal.NotOpen,
            { Definition.Format: not ChallengeFormat.Duels } => ChallengeRefusal.NotDuels,
            _ => ChallengeRefusal.None,
        };
        return refusal == ChallengeRefusal.None ? (ChallengeFormat.Duels)current!.Definition.Format : null;
    }

    private static int Undecided(IReadOnlyList<Duel> duels, string subject, DateTimeOffset at) => duels.Count(d =>
        d.AcceptedAt is null
            ? d.Challenger == subject && at < d.AcceptBy
            : d.Challenger == subject || d.Opponent == subject);
}
