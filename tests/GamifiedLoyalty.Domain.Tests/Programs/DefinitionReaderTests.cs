using System.Text;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Programs;

public class DefinitionReaderTests
{
    [Fact]
    public void The_partner_club_reads_without_faults()
    {
        var (definition, faults) = DefinitionReader.Read(AcmeProgram.Utf8);

        faults.ShouldBeEmpty();
        definition.ShouldNotBeNull();
        definition.Name.For("fr").ShouldBe("Club partenaires Acme");
        definition.Calendar.Zone.ShouldBe("Europe/Paris");
        definition.Locales.ShouldBe(["en", "fr"]);
        definition.Money.RateFor("USD", new DateOnly(2012, 1, 1)).ShouldBe(0.92m);
        definition.Money.RateFor("USD", new DateOnly(2010, 12, 31)).ShouldBeNull();
        definition.Visibility.ShouldBe(Visibility.Public);
        definition.Boards.Select(b => b.Id).ShouldBe(["revenue", "points", "dealer-bikes"]);
        definition.Board("dealer-bikes")!.SharedTies.ShouldBeTrue();
        definition.Board("revenue")!.Periods[0].ShouldBe(PeriodKind.Quarter);
        definition.Import("aw")!.Map["externalId"].ShouldBe("{order_id}-{line_no}");
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("""{"approvalAbove":{"points":500}}""", 500L, null)]
    [InlineData("""{"approvalAbove":{"money":0}}""", null, 0L)]
    [InlineData("""{"approvalAbove":{}}""", null, null)]
    public void A_program_says_which_budgets_of_contests_need_approval(string? challenges, long? points, long? money) =>
        DefinitionReader.Read(Patch.Apply(AcmeProgram.Json, ("/challenges", challenges))).Definition!.Challenges
            .ShouldBe(new ChallengeSettings(points, money));

    [Fact]
    public void A_rule_is_read_with_everything_it_says()
    {
        var rule = DefinitionReader.Read(AcmeProgram.Utf8).Definition!.Rule("base")!;

        rule.On.ShouldBe("sale");
        rule.Formula.ShouldBe(new Formula.PerAmount(1, 10m));
        rule.EmployeePercent.ShouldBe(100);
        rule.PendingFor.ShouldBe(new CalendarDuration(14, TimeSpan.Zero));
        rule.Caps.ShouldBe([new Cap(CapScope.Beneficiary, PeriodKind.Month, 5000)]);
        var when = rule.When.ShouldBeOfType<Condition.Compare>();
        when.Field.ShouldBe(new FieldRef(FieldKind.LineCategory));
        when.Op.ShouldBe(ConditionOp.In);
        when.Values.ShouldBe(["Bikes", "Components"]);
    }

    [Fact]
    public void Rules_come_by_priority_and_then_in_document_order()
    {
        var document = Patch.Apply(
            AcmeProgram.Json,
            ("/earningRules/-", """{"id":"late","on":"sale","formula":{"type":"fixed","points":1},"currency":"points"}"""),
            ("/earningRules/-", """{"id":"first","on":"sale","priority":5,"formula":{"type":"fixed","points":1},"currency":"points"}"""));

        DefinitionReader.Read(document).Definition!.Rules.Select(r => r.Id).ShouldBe(["first", "base", "welcome", "late"]);
    }

    [Fact]
    public void A_definition_with_five_faults_names_all_five()
    {
        var document = Patch.Apply(
            AcmeProgram.Json,
            ("/timeZone", "\"Europe/Atlantis\""),
            ("/money/currency", "\"EURO\""),
            ("/earningRules/0/formula/per", "0"),
            ("/boards/1/metric/currency", "\"miles\""),
            ("/imports/0/source", null));

        var reading = DefinitionReader.Read(document);

        reading.Definition.ShouldBeNull();
        reading.Faults.Select(f => (f.Pointer, f.Code)).ShouldBe(
            [
                ("/timeZone", "unknownZone"), ("/money/currency", "badIsoCurrency"),
                ("/earningRules/0/formula/per", "outOfRange"), ("/boards/1/metric/currency", "unknownCurrency"),
                ("/imports/0/source", "required"),
            ],
            ignoreOrder: true);
        reading.Faults.ShouldAllBe(f => f.Detail.EndsWith('.'));
    }

