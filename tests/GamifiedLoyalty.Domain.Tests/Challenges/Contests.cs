using System.Globalization;
using System.Text;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Domain.Programs;
using Shouldly;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

/// <summary>Contests that several tests use, in the partner club.</summary>
internal static class Contests
{
    /// <summary>A contest that says everything that a race can say.</summary>
    public const string Race = """
        {
          "$schema": "/schemas/challenge.json",
          "name": { "en": "Weekend sprint", "fr": "Sprint du week-end" },
          "description": "Sell bikes.\nWin bikes.", "terms": { "en": "Fair play.", "fr": "Fair-play." },
          "subject": "employee", "metric": { "measure": "points", "currency": "points" },
          "filter": { "field": "line.category", "op": "eq", "value": "Bikes" },
          "start": "2026-11-27T18:00", "end": "2026-11-30",
          "correctionWindow": "P7D", "settlement": "automatic", "returnWindow": "P14D",
          "audience": { "where": { "all": [ { "field": "partner.region", "op": "eq", "value": "North" },
                                            { "field": "employee.role", "op": "ne", "value": "manager" } ] },
                        "members": ["e1", "e2"] },
          "enrolment": "optIn", "lateJoining": "proRated",
          "format": { "type": "race" },
          "scoring": "total", "baseline": { "from": "2026-10-01", "until": "2026-11-01", "floor": 10 },
          "byBand": true, "minimumScore": 5, "ties": "shared", "tiePrizes": "each",
          "prizes": {
            "currency": "points", "sponsor": "bikeco", "budget": { "points": 2000, "money": 110000 },
            "pot": { "money": 10000 }, "mostPerPartner": 2,
            "list": [ { "place": 1, "points": 1000 }, { "from": 2, "to": 5, "points": 200, "minimumScore": 50 },
                      { "place": 1, "reward": { "en": "A bike", "fr": "Un vélo" }, "value": 89000 },
                      { "place": 1, "percentOfPot": "50" }, { "place": 2, "percentOfPot": 50 }, { "place": 3, "money": 1000 } ] }
        }
        """;

    public static ProgramDefinition Program { get; } = DefinitionReader.Read(AcmeProgram.Utf8).Definition!;

    /// <summary>A plain contest of employees with more members in its document.</summary>
    public static string Plain(string more = "") => $$"""
        { "name": "Sprint", "subject": "employee", "metric": { "measure": "amount" }, "start": "2026-11-02", "end": "2026-11-30" {{more}} }
        """;

    public static string OfPartners(string more = "") => Plain(more).Replace("\"employee\"", "\"partner\"", StringComparison.Ordinal);

    /// <summary>An example of every format, and of every way to set a target.</summary>
    public static IReadOnlyDictionary<string, string> OfEveryFormat { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["race"] = Race,
        ["race by default"] = Plain(),
        ["target"] = Plain(""", "format": { "type": "target", "bar": 1000 }, "prizes": { "currency": "points", "budget": { "points": 10 }, "list": [ { "reaching": "target", "points": 50 } ] }"""),
        ["personal target"] = Plain(""", "format": { "type": "target", "personal": { "e1": 100, "e2": 200 } }"""),
        ["growth target"] = Plain(""", "format": { "type": "target", "growthPercent": "12.5" }, "baseline": { "from": "2026-10-01", "until": "2026-11-01" }"""),
        ["milestones"] = Plain(""", "format": { "type": "milestones", "steps": [ { "id": "silver", "at": 10 }, { "id": "gold", "at": 20, "name": { "fr": "Or" } } ] }, "prizes": { "budget": { "money": 10 }, "list": [ { "milestone": "gold", "money": 100 } ] }"""),
        ["team"] = OfPartners(""", "format": { "type": "team" }, "scoring": "perHead", "minimumHeadcount": 3"""),
        ["growth"] = OfPartners(""", "scoring": "growth", "baseline": { "from": "2025-11-02", "until": "2025-11-30" }"""),
        ["duels"] = Plain(""", "format": { "type": "duels", "acceptWithin": "PT24H", "mostAtOnce": 3 }, "prizes": { "currency": "points", "budget": { "points": 10 }, "list": [ { "win": true, "points": 10 } ] }"""),
        ["seeded bracket"] = Plain(""", "format": { "type": "bracket", "seeds": ["e1", "e2", "e3"], "roundLength": "P7D" }"""),
        ["bracket of who joins"] = Plain(""", "format": { "type": "bracket", "size": 8 }, "enrolment": "optIn" """),
        ["kingOfTheHill"] = Plain(""", "format": { "type": "kingOfTheHill", "roundLength": "P1D" }, "prizes": { "pot": { "percentOfTurnover": "1.5" }, "budget": { "money": 5 }, "list": [ { "place": 1, "percentOfPot": 100 } ] }"""),
        ["elimination"] = Plain(""", "format": { "type": "elimination", "roundLength": "P1W", "out": 2 }"""),
        ["raffle"] = Plain(""", "format": { "type": "raffle", "per": 100, "mostTickets": 10 }, "prizes": { "currency": "points", "pot": { "points": 90 }, "budget": { "points": 90 }, "list": [ { "from": 1, "to": 3, "percentOfPot": 33 } ] }"""),
    };

    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static ChallengeDefinition Read(string document)
    {
        var (definition, faults) = ChallengeReader.Read(Encoding.UTF8.GetBytes(document), Program);
        faults.ShouldBeEmpty();
        return definition!;
    }

    /// <summary>A contest as it is after some of its life.</summary>
    public static ChallengeRecord Record(ChallengeStatus status, string? document = null)
    {
        document ??= Plain();
        var definition = Read(document);
        return new ChallengeRecord
        {
            Id = "sprint",
            Document = Encoding.UTF8.GetBytes(document),
            Definition = definition,
            Status = status,
            Start = definition.Start,
            End = definition.End,
        };
    }
}
