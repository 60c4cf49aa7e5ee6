using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Testing.Challenges;

/// <summary>Reads lines such as <c>prize 200 points for places 2-5 from 100</c>.</summary>
internal static class PrizeLines
{
    public static Prize Read(string[] words, Pot? pot)
    {
        var purpose = Array.IndexOf(words, "for") + 1;
        var minimum = Array.IndexOf(words, "from");
        var prize = Purpose(words, purpose, What(words, pot));
        return minimum > 0 ? prize with { MinimumScore = ChallengeSetup.Number(words[minimum + 1]) } : prize;
    }

    private static Prize What(string[] words, Pot? pot)
    {
        if (words[2] == "worth")
        {
            return new Prize { For = PrizeFor.Place, Kind = PrizeKind.Reward, Value = ChallengeSetup.Number(words[3]), Reward = new LocalizedText(words[1]) };
        }

        return words[1][^1] == '%'
            ? new Prize { For = PrizeFor.Place, Kind = pot!.Kind, PercentOfPot = ChallengeSetup.Percent(words[1]) }
            : new Prize { For = PrizeFor.Place, Kind = ChallengeSetup.Kind(words[2]), Value = ChallengeSetup.Number(words[1]) };
    }

    private static Prize Purpose(string[] words, int at, Prize prize) => words[at] switch
    {
        "place" or "places" => Places(words[at + 1].Split('-'), prize),
        "target" => prize with { For = PrizeFor.Target },
        "milestone" => prize with { For = PrizeFor.Milestone, Milestone = words[at + 1] },
        "each" => prize with { For = PrizeFor.Win },
        _ => throw new FormatException($"Nothing is won for {words[at]}."),
    };

    private static Prize Places(string[] places, Prize prize) =>
        prize with { FromPlace = (int)ChallengeSetup.Number(places[0]), ToPlace = (int)ChallengeSetup.Number(places[^1]) };
}
