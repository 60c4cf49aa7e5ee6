using GamifiedLoyalty.Domain.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Programs;

/// <summary>Each row changes one place of a valid definition and expects one fault.</summary>
public class DefinitionFaultTests
{
    private const string Base = "/earningRules/0";

    public static TheoryData<string, string?, string, string?> Program => new()
    {
        { "/timeZone", null, "required", null },
        { "/money", null, "required", null },
        { "/money/currency", null, "required", null },
        { "/currencies", null, "required", null },
        { "/currencies", "[]", "required", null },
        { "/timeZone", "\"Romance Standard Time\"", "unknownZone", null },
        { "/timeZone", "\"../Paris\"", "unknownZone", null },
        { "/timeZone", "7", "wrongType", null },
        { "/colour", "1", "unknownField", null },
        { "/a~1b", "1", "unknownField", "/a~01b" },
        { "/name", "{}", "required", null },
        { "/name", "7", "wrongType", null },
        { "/name", "\"\"", "badText", null },
        { "/name", """{"english":"x"}""", "badLocale", "/name/english" },
        { "/locales", "[]", "required", null },
        { "/locales/1", "\"x\"", "badLocale", null },
        { "/locales/1", "\"en\"", "duplicateLocale", null },
        { "/money/decimals", "5", "outOfRange", null },
        { "/money/decimals", "1.5", "wrongType", null },
        { "/money/rates/0/rate", "0", "outOfRange", null },
        { "/money/rates/0/rate", "\"x\"", "wrongType", null },
        { "/money/rates/0/rate", "0.1234567", "outOfRange", null },
        { "/money/rates/0/from", "\"2011-02-30\"", "badInstant", null },
        { "/money/rates/0/currency", "\"XYZ\"", "badIsoCurrency", null },
        { "/money/rates/-", """{"currency":"USD","from":"2011-01-01","rate":1}""", "duplicateRate", "/money/rates/1/from" },
        { "/privacy/visibility", "\"secret\"", "unknownValue", null },
        { "/currencies/0/id", "\"a b\"", "badId", null },
        { "/currencies/0/decimals", "-1", "outOfRange", null },
        { "/currencies/-", """{"id":"points"}""", "duplicateId", "/currencies/1/id" },
        { "/challenges", "true", "wrongType", null },
        { "/challenges", """{"approval":1}""", "unknownField", "/challenges/approval" },
        { "/challenges", """{"approvalAbove":5}""", "wrongType", "/challenges/approvalAbove" },
        { "/challenges", """{"approvalAbove":{"points":-1}}""", "outOfRange", "/challenges/approvalAbove/points" },
        { "/challenges", """{"approvalAbove":{"miles":1}}""", "unknownField", "/challenges/approvalAbove/miles" },
    };

    public static TheoryData<string, string?, string, string?> Rules => new()
    {
        { Base, "7", "wrongType", null },
        { $"{Base}/id", null, "required", null },
        { $"{Base}/id", "\"welcome\"", "duplicateId", "/earningRules/1/id" },
        { $"{Base}/on", null, "required", null },
        { $"{Base}/formula", null, "required", null },
        { $"{Base}/currency", null, "required", null },
        { $"{Base}/currency", "\"miles\"", "unknownCurrency", null },
        { $"{Base}/points", "1", "unknownField", null },
        { $"{Base}/priority", "\"high\"", "wrongType", null },
        { $"{Base}/rounding", "\"sideways\"", "unknownValue", null },
        { $"{Base}/from", "\"tomorrow\"", "badInstant", null },
        { $"{Base}/from", "\"2026-11-21T10:00:00\"", "badInstant", null },
        { $"{Base}/pendingFor", "\"P1D1M\"", "badDuration", null },
        { $"{Base}/pendingFor", "\"P101Y\"", "badDuration", null },
        { $"{Base}/pendingFor", "\"-P1D\"", "badDuration", null },
        { $"{Base}/pendingFor", "\"PT\"", "badDuration", null },
        { $"{Base}/pendingFor", "\"PT1.5S\"", "badDuration", null },
        { $"{Base}/beneficiary", "\"nobody\"", "unknownValue", null },
        { $"{Base}/beneficiary", """{"employee":60,"partner":41}""", "sumNot100", null },
        { $"{Base}/beneficiary", """{"employee":60}""", "sumNot100", null },
        { $"{Base}/beneficiary", """{"employee":101,"partner":0}""", "outOfRange", $"{Base}/beneficiary/employee" },
        { $"{Base}/beneficiary", """{"employee":50.5,"partner":49.5}""", "wrongType", $"{Base}/beneficiary/employee|{Base}/beneficiary/partner" },
        { $"{Base}/caps/0/per", "\"planet\"", "unknownValue", null },
        { $"{Base}/caps/0/period", "\"decade\"", "badPeriod", null },
        { $"{Base}/caps/0/max", "-1", "outOfRange", null },
        { $"{Base}/caps/0/max", "9007199254740992", "outOfRange", null },
        { $"{Base}/caps/0/max", null, "required", null },
    };

