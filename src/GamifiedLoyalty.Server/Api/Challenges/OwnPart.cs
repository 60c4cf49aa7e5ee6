using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>The part that a person, or the company of a person, has in a contest.</summary>
/// <param name="Subject">The subject that competes.</param>
/// <param name="TakesPart">Whether it takes part.</param>
/// <param name="MayJoin">Whether the person can join now.</param>
/// <param name="JoinedAt">When it joined, in UTC; null when it has not.</param>
internal sealed record OwnPart(string Subject, bool TakesPart, bool MayJoin, DateTimeOffset? JoinedAt)
{
    /// <summary>The part of who came in by a personal link; null for others, and for persons without a company where companies compete.</summary>
    public static OwnPart? Of(Caller caller, ProgramEngine engine, ChallengeView view, DateTimeOffset now)
    {
        var challenge = view.Record;
        if (ChallengeAccess.OwnSubject(caller, engine, challenge) is not { } subject)
        {
            return null;
        }

        var joined = view.FindParticipant(subject);
        var mayJoin = joined is null && !challenge.Definition.RanksPartners && challenge.Definition.OptIn
            && ChallengeJoining.IsOpenForJoining(challenge, now)
            && engine.Members.Find(OwnerRef.Employee(subject)) is { } profile
            && ChallengeAudience.Includes(challenge.Definition, profile, profile.Partner is { } partner ? engine.Members.Find(OwnerRef.Partner(partner)) : null);
        return new(subject, engine.TakesPart(challenge.Id, subject), mayJoin, joined?.JoinedAt);
    }
}
