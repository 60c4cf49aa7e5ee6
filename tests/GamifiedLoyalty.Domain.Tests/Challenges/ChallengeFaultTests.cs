using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Domain.Tests.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

/// <summary>Each row changes one place of a valid contest and expects one fault.</summary>
public class ChallengeFaultTests
{
    private const string Opening = "2026-11-27T18:00";

    public static TheoryData<string, string?, string, string?> Members => new()
    {
        { "/name", null, "required", null },
        { "/name", "\"\"", "badText", null },
        { "/description", "7", "wrongType", null },
        { "/description", "\"a\\u0007b\"", "badText", null },
        { "/subject", null, "required", null },
        { "/subject", "\"planet\"", "unknownValue", null },
        { "/metric", null, "required", null },
        { "/metric/measure", "\"height\"", "unknownMeasure", null },
        { "/metric/measure", "\"amount\"", "pointsOnly", "/metric/currency" },
        { "/metric/currency", "\"miles\"", "unknownCurrency", null },
        { "/metric/currency", null, "required", null },
        { "/metric/rollUp", "true", "unknownField", null },
        { "/filter/op", "\"like\"", "unknownOp", null },
        { "/start", null, "required", null },
        { "/start", "\"2026-11-27T25:00\"", "badInstant", null },
        { "/start", "\"2026-11-30\"", "badWindow", "/end" },
        { "/start", "\"0999-01-01\"", "outOfRange", null },
        { "/end", $"\"{Opening}\"", "badWindow", null },
        { "/correctionWindow", "\"soon\"", "badDuration", null },
        { "/settlement", "\"later\"", "unknownValue", null },
        { "/returnWindow", "14", "wrongType", null },
        { "/audience/where/all/0/field", "\"line.category\"", "fieldNotAllowed", null },
        { "/audience/where/all/0/field", "\"date.day\"", "fieldNotAllowed", null },
        { "/audience/where/all/0/field", "\"partner.colour\"", "unknownFieldName", null },
        { "/audience/members", "[]", "required", null },
        { "/audience/members/1", "\"e1\"", "duplicateId", null },
        { "/audience/members/1", "\"e 1\"", "badId", null },
        { "/audience/region", "\"North\"", "unknownField", null },
        { "/enrolment", "\"never\"", "unknownValue", null },
        { "/lateJoining", "\"never\"", "unknownValue", null },
        { "/scoring", "\"never\"", "unknownValue", null },
        { "/scoring", "\"perHead\"", "partnersOnly", null },
        { "/scoring", "\"perActiveSeller\"", "partnersOnly", null },
        { "/minimumHeadcount", "2", "perHeadOnly", null },
        { "/baseline/from", "\"2026-11-01\"", "badWindow", "/baseline/until" },
        { "/baseline/until", "\"2026-11-28\"", "badWindow", null },
        { "/baseline/until", null, "required", null },
        { "/baseline/floor", "0", "outOfRange", null },
        { "/byBand", "\"yes\"", "wrongType", null },
        { "/minimumScore", "-1", "outOfRange", null },
        { "/ties", "\"random\"", "unknownValue", null },
        { "/tiePrizes", "\"none\"", "unknownValue", null },
        { "/colour", "1", "unknownField", null },
    };

