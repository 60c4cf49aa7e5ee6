using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Domain.Challenges.Templates;
using GamifiedLoyalty.Domain.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

public class TemplateTests
{
    private static readonly DateTimeOffset Now = Contests.At("2026-11-25T11:00:00Z");

    private static readonly Dictionary<string, string> Required = new(StringComparer.Ordinal) { ["product"] = "Bikes", ["members"] = "e1, e2 e3" };

    public static TheoryData<string> Ids => [.. ChallengeTemplates.All.Select(t => t.Id)];

    [Fact]
    public void The_common_contests_have_templates() => ChallengeTemplates.All.Select(t => t.Id).ShouldBe(
        ["weekendSprint", "productPush", "newCustomerHunt", "quarterEndTeamRace", "middleFieldComeback", "duelNight", "lastManStanding"]);

    [Theory]
    [MemberData(nameof(Ids))]
    public void What_must_be_given_is_enough_for_a_contest_in_both_languages(string id)
    {
        var definition = Read(id, []);

        definition.Name.Texts.Keys.ShouldBe(["en", "fr"]);
        definition.Description!.Texts.Values.ShouldAllBe(t => t.Length > 20 && !t.Contains('{'));
        definition.Start.ShouldBeGreaterThan(Now);
        definition.Prizes.Currency.ShouldBe("points");
        definition.Prizes.BudgetPoints.ShouldBeGreaterThan(0);
        new JsonSchemaCheck(JsonDocument.Parse(ChallengeSchema.Utf8).RootElement)
            .Accepts(JsonDocument.Parse(Fill(id, []).Document).RootElement).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_input_has_a_label_in_both_languages_and_a_default_or_none(string id)
    {
        var template = ChallengeTemplates.Find(id)!;
        template.Title.For("fr").ShouldNotBeEmpty();
        template.Purpose.For("fr").ShouldNotBe(template.Purpose.For("en"));
        foreach (var input in template.Inputs(Contests.Program, Now))
        {
            input.Label.Texts.Count.ShouldBe(2, input.Id);
            (input.IsRequired && input.Default is not null).ShouldBeFalse(input.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_input_makes_a_difference(string id)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["start"] = "2027-02-01T09:00",
            ["end"] = "2028-03-01",
            ["product"] = "Wheels",
            ["units"] = "8",
            ["headcount"] = "7",
            ["members"] = "e9",
            ["floor"] = "77",
            ["roundLength"] = "P3D",
            ["out"] = "2",
            ["region"] = "North",
            ["category"] = "gold",
            ["prizePoints"] = "8",
            ["budget"] = "999999",
            ["currency"] = "miles",
        };
        var plain = Fill(id, []).Document.ToArray();
        foreach (var input in ChallengeTemplates.Find(id)!.Inputs(Contests.Program, Now))
        {
            Fill(id, new(StringComparer.Ordinal) { [input.Id] = values[input.Id] }).Document.ToArray().ShouldNotBe(plain, input.Id);
        }
    }

    [Fact]
    public void A_weekend_sprint_lasts_from_Friday_evening_to_the_midnight_that_ends_Sunday()
    {
        var sprint = Read("weekendSprint", []);

        (sprint.Start, sprint.End).ShouldBe((Contests.At("2026-11-27T17:00:00Z"), Contests.At("2026-11-29T23:00:00Z")));
        sprint.Prizes.Prizes.Select(p => (p.FromPlace, p.Value)).ShouldBe([(1, 1000), (2, 500), (3, 250)]);
        sprint.Prizes.BudgetPoints.ShouldBe(1750);
    }

    [Theory]
    [InlineData("2026-11-27T17:59:59", "2026-11-27T18:00")] // Friday, just before.
    [InlineData("2026-11-27T18:00:00", "2026-12-04T18:00")]
    [InlineData("2026-11-29T12:00:00", "2026-12-04T18:00")]
    public void The_next_Friday_is_still_to_come(string now, string start) =>
        Default("weekendSprint", "start", LocalAt(now)).ShouldBe(start);

    [Theory]
    [InlineData("2026-11-25T12:00:00", "2026-12-04T00:00", "2027-01-01T00:00")]
    [InlineData("2026-12-20T12:00:00", "2026-12-21T00:00", "2027-01-01T00:00")]
    [InlineData("2026-12-30T12:00:00", "2027-03-04T00:00", "2027-04-01T00:00")]
    public void A_race_to_the_end_of_the_quarter_begins_early_enough(string now, string start, string end)
    {
        Default("quarterEndTeamRace", "start", LocalAt(now)).ShouldBe(start);
        Default("quarterEndTeamRace", "end", LocalAt(now)).ShouldBe(end);
    }

    [Fact]
    public void Each_template_makes_its_kind_of_contest()
    {
        Read("productPush", []).Format.ShouldBeOfType<ChallengeFormat.Milestones>().Steps.Select(s => (s.Id, s.At)).ShouldBe([("bronze", 10), ("silver", 20), ("gold", 40)]);
        Read("productPush", []).Name.For("fr").ShouldBe("Coup de projecteur : Bikes");
        Read("newCustomerHunt", []).Metric.Filter.ShouldBeOfType<Condition.Compare>().Field.Kind.ShouldBe(FieldKind.CustomerIsNew);
        var race = Read("quarterEndTeamRace", []);
        (race.RanksPartners, race.Scoring, race.MinimumHeadcount, race.Format).ShouldBe((true, Scoring.PerHead, 3, new ChallengeFormat.Team()));
        var comeback = Read("middleFieldComeback", []);
        comeback.Audience.Members!.ShouldBe(["e1", "e2", "e3"], ignoreOrder: true);
        (comeback.Scoring, comeback.Baseline).ShouldBe((Scoring.Growth, new Baseline(Contests.At("2026-11-15T23:00:00Z"), comeback.Start, 10_000)));
        comeback.End.ShouldBe(comeback.Start.AddDays(14));
        var duels = Read("duelNight", []);
        (duels.OptIn, duels.Prizes.Prizes[0].For, duels.Format).ShouldBe((true, PrizeFor.Win, new ChallengeFormat.Duels(new(0, TimeSpan.FromHours(1)), 3)));
        Read("lastManStanding", []).Format.ShouldBe(new ChallengeFormat.Elimination(new CalendarDuration(1, TimeSpan.Zero), 1));
    }

    [Fact]
    public void The_audience_is_narrowed_by_what_is_given()
    {
        var sprint = Read("weekendSprint", new(StringComparer.Ordinal) { ["region"] = " North ", ["category"] = "gold", ["product"] = "" });

        sprint.Audience.Condition.ShouldBeOfType<Condition.All>().Parts.Cast<Condition.Compare>().Select(c => (c.Field.Kind, c.Values[0]))
            .ShouldBe([(FieldKind.PartnerRegion, "North"), (FieldKind.PartnerCategory, "gold")]);
        sprint.Metric.Filter.ShouldBe(Condition.Always);
    }

    [Fact]
    public void Without_points_it_is_for_the_honour() =>
        Read("weekendSprint", new(StringComparer.Ordinal) { ["prizePoints"] = "0" }).Prizes.ShouldBe(PrizePlan.None);

    [Theory]
    [InlineData("weekendSprint", "start", "soon", "badInstant /start")]
    [InlineData("weekendSprint", "end", "2026-11-27", "badWindow /end")]
    [InlineData("weekendSprint", "prizePoints", "-5", "wrongType /prizePoints")]
    [InlineData("weekendSprint", "budget", "1749", "overBudget /budget")]
    [InlineData("weekendSprint", "currency", "yen", "unknownCurrency /currency")]
    [InlineData("weekendSprint", "colour", "red", "unknownField /colour")]
    [InlineData("weekendSprint", "region", "a\u0007", "badText /region")]
    [InlineData("productPush", "product", " ", "required /product")]
    [InlineData("productPush", "units", "3", "outOfRange /units")]
    [InlineData("middleFieldComeback", "members", "e1,é", "badId /members")]
    [InlineData("middleFieldComeback", "members", "e1,e1", "duplicateId /members")]
    [InlineData("middleFieldComeback", "floor", "0", "outOfRange /floor")]
    [InlineData("quarterEndTeamRace", "headcount", "0", "outOfRange /headcount")]
    [InlineData("lastManStanding", "out", "0", "outOfRange /out")]
    [InlineData("lastManStanding", "roundLength", "daily", "badDuration /roundLength")]
    [InlineData("lastManStanding", "roundLength", "PT1S", "tooManyRounds /roundLength")]
    public void A_fault_is_named_at_its_input(string id, string input, string value, string fault)
    {
        var filled = Fill(id, new(StringComparer.Ordinal) { [input] = value });

        filled.Document.IsEmpty.ShouldBeTrue();
        filled.Faults.Select(f => $"{f.Code} {f.Pointer}").Distinct(StringComparer.Ordinal).ShouldBe([fault]);
    }

    private static DateTimeOffset LocalAt(string text) => Contests.Program.Calendar.Resolve(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

    private static string? Default(string id, string input, DateTimeOffset now) =>
        ChallengeTemplates.Find(id)!.Inputs(Contests.Program, now).Single(i => i.Id == input).Default;

    /// <summary>Fills a template in for a program with two currencies; what must be given is given, unless told otherwise.</summary>
    private static TemplateDocument Fill(string id, Dictionary<string, string> inputs)
    {
        var program = Contests.Program with { Currencies = [.. Contests.Program.Currencies, new CurrencyDefinition("miles", new LocalizedText("Miles"), 0)] };
        var template = ChallengeTemplates.Find(id)!;
        foreach (var required in template.Inputs(program, Now).Where(i => i.IsRequired))
        {
            inputs.TryAdd(required.Id, Required[required.Id]);
        }

        return template.Fill(inputs, program, Now);
    }

    private static ChallengeDefinition Read(string id, Dictionary<string, string> inputs)
    {
        var filled = Fill(id, inputs);
        filled.Faults.ShouldBeEmpty();
        return ChallengeReader.Read(filled.Document, Contests.Program).Definition!;
    }
}
