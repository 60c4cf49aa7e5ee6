namespace GamifiedLoyalty.Domain.Challenges.Reading;

/// <summary>The words of a challenge's closed sets.</summary>
internal static class ChallengeWords
{
    /// <summary>Settlement; true by itself.</summary>
    public static readonly (string Name, bool Value)[] Settlements = [("manual", false), ("automatic", true)];

    /// <summary>Enrolment; true when members join.</summary>
    public static readonly (string Name, bool Value)[] Enrolments = [("automatic", false), ("optIn", true)];

    public static readonly (string Name, LateJoining Value)[] LateJoinings =
        [("full", LateJoining.Full), ("fromJoining", LateJoining.FromJoining), ("proRated", LateJoining.ProRated)];

    public static readonly (string Name, Scoring Value)[] Scorings =
    [
        ("total", Scoring.Total), ("perHead", Scoring.PerHead), ("perActiveSeller", Scoring.PerActiveSeller), ("growth", Scoring.Growth),
    ];

    public static readonly (string Name, TiePrizes Value)[] TiePrizes =
        [("split", Challenges.TiePrizes.Split), ("each", Challenges.TiePrizes.Each)];
}