    public static TheoryData<string, string?, string, string?> Prizes => new()
    {
        { "/prizes", "7", "wrongType", null },
        { "/prizes/currency", "\"miles\"", "unknownCurrency", null },
        { "/prizes/currency", null, "required", null },
        { "/prizes/sponsor", "\"a b\"", "badId", null },
        { "/prizes/budget/points", null, "required", null },
        { "/prizes/budget/money", null, "required", null },
        { "/prizes/budget/points", "1799", "overBudget", null },
        { "/prizes/budget/money", "99999", "overBudget", null },
        { "/prizes/budget/points", "\"2000\"", "wrongType", null },
        { "/prizes/budget/points", "-1", "outOfRange", null },
        { "/prizes/budget", "[]", "wrongType", null },
        { "/prizes/pot", null, "required", null },
        { "/prizes/pot", "{}", "required", "/prizes/pot/points" },
        { "/prizes/pot", """{"money":5,"percentOfTurnover":1}""", "conflictingFields", "/prizes/pot/percentOfTurnover" },
        { "/prizes/pot", """{"percentOfTurnover":100.5}""", "outOfRange", "/prizes/pot/percentOfTurnover" },
        { "/prizes/pot/money", "0", "outOfRange", null },
        { "/prizes/mostPerPartner", "0", "outOfRange", null },
        { "/prizes/list/0", "7", "wrongType", null },
        { "/prizes/list/0", """{"points":5}""", "required", "/prizes/list/0/place" },
        { "/prizes/list/0", """{"place":1}""", "required", "/prizes/list/0/points" },
        { "/prizes/list/0", """{"minimumScore":-1,"points":5}""", "required|outOfRange", "/prizes/list/0/place|/prizes/list/0/minimumScore" },
        { "/prizes/list/0", """{"place":1,"win":true,"points":5}""", "conflictingFields|wrongFormat", "/prizes/list/0/win|/prizes/list/0/win" },
        { "/prizes/list/0", """{"place":1,"points":5,"money":5}""", "conflictingFields", "/prizes/list/0/money" },
        { "/prizes/list/0/place", "0", "outOfRange", null },
        { "/prizes/list/0/points", "0", "outOfRange", null },
        { "/prizes/list/0/to", "2", "conflictingFields", null },
        { "/prizes/list/0/value", "2", "conflictingFields", null },
        { "/prizes/list/1/to", null, "required", null },
        { "/prizes/list/1/to", "1", "badRange", null },
        { "/prizes/list/1/minimumScore", "-5", "outOfRange", null },
        { "/prizes/list/2/reward", "\"\"", "badText", null },
        { "/prizes/list/3/percentOfPot", "51", "sharesOver100", "/prizes/list/4/percentOfPot" },
        { "/prizes/list/3/percentOfPot", "0", "outOfRange", null },
        { "/prizes/list/0", """{"reaching":"target","points":5}""", "wrongFormat", "/prizes/list/0/reaching" },
        { "/prizes/list/0", """{"reaching":"goal","points":5}""", "unknownValue", "/prizes/list/0/reaching" },
        { "/prizes/list/0", """{"milestone":"gold","points":5}""", "wrongFormat", "/prizes/list/0/milestone" },
        { "/prizes/list/0", """{"win":false,"points":5}""", "unknownValue", "/prizes/list/0/win" },
    };

    /// <summary>Faults of what is put in place of the format.</summary>
    public static TheoryData<string, string, string> Formats => new()
    {
        { "7", "wrongType", "/format" },
        { "{}", "required", "/format/type" },
        { """{"type":"lottery"}""", "unknownFormat", "/format/type" },
        { """{"type":"race","bar":5}""", "unknownField", "/format/bar" },
        { """{"type":"target"}""", "required", "/format/bar" },
        { """{"type":"target","bar":5,"growthPercent":5}""", "conflictingFields", "/format/growthPercent" },
        { """{"type":"target","bar":0}""", "outOfRange", "/format/bar" },
        { """{"type":"target","growthPercent":0}""", "outOfRange", "/format/growthPercent" },
        { """{"type":"target","personal":{}}""", "required", "/format/personal" },
        { """{"type":"target","personal":{"e 1":5}}""", "badId", "/format/personal/e 1" },
        { """{"type":"target","personal":{"e1":0}}""", "outOfRange", "/format/personal/e1" },
        { """{"type":"milestones"}""", "required", "/format/steps" },
        { """{"type":"milestones","steps":[]}""", "required", "/format/steps" },
        { """{"type":"milestones","steps":[{"id":"a","at":5},{"id":"b","at":5}]}""", "notAscending", "/format/steps/1/at" },
        { """{"type":"milestones","steps":[{"id":"a","at":5},{"id":"a","at":6}]}""", "duplicateId", "/format/steps/1/id" },
        { """{"type":"team"}""", "partnersOnly", "/format/type" },
        { """{"type":"duels","acceptWithin":"PT0S"}""", "badDuration", "/format/acceptWithin" },
        { """{"type":"duels","mostAtOnce":0}""", "outOfRange", "/format/mostAtOnce" },
        { """{"type":"bracket"}""", "required", "/format/size" },
        { """{"type":"bracket","size":257}""", "outOfRange", "/format/size" },
        { """{"type":"bracket","seeds":["e1"]}""", "tooFew", "/format/seeds" },
        { """{"type":"bracket","seeds":["e1","e2","e3"],"size":2}""", "tooMany", "/format/seeds" },
        { """{"type":"bracket","seeds":["e1","e1"]}""", "duplicateId", "/format/seeds/1" },
        { """{"type":"bracket","size":9,"roundLength":"PT18H"}""", "roundsDoNotFit", "/format/roundLength" },
        { """{"type":"kingOfTheHill"}""", "required", "/format/roundLength" },
        { """{"type":"kingOfTheHill","roundLength":"PT1M"}""", "tooManyRounds", "/format/roundLength" },
        { """{"type":"elimination","roundLength":"P1D"}""", "required", "/format/out" },
        { """{"type":"elimination","roundLength":"P0D","out":1}""", "badDuration", "/format/roundLength" },
        { """{"type":"raffle"}""", "required", "/format/per" },
        { """{"type":"raffle","per":1,"mostTickets":0}""", "outOfRange", "/format/mostTickets" },
    };

