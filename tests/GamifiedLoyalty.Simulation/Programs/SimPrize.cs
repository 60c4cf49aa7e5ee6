using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Simulation.Programs;

/// <summary>A prize of a contest as generated.</summary>
/// <param name="For">What earns it.</param>
/// <param name="Kind">What it consists of; of a share, what the pot consists of.</param>
/// <param name="Value">Points, cents, or the cents that a reward is worth; 0 for a share.</param>
internal sealed record SimPrize(PrizeFor For, PrizeKind Kind, long Value)
{
    public int From { get; init; }

    public int To { get; init; }

    public string? Milestone { get; init; }

    public int? PercentOfPot { get; init; }

    public long MinimumScore { get; init; }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        switch (For)
        {
            case PrizeFor.Place:
                (json["from"], json["to"]) = (From, To);
                break;
            case PrizeFor.Target:
                json["reaching"] = "target";
                break;
            case PrizeFor.Milestone:
                json["milestone"] = Milestone;
                break;
            default:
                json["win"] = true;
                break;
        }

        if (MinimumScore > 0)
        {
            json["minimumScore"] = MinimumScore;
        }

        SetWhat(json);
        return json;
    }

    private void SetWhat(JsonObject json)
    {
        if (PercentOfPot is { } percent)
        {
            json["percentOfPot"] = percent;
        }
        else if (Kind == PrizeKind.Reward)
        {
            (json["reward"], json["value"]) = ("A thing", Value);
        }
        else
        {
            json[Kind == PrizeKind.Points ? "points" : "money"] = Value;
        }
    }
}

/// <summary>What can be won in a contest as generated.</summary>
/// <param name="Prizes">In the order in which the budget pays them.</param>
/// <param name="BudgetPoints">The most points.</param>
/// <param name="BudgetMoney">The most money, in cents.</param>
internal sealed record SimPlan(IReadOnlyList<SimPrize> Prizes, long BudgetPoints, long BudgetMoney)
{
    public string? Sponsor { get; init; }

    public int? MostPerPartner { get; init; }

    /// <summary>Points to divide; null without such a pot.</summary>
    public long? PotPoints { get; init; }

    /// <summary>The percentage of the turnover to divide, in tenths; null without such a pot.</summary>
    public int? PotTenths { get; init; }

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["currency"] = "points",
            ["budget"] = new JsonObject { ["points"] = BudgetPoints, ["money"] = BudgetMoney },
            ["list"] = new JsonArray([.. Prizes.Select(p => p.ToJson())]),
        };
        if (Sponsor is not null)
        {
            json["sponsor"] = Sponsor;
        }

        if (MostPerPartner is { } most)
        {
            json["mostPerPartner"] = most;
        }

        if (PotPoints is { } points)
        {
            json["pot"] = new JsonObject { ["points"] = points };
        }
        else if (PotTenths is { } tenths)
        {
            json["pot"] = new JsonObject { ["percentOfTurnover"] = tenths / 10m };
        }

        return json;
    }
}