    public static TheoryData<string, string?, string, string?> Formulas => new()
    {
        { $"{Base}/formula/type", "\"magic\"", "unknownFormula", null },
        { $"{Base}/formula/type", null, "required", null },
        { $"{Base}/formula/bar", "1", "unknownField", null },
        { $"{Base}/formula/points", "\"1\"", "wrongType", null },
        { $"{Base}/formula/points", "1.5", "wrongType", null },
        { $"{Base}/formula/points", "9007199254740992", "outOfRange", null },
        { $"{Base}/formula/per", "0", "outOfRange", null },
        { $"{Base}/formula/per", null, "required", null },
        { $"{Base}/formula/per", "1000000000000", "outOfRange", null },
        { $"{Base}/formula", """{"type":"percentBack","percent":-1}""", "outOfRange", $"{Base}/formula/percent" },
        { $"{Base}/formula", """{"type":"multiplier","factor":2,"of":[]}""", "required", $"{Base}/formula/of" },
        { $"{Base}/formula", """{"type":"multiplier","factor":2,"of":["gone"]}""", "unknownRule", $"{Base}/formula/of/0" },
        { $"{Base}/formula", """{"type":"multiplier","factor":2,"of":["base"]}""", "cyclicMultiplier", $"{Base}/formula/of/0" },
        { $"{Base}/formula", """{"type":"threshold","measure":"height","period":"month","bar":1,"points":1}""", "unknownMeasure", $"{Base}/formula/measure" },
        { $"{Base}/formula", """{"type":"threshold","measure":"count","period":"hour","bar":1,"points":1}""", "badPeriod", $"{Base}/formula/period" },
        { $"{Base}/formula", """{"type":"firstTime","per":"planet","points":1}""", "unknownValue", $"{Base}/formula/per" },
        { $"{Base}/formula", """{"type":"slabs","measure":"amount","period":"year","mode":"both","steps":[{"from":0,"points":1,"per":1}]}""", "unknownValue", $"{Base}/formula/mode" },
        { $"{Base}/formula", """{"type":"slabs","measure":"amount","period":"year","mode":"whole","steps":[]}""", "required", $"{Base}/formula/steps" },
        { $"{Base}/formula", """{"type":"slabs","measure":"amount","period":"year","mode":"whole","steps":[{"from":5,"points":1,"per":1},{"from":5,"points":1,"per":1}]}""", "notAscending", $"{Base}/formula/steps/1/from" },
        { $"{Base}/formula", """{"type":"slabs","measure":"amount","period":"year","mode":"whole","steps":[{"from":5,"points":1,"per":0}]}""", "outOfRange", $"{Base}/formula/steps/0/per" },
    };

    public static TheoryData<string, string?, string, string?> Conditions => new()
    {
        { $"{Base}/when", "7", "wrongType", null },
        { $"{Base}/when/op", "\"like\"", "unknownOp", null },
        { $"{Base}/when/op", null, "required", null },
        { $"{Base}/when/value", null, "required", null },
        { $"{Base}/when/value", "\"Bikes\"", "wrongType", null },
        { $"{Base}/when/value/1", "{}", "wrongType", null },
        { $"{Base}/when/field", "\"line.colour\"", "unknownFieldName", null },
        { $"{Base}/when/field", "\"line.attributes.\"", "unknownFieldName", null },
        { $"{Base}/when/not", "{}", "unknownField", $"{Base}/when/field|{Base}/when/op|{Base}/when/value" },
        { $"{Base}/when/and", "[]", "unknownField", null },
        { $"{Base}/when", """{"all":[{"field":"customer.isNew","op":"lt","value":true}]}""", "opNotAllowed", $"{Base}/when/all/0/op" },
        { $"{Base}/when", """{"any":[{"field":"line.amount","op":"gt","value":"much"}]}""", "wrongType", $"{Base}/when/any/0/value" },
        { $"{Base}/when", """{"not":{"field":"date.day","op":"ge","value":"2026-02-30"}}""", "badInstant", $"{Base}/when/not/value" },
        { $"{Base}/when", """{"field":"date.time","op":"ge","value":"24:00"}""", "badInstant", $"{Base}/when/value" },
        { $"{Base}/when", """{"field":"line.sku","op":"exists","value":"yes"}""", "wrongType", $"{Base}/when/value" },
        { $"{Base}/when", """{"field":"employee.role","op":"eq","value":3}""", "wrongType", $"{Base}/when/value" },
        { $"{Base}/when", """{"field":"activity.attributes.x","op":"gt","value":true}""", "wrongType", $"{Base}/when/value" },
    };

