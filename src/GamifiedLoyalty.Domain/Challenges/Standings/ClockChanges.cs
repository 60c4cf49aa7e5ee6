using GamifiedLoyalty.Domain.Challenges.Formats;

namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>Finds the instants at which standings change although nobody did anything.</summary>
internal static class ClockChanges
{
    public static DateTimeOffset? Next(ChallengeField field, ChallengeTally tally, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(tally);
        DateTimeOffset? next = null;
        foreach (var instant in Instants(field, tally, now))
        {
            if (instant > now && !(next <= instant))
            {
                next = instant;
            }
        }

        return next;
    }

    private static IEnumerable<DateTimeOffset> Instants(ChallengeField field, ChallengeTally tally, DateTimeOffset now)
    {
        yield return field.Record.Start;
        yield return field.Record.End;
        foreach (var round in RoundWindows.Of(field))
        {
            yield return round.End;
        }

        foreach (var duel in field.Duels)
        {
            if (duel.AcceptedAt is null)
            {
                yield return duel.AcceptBy;
            }
        }

        foreach (var subject in tally.Subjects)
        {
            if (subject.NextConfirmation(now) is { } confirmed)
            {
                yield return confirmed;
            }
        }
    }
}
