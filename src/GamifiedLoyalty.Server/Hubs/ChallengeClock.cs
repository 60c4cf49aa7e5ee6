using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>Knows when the clock may change the standings of a contest.</summary>
internal static class ChallengeClock
{
    // What can no longer be returned is confirmed at any instant; computing anew costs nothing while nothing changed.
    private static readonly TimeSpan ReturnsChecked = TimeSpan.FromMinutes(1);

    /// <summary>The next instant at which to look again though nothing was recorded; null when there is none.</summary>
    public static DateTimeOffset? NextChange(StandingsView shown, DateTimeOffset now)
    {
        var challenge = shown.Challenge.Record;
        if (challenge.Status is not (ChallengeStatus.Open or ChallengeStatus.Closed))
        {
            return null;
        }

        var next = shown.Standings.Rounds.Select(r => r.End)
            .Concat(shown.Challenge.Duels.Where(d => d.AcceptedAt is null).Select(d => d.AcceptBy))
            .Append(challenge.End)
            .Where(at => at > now)
            .Cast<DateTimeOffset?>().Min();
        var returns = challenge.Definition.ReturnWindow is null ? null : (DateTimeOffset?)(now + ReturnsChecked);
        return next is null || returns < next ? returns : next;
    }
}