    public static TheoryData<string, string?, string, string?> BoardsAndImports => new()
    {
        { "/boards/0/subject", "\"planet\"", "unknownValue", null },
        { "/boards/0/metric", null, "required", null },
        { "/boards/0/metric/measure", "\"height\"", "unknownMeasure", null },
        { "/boards/0/metric/currency", "\"points\"", "pointsOnly", null },
        { "/boards/1/metric/currency", null, "required", null },
        { "/boards/1/metric/currency", "\"miles\"", "unknownCurrency", null },
        { "/boards/0/periods", null, "required", null },
        { "/boards/0/periods", "[]", "required", null },
        { "/boards/0/periods/0", "\"decade\"", "badPeriod", null },
        { "/boards/0/periods/1", "\"quarter\"", "duplicatePeriod", null },
        { "/boards/0/aggregate", "\"perHead\"", "partnersOnly", null },
        { "/boards/0/rollUp", "true", "partnersOnly", null },
        { "/boards/2/minimumHeadcount", "2", "perHeadOnly", null },
        { "/boards/2/ties", "\"random\"", "unknownValue", null },
        { "/boards/2/filter/op", "\"like\"", "unknownOp", null },
        { "/boards/2/id", "\"points\"", "duplicateId", null },
        { "/boards/2/id", "\"\"", "badId", null },
        { "/imports/0/source", null, "required", null },
        { "/imports/0/map", null, "required", null },
        { "/imports/0/map/externalId", null, "required", null },
        { "/imports/0/map/line.colour", "\"{c}\"", "unknownField", null },
        { "/imports/0/map/line.sku", "\"{c\"", "badTemplate", null },
        { "/imports/0/map/line.sku", "\"c}\"", "badTemplate", null },
        { "/imports/0/map/line.sku", "\"{}\"", "badTemplate", null },
        { "/imports/0/map/line.sku", "3", "wrongType", null },
        { "/imports/0/map/amount", "\"{x}\"", "duplicateTarget", null },
        { "/imports/0/createMembers", "\"yes\"", "wrongType", null },
        { "/imports/-", """{"id":"aw","source":"s","map":{"externalId":"{a}"}}""", "duplicateId", "/imports/1/id" },
    };

    [Theory]
    [MemberData(nameof(Program))]
    [MemberData(nameof(Rules))]
    [MemberData(nameof(Formulas))]
    [MemberData(nameof(Conditions))]
    [MemberData(nameof(BoardsAndImports))]
    public void One_fault_is_named_at_its_exact_place(string change, string? json, string code, string? pointers)
    {
        var reading = DefinitionReader.Read(Patch.Apply(AcmeProgram.Json, (change, json)));

        reading.Definition.ShouldBeNull();
        var places = (pointers ?? change.Replace("a~1b", "a~01b", StringComparison.Ordinal)).Split('|');
        reading.Faults.Select(f => $"{f.Code} {f.Pointer}").ShouldBe(places.Select(p => $"{code} {p}"), ignoreOrder: true);
    }

    [Fact]
    public void Validity_that_ends_before_it_begins_is_a_fault()
    {
        var document = Patch.Apply(AcmeProgram.Json, ($"{Base}/from", "\"2026-02-01\""), ($"{Base}/until", "\"2026-02-01\""));
        var fault = DefinitionReader.Read(document).Faults.ShouldHaveSingleItem();
        (fault.Code, fault.Pointer).ShouldBe(("badWindow", $"{Base}/until"));
    }

    [Fact]
    public void A_multiplier_of_a_rule_in_another_currency_is_a_fault()
    {
        var document = Patch.Apply(
            AcmeProgram.Json,
            ("/currencies/-", """{"id":"miles"}"""),
            ("/earningRules/-", """{"id":"m","on":"sale","currency":"miles","formula":{"type":"multiplier","factor":2,"of":["base"]}}"""));
        DefinitionReader.Read(document).Faults.ShouldHaveSingleItem().Code.ShouldBe("otherCurrency");
    }

    [Fact]
    public void A_cycle_through_other_multipliers_is_named_at_each_of_them()
    {
        static string Multiplier(string id, string of) =>
            $$$"""{"id":"{{{id}}}","on":"sale","currency":"points","formula":{"type":"multiplier","factor":2,"of":["{{{of}}}"]}}""";

        var document = Patch.Apply(
            AcmeProgram.Json, ("/earningRules/0", Multiplier("base", "m")), ("/earningRules/-", Multiplier("m", "base")));

        DefinitionReader.Read(document).Faults.Select(f => $"{f.Code} {f.Pointer}").ShouldBe(
            ["cyclicMultiplier /earningRules/0/formula/of/0", "cyclicMultiplier /earningRules/2/formula/of/0"]);
    }

    [Fact]
    public void Too_many_rules_are_one_fault()
    {
        var rules = string.Join(',', Enumerable.Repeat("{}", Limits.Rules + 1));
        var fault = DefinitionReader.Read(Patch.Apply(AcmeProgram.Json, ("/earningRules", $"[{rules}]"))).Faults.ShouldHaveSingleItem();
        (fault.Code, fault.Pointer).ShouldBe(("tooMany", "/earningRules"));
    }
}
