namespace GamifiedLoyalty.Domain.Challenges;

/// <summary>Who may join a challenge, and when. Checks follow the order of <see cref="ChallengeRefusal"/>.</summary>
public static class ChallengeJoining
{
    /// <summary>Joins, from approval to the end; brackets and eliminations, whose field is fixed at opening, before it.</summary>
    /// <param name="current">The challenge; null when there is none.</param>
    /// <param name="joined">The member as participant, when it has joined before.</param>
    /// <param name="subject">The member.</param>
    /// <param name="isInAudience">Whether the member, as it is now, is in the audience.</param>
    /// <param name="at">Now, in UTC.</param>
    public static JoinOutcome Join(ChallengeRecord? current, Participant? joined, string subject, bool isInAudience, DateTimeOffset at)
    {
        if (current is null)
        {
            return new(ChallengeRefusal.UnknownChallenge, null);
        }

        if (!current.Definition.OptIn)
        {
            return new(ChallengeRefusal.NotOptIn, null);
        }

        if (!isInAudience)
        {
            return new(ChallengeRefusal.NotInAudience, null);
        }

        if (joined is not null)
        {
            return new(ChallengeRefusal.AlreadyJoined, joined);
        }

        return IsOpenForJoining(current, at)
            ? new(ChallengeRefusal.None, new Participant(subject, at))
            : new(ChallengeRefusal.JoinClosed, null);
    }

    /// <summary>Whether members can join now.</summary>
    public static bool IsOpenForJoining(ChallengeRecord record, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Status switch
        {
            ChallengeStatus.Scheduled => at < record.End,
            ChallengeStatus.Open => at < record.End
                && record.Definition.Format is not (ChallengeFormat.Bracket or ChallengeFormat.Elimination),
            _ => false,
        };
    }
}
