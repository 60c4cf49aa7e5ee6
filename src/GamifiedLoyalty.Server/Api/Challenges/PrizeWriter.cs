using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Writes what can be won, and what is won.</summary>
/// <param name="plan">The prizes of the contest.</param>
/// <param name="language">The language of the names of rewards.</param>
internal sealed class PrizeWriter(PrizePlan plan, string language)
{
    /// <summary>Writes the plan as the property <c>prizes</c>; nothing when nothing can be won.</summary>
    public void WritePlan(Utf8JsonWriter writer)
    {
        if (plan.Prizes.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("prizes");
        writer.WriteOptional("currency", plan.Currency);
        writer.WriteOptional("sponsor", plan.Sponsor);
        WriteCost(writer, "budget", new PrizeCost(plan.BudgetPoints, plan.BudgetMoney));
        WritePot(writer);
        if (plan.MostPerPartner is { } most)
        {
            writer.WriteNumber("mostPerPartner", most);
        }

        writer.WriteStartArray("list");
        foreach (var prize in plan.Prizes)
        {
            WritePrize(writer, prize);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Writes what somebody wins as the property <c>prizes</c>.</summary>
    public void WriteShares(Utf8JsonWriter writer, IReadOnlyList<PrizeShare> shares)
    {
        writer.WriteStartArray("prizes");
        foreach (var share in shares)
        {
            WriteShare(writer, share);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes what prizes cost as a property.</summary>
    public static void WriteCost(Utf8JsonWriter writer, string name, PrizeCost cost)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("points", cost.Points);
        writer.WriteNumber("money", cost.Money);
        writer.WriteEndObject();
    }

    private void WriteShare(Utf8JsonWriter writer, PrizeShare share)
    {
        writer.WriteStartObject();
        writer.WriteNumber("prize", share.Prize);
        writer.WriteString("kind", ChallengeWords.Of(share.Kind));
        WriteValue(writer, share.Kind, share.Value, plan.Prizes[share.Prize].Reward?.For(language));
        if (share.CutBy is { } cutBy)
        {
            writer.WriteNumber("full", share.Full);
            writer.WriteString("cutBy", cutBy);
        }

        if (share.Times != 1)
        {
            writer.WriteNumber("times", share.Times);
        }

        writer.WriteEndObject();
    }

    private void WritePot(Utf8JsonWriter writer)
    {
        if (plan.Pot is not { } pot)
        {
            return;
        }

        writer.WriteStartObject("pot");
        if (pot.PercentOfTurnover is { } percent)
        {
            writer.WriteString("percentOfTurnover", Text(percent));
        }
        else
        {
            writer.WriteNumber(pot.Kind == PrizeKind.Points ? "points" : "money", pot.Fixed ?? 0);
        }

        writer.WriteEndObject();
    }

    private void WritePrize(Utf8JsonWriter writer, Prize prize)
    {
        writer.WriteStartObject();
        WriteReason(writer, prize);
        if (prize.PercentOfPot is { } percent)
        {
            writer.WriteString("percentOfPot", Text(percent));
        }
        else
        {
            WriteValue(writer, prize.Kind, prize.Value, prize.Reward?.For(language));
        }

        if (prize.MinimumScore > 0)
        {
            writer.WriteNumber("minimumScore", prize.MinimumScore);
        }

        writer.WriteEndObject();
    }

    private static void WriteReason(Utf8JsonWriter writer, Prize prize)
    {
        switch (prize.For)
        {
            case PrizeFor.Place:
                writer.WriteNumber("from", prize.FromPlace);
                writer.WriteNumber("to", prize.ToPlace);
                break;
            case PrizeFor.Target:
                writer.WriteString("reaching", "target");
                break;
            case PrizeFor.Milestone:
                writer.WriteString("milestone", prize.Milestone);
                break;
            default:
                writer.WriteBoolean("win", true);
                break;
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, PrizeKind kind, long value, string? reward)
    {
        if (kind == PrizeKind.Reward)
        {
            writer.WriteOptional("reward", reward);
        }

        writer.WriteNumber(kind switch { PrizeKind.Points => "points", PrizeKind.Money => "money", _ => "value" }, value);
    }

    private static string Text(decimal number) => number.ToString("0.############", System.Globalization.CultureInfo.InvariantCulture);
}
