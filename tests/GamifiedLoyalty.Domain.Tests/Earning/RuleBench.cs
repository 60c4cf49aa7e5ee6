using System.Text;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Tests.Earning;

/// <summary>Evaluates activities one after the other and remembers running values, as the engine does.</summary>
internal sealed class RuleBench : IAccumulators
{
    private readonly Dictionary<AccumulatorKey, decimal> _values = [];

    public RuleBench(string rules, string zone = "Europe/Paris")
    {
        var reading = DefinitionReader.Read(Encoding.UTF8.GetBytes($$"""
            { "name": "Bench", "timeZone": "{{zone}}", "money": { "currency": "EUR" },
              "currencies": [ { "id": "points", "name": "Points" }, { "id": "cash", "name": "Cash", "decimals": 2 } ], "earningRules": {{rules}} }
            """));
        Rules = new EarningEvaluator(reading.Definition ?? throw new InvalidOperationException(string.Join('\n', reading.Faults)));
    }

    public EarningEvaluator Rules { get; }

    public decimal this[AccumulatorKey key] => _values.GetValueOrDefault(key);

    public ActivityFacts Facts(
        decimal amount, long quantity = 1, string category = "Bikes", string? employee = "e1", string? partner = "p1", string at = "2026-11-20T10:00:00Z")
    {
        var instant = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        var line = new ActivityLine("1", "SKU-1", category, quantity, amount, AttributeMap.Empty);
        return new ActivityFacts
        {
            Sent = new Activity { ExternalId = "x", Type = "sale", Employee = employee, Lines = [line] },
            Lines = [line],
            OccurredAt = instant,
            RecordedAt = instant,
            Day = new ProgramCalendar("Europe/Paris").DayOf(instant),
            Partner = partner,
            Calendar = Rules.Definition.Calendar,
            EmployeeProfile = employee is null ? null : new MemberProfile(OwnerKind.Employee, employee, employee) { Role = "seller" },
            PartnerProfile = partner is null ? null : new MemberProfile(OwnerKind.Partner, partner, partner) { Region = "north" },
        };
    }

    public EarningOutcome Evaluate(ActivityFacts facts)
    {
        var outcome = Rules.Evaluate(facts, this, LiveBudgets.Instance);
        foreach (var (key, change) in outcome.Changes)
        {
            _values[key] = _values.GetValueOrDefault(key) + change;
        }

        return outcome;
    }

    public string Points(ActivityFacts facts) =>
        string.Join(", ", Evaluate(facts).Awards.Select(a => $"{a.Owner.Id} {a.Points}"));
}