    [Fact]
    public void Dates_of_validity_are_the_first_instant_of_the_local_day()
    {
        var document = Patch.Apply(
            AcmeProgram.Json,
            ("/timeZone", "\"Asia/Beirut\""),
            ("/earningRules/0/from", "\"2026-03-29\""),
            ("/earningRules/0/until", "\"2026-04-01T00:00:00Z\""));

        var rule = DefinitionReader.Read(document).Definition!.Rule("base")!;

        // Midnight does not exist there on that day; the clocks go from 00:00 to 01:00.
        rule.From.ShouldBe(new DateTimeOffset(2026, 3, 28, 22, 0, 0, TimeSpan.Zero));
        rule.Until.ShouldBe(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("\"employee\"", 100)]
    [InlineData("\"partner\"", 0)]
    [InlineData("""{"employee":60,"partner":40}""", 60)]
    [InlineData("""{"employee":100}""", 100)]
    [InlineData("""{"partner":100,"employee":0}""", 0)]
    public void A_beneficiary_is_a_share_of_the_employee(string json, int percent) =>
        Valid(("/earningRules/0/beneficiary", json)).Rule("base")!.EmployeePercent.ShouldBe(percent);

    [Theory]
    [InlineData("""{"type":"fixed","points":5}""")]
    [InlineData("""{"type":"perQuantity","points":5}""")]
    [InlineData("""{"type":"percentBack","percent":"2.5"}""")]
    [InlineData("""{"type":"multiplier","factor":1.5,"of":["welcome"]}""")]
    [InlineData("""{"type":"threshold","measure":"amount","period":"quarter","bar":"10000","points":100}""")]
    [InlineData("""{"type":"firstTime","per":"customer","points":1}""")]
    [InlineData("""{"type":"slabs","measure":"amount","period":"year","mode":"marginal","steps":[{"from":0,"points":1,"per":10},{"from":"1000.5","points":2,"per":10}]}""")]
    public void Every_formula_is_understood(string json) =>
        Valid(("/earningRules/0/formula", json)).Rule("base").ShouldNotBeNull();

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"all":[]}""")]
    [InlineData("""{"not":{"any":[{"field":"customer.isNew","op":"eq","value":true},{"field":"line.amount","op":"ge","value":"10.50"}]}}""")]
    [InlineData("""{"field":"employee.attributes.a.b","op":"exists","value":false}""")]
    [InlineData("""{"field":"date.time","op":"lt","value":"18:30"}""")]
    [InlineData("""{"field":"date.weekday","op":"in","value":[6,7]}""")]
    [InlineData("""{"field":"line.sku","op":"startsWith","value":"MB-"}""")]
    public void Conditions_of_every_form_are_understood(string json) =>
        Valid(("/earningRules/0/when", json)).Rule("base").ShouldNotBeNull();

    [Theory]
    [InlineData("""{"measure":"amount","aggregate":"perHead","minimumHeadcount":3}""", null)]
    [InlineData("""{"measure":"amount"}""", "perHead")]
    public void Aggregates_stand_in_the_metric_or_beside_it(string metric, string? beside)
    {
        var changes = new List<(string, string?)> { ("/boards/2/metric", metric), ("/boards/2/rollUp", "true") };
        if (beside is not null)
        {
            changes.Add(("/boards/2/aggregate", $"\"{beside}\""));
            changes.Add(("/boards/2/minimumHeadcount", "3"));
        }

        var board = Valid([.. changes]).Board("dealer-bikes")!;

        board.PerHead.ShouldBeTrue();
        board.MinimumHeadcount.ShouldBe(3);
        board.RollUp.ShouldBeTrue();
    }

    [Fact]
    public void A_program_without_a_name_takes_the_one_it_is_given()
    {
        var document = Patch.Apply(AcmeProgram.Json, ("/name", null));

        DefinitionReader.Read(document, "acme").Definition!.Name.For("fr").ShouldBe("acme");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} x")]
    [InlineData("""{"name":"\ud800"}""")]
    public void What_is_not_JSON_is_one_fault(string text)
    {
        var fault = DefinitionReader.Read(Encoding.UTF8.GetBytes(text)).Faults.ShouldHaveSingleItem();
        (fault.Code, fault.Pointer).ShouldBe(("badJson", ""));
    }

    [Fact]
    public void A_property_given_twice_is_a_fault()
    {
        var text = AcmeProgram.Json.Replace("\"timeZone\": \"Europe/Paris\"", "\"timeZone\": \"Europe/Paris\", \"timeZone\": \"UTC\"", StringComparison.Ordinal);
        var fault = DefinitionReader.Read(Encoding.UTF8.GetBytes(text)).Faults.ShouldHaveSingleItem();
        (fault.Code, fault.Pointer).ShouldBe(("duplicateProperty", "/timeZone"));
    }

    [Fact]
    public void A_document_beyond_its_size_is_refused_unread()
    {
        var text = new string(' ', Limits.DefinitionBytes) + "{}";
        DefinitionReader.Read(Encoding.UTF8.GetBytes(text)).Faults.ShouldHaveSingleItem().Code.ShouldBe("tooLarge");
    }

    [Fact]
    public void Conditions_nest_sixteen_deep_and_no_deeper()
    {
        static string Nested(int depth) => depth == 1
            ? """{"field":"line.sku","op":"exists"}"""
            : $$"""{"not":{{Nested(depth - 1)}}}""";

        Valid(("/earningRules/0/when", Nested(Limits.ConditionDepth))).ShouldNotBeNull();
        var faults = DefinitionReader.Read(Patch.Apply(AcmeProgram.Json, ("/earningRules/0/when", Nested(17)))).Faults;
        faults.ShouldHaveSingleItem().Code.ShouldBe("tooDeep");
    }

    private static ProgramDefinition Valid(params (string Pointer, string? Json)[] changes)
    {
        var (definition, faults) = DefinitionReader.Read(Patch.Apply(AcmeProgram.Json, changes));
        faults.ShouldBeEmpty();
        return definition!;
    }
}
