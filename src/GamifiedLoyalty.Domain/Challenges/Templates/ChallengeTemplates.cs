using System.Globalization;
using System.Text.Json.Nodes;

namespace GamifiedLoyalty.Domain.Challenges.Templates;

/// <summary>The templates that there are.</summary>
public static class ChallengeTemplates
{
    private static readonly OwnInput AnyProduct = new("product", TemplateInputKind.Text);

    /// <summary>All templates, in the order in which they are offered.</summary>
    public static IReadOnlyList<ChallengeTemplate> All { get; } =
    [
        new("weekendSprint", TemplateDates.Weekend, 1_000, [AnyProduct], WeekendSprint),
        new("productPush", TemplateDates.Weeks(2), 400, [AnyProduct with { IsRequired = true }, Number("units", 40)], ProductPush),
        new("newCustomerHunt", TemplateDates.NextMonth, 1_000, [], NewCustomerHunt),
        new("quarterEndTeamRace", TemplateDates.QuarterEnd, 5_000, [AnyProduct, Number("headcount", 3)], QuarterEndTeamRace),
        new("middleFieldComeback", TemplateDates.Weeks(2), 500,
            [new("members", TemplateInputKind.Members, IsRequired: true), new("floor", TemplateInputKind.Number, p => Text(100 * Decimals.PowerOfTen(p.Money.Decimals)))],
            MiddleFieldComeback),
        new("duelNight", TemplateDates.Evening, 50, [AnyProduct], DuelNight),
        new("lastManStanding", TemplateDates.Weeks(1), 1_000,
            [AnyProduct, new("roundLength", TemplateInputKind.Duration, _ => "P1D"), Number("out", 1)], LastManStanding),
    ];

    /// <summary>Finds a template by id.</summary>
    public static ChallengeTemplate? Find(string id) => All.FirstOrDefault(t => t.Id == id);

    private static OwnInput Number(string id, int value) => new(id, TemplateInputKind.Number, _ => Text(value));

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static void WeekendSprint(TemplateDraft draft)
    {
        draft.Begin("weekendSprint", "employee", "amount");
        draft.FilterProduct();
        draft.Audience();
        draft.PrizesForPodium();
    }

    private static void ProductPush(TemplateDraft draft)
    {
        draft.Begin("productPush", "employee", "quantity");
        draft.FilterProduct();
        draft.Audience();
        var units = draft.Values.Number("units") ?? 0;
        draft.Set("format", new JsonObject
        {
            ["type"] = "milestones",
            ["steps"] = new JsonArray(Step("bronze", units / 4), Step("silver", units / 2), Step("gold", units)),
        });
        draft.PrizesForMilestones("gold", "silver", "bronze");
    }

    private static void NewCustomerHunt(TemplateDraft draft)
    {
        draft.Begin("newCustomerHunt", "employee", "count");
        draft.Set("filter", TemplateDraft.Equal("customer.isNew", true));
        draft.Audience();
        draft.PrizesForPodium();
    }

    private static void QuarterEndTeamRace(TemplateDraft draft)
    {
        draft.Begin("quarterEndTeamRace", "partner", "amount");
        draft.FilterProduct();
        draft.Audience();
        draft.Set("correctionWindow", "P7D");
        draft.Set("format", new JsonObject { ["type"] = "team" });
        draft.Set("scoring", "perHead");
        draft.Set("minimumHeadcount", draft.Values.Number("headcount")!);
        draft.PrizesForPodium();
    }

    /// <summary>Whoever improves most on a time of the same length just before.</summary>
    private static void MiddleFieldComeback(TemplateDraft draft)
    {
        draft.Begin("middleFieldComeback", "employee", "amount");
        draft.Audience();
        draft.Set("scoring", "growth");
        var start = draft.Values.Local("start");
        var before = start - (draft.Values.Local("end") - start);
        draft.Set("baseline", new JsonObject
        {
            ["from"] = before.ToString("s", CultureInfo.InvariantCulture),
            ["until"] = draft.Values.Text("start"),
            ["floor"] = draft.Values.Number("floor"),
        });
        draft.PrizesForPodium();
    }

    private static void DuelNight(TemplateDraft draft)
    {
        draft.Begin("duelNight", "employee", "amount");
        draft.FilterProduct();
        draft.Audience();
        draft.Set("enrolment", "optIn");
        draft.Set("format", new JsonObject { ["type"] = "duels", ["acceptWithin"] = "PT1H", ["mostAtOnce"] = 3 });
        draft.PrizeForWins();
    }

    private static void LastManStanding(TemplateDraft draft)
    {
        draft.Begin("lastManStanding", "employee", "amount");
        draft.FilterProduct();
        draft.Audience();
        draft.Set("enrolment", "optIn");
        draft.Set("format", new JsonObject
        {
            ["type"] = "elimination",
            ["roundLength"] = draft.Values.Text("roundLength"),
            ["out"] = draft.Values.Number("out"),
        });
        draft.PrizesForPodium();
    }

    private static JsonObject Step(string id, long at) =>
        new() { ["id"] = id, ["at"] = at, ["name"] = TemplateDraft.Localized(TemplateTexts.Of($"Step.{id}")) };
}
