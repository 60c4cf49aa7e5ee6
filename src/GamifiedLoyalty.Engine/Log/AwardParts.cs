using System.Text.Json;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Engine.Log;

/// <summary>Writes and reads awards.</summary>
internal static class AwardParts
{
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<Award> awards)
    {
        json.WriteStartArray(name);
        foreach (var award in awards)
        {
            json.WriteStartObject();
            json.WriteString(OwnerRef.KindName(award.Owner.Kind), award.Owner.Id);
            json.WriteString("currency"u8, award.Currency);
            json.WriteNumber("points"u8, award.Points);
            if (award.Uncapped != award.Points)
            {
                json.WriteNumber("uncapped"u8, award.Uncapped);
                json.WriteNumber("beforeBudgets"u8, award.BeforeBudgets);
            }

            json.WriteString("rule"u8, award.Rule);
            json.WriteNumber("ruleVersion"u8, award.RuleVersion);
            json.WriteDecimal("sum"u8, award.Basis.Sum);
            json.WriteDecimal("exact"u8, award.Basis.Exact);
            json.WriteNumber("total"u8, award.Basis.Total);
            WriteOptionalParts(json, award);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<AwardDifference> differences)
    {
        json.WriteStartArray(name);
        foreach (var difference in differences)
        {
            json.WriteStartObject();
            json.WriteString(OwnerRef.KindName(difference.Owner.Kind), difference.Owner.Id);
            json.WriteString("currency"u8, difference.Currency);
            json.WriteString("rule"u8, difference.Rule);
            json.WriteNumber("ruleVersion"u8, difference.RuleVersion);
            json.WriteNumber("points"u8, difference.Points);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static AwardDifference[] ReadDifferences(JsonElement json) => json.EnumerateArray()
        .Select(d => new AwardDifference(
            ReadOwner(d), d.Text("currency"), d.Text("rule"), d.GetProperty("ruleVersion").GetInt32(), d.GetProperty("points").GetInt64()))
        .ToArray();

    public static Award[] Read(JsonElement json)
    {
        if (json.GetArrayLength() == 0)
        {
            return [];
        }

        return json.EnumerateArray().Select(ReadOne).ToArray();
    }

    private static void WriteOptionalParts(Utf8JsonWriter json, Award award)
    {
        if (award.Basis.Turnover is { } turnover)
        {
            json.WriteDecimal("turnover"u8, turnover);
        }

        json.WriteOptional("cappedBy"u8, award.CappedBy);
        if (award.AvailableAt is { } at)
        {
            json.WriteString("availableAt"u8, at);
        }

        json.WriteOptional("sponsor"u8, award.Sponsor);
    }

    private static Award ReadOne(JsonElement json)
    {
        var points = json.GetProperty("points").GetInt64();
        return new Award
        {
            Owner = ReadOwner(json),
            Currency = json.Text("currency"),
            Points = points,
            Uncapped = json.TryGetProperty("uncapped", out var uncapped) ? uncapped.GetInt64() : points,
            BeforeBudgets = json.TryGetProperty("beforeBudgets", out var before) ? before.GetInt64() : points,
            Rule = json.Text("rule"),
            RuleVersion = json.GetProperty("ruleVersion").GetInt32(),
            Basis = new AwardBasis(
                json.GetProperty("sum").GetDecimal(),
                json.GetProperty("exact").GetDecimal(),
                json.GetProperty("total").GetInt64(),
                json.TryGetProperty("turnover", out var turnover) ? turnover.GetDecimal() : null),
            CappedBy = json.OptionalText("cappedBy"),
            AvailableAt = json.TryGetProperty("availableAt", out var at) ? at.GetDateTimeOffset() : null,
            Sponsor = json.OptionalText("sponsor"),
        };
    }

    private static OwnerRef ReadOwner(JsonElement json) => json.OptionalText("employee") is { } employee
        ? OwnerRef.Employee(employee)
        : OwnerRef.Partner(json.Text("partner"));
}