    /// <summary>Faults of what does not go together in a contest of partners or employees.</summary>
    public static TheoryData<bool, string, string, string> Together => new()
    {
        { false, """ "terms": "x" """, "optInOnly", "/terms" },
        { false, """ "lateJoining": "fromJoining" """, "optInOnly", "/lateJoining" },
        { false, """ "scoring": "growth" """, "required", "/baseline" },
        { false, """ "format": { "type": "target", "growthPercent": 5 } """, "required", "/baseline" },
        { false, """ "format": { "type": "bracket", "size": 8 } """, "required", "/format/seeds" },
        { true, """ "format": { "type": "duels" } """, "employeesOnly", "/format/type" },
        { true, """ "minimumHeadcount": 2 """, "perHeadOnly", "/minimumHeadcount" },
        { true, """ "audience": { "where": { "field": "employee.role", "op": "eq", "value": "x" } } """, "fieldNotAllowed", "/audience/where/field" },
        { false, """ "scoring": "growth", "baseline": { "from": "2026-10-01", "until": "2026-11-01" }, "format": { "type": "target", "personal": { "e1": 5 } } """, "growthNotAllowed", "/scoring" },
        { false, """ "format": { "type": "milestones", "steps": [ { "id": "a", "at": 5 } ] }, "prizes": { "budget": { "money": 5 }, "list": [ { "milestone": "b", "money": 5 } ] } """, "unknownMilestone", "/prizes/list/0/milestone" },
        { false, """ "prizes": { "list": [ { "place": 1, "percentOfPot": 5 } ] } """, "required", "/prizes/pot" },
        { false, """ "prizes": { "list": [ { "place": 1, "money": 5 } ] } """, "required", "/prizes/budget/money" },
        { false, """ "prizes": { "pot": { "points": 99 }, "currency": "points", "budget": { "points": 98 }, "list": [ { "place": 1, "percentOfPot": 100 } ] } """, "overBudget", "/prizes/budget/points" },
    };

    [Theory]
    [MemberData(nameof(Members))]
    [MemberData(nameof(Prizes))]
    public void One_fault_is_named_at_its_exact_place(string change, string? json, string codes, string? pointers)
    {
        var reading = ChallengeReader.Read(Patch.Apply(Contests.Race, (change, json)), Contests.Program);

        reading.Definition.ShouldBeNull();
        var expected = codes.Split('|').Zip((pointers ?? change).Split('|'), (code, pointer) => $"{code} {pointer}");
        reading.Faults.Select(f => $"{f.Code} {f.Pointer}").ShouldBe(expected, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_faulty_format_is_one_fault(string format, string code, string pointer)
    {
        var reading = ChallengeReader.Read(Patch.Apply(Contests.Race, ("/format", format)), Contests.Program);
        reading.Faults.Select(f => $"{f.Code} {f.Pointer}").ShouldBe([$"{code} {pointer}"]);
    }

    [Theory]
    [MemberData(nameof(Together))]
    public void What_does_not_go_together_is_one_fault(bool ofPartners, string more, string code, string pointer)
    {
        var document = ofPartners ? Contests.OfPartners($", {more}") : Contests.Plain($", {more}");
        var reading = ChallengeReader.Read(System.Text.Encoding.UTF8.GetBytes(document), Contests.Program);
        reading.Faults.Select(f => $"{f.Code} {f.Pointer}").ShouldBe([$"{code} {pointer}"]);
    }
}
