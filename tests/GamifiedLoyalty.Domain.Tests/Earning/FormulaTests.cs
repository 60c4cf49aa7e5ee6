using GamifiedLoyalty.Domain.Earning;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Earning;

public sealed class FormulaTests
{
    [Theory]
    [InlineData("down", "19.99", 1)]
    [InlineData("up", "10.01", 2)]
    [InlineData("up", "20.00", 2)]
    [InlineData("halfUp", "15.00", 2)]
    [InlineData("halfUp", "14.99", 1)]
    [InlineData("halfEven", "15.00", 2)]
    [InlineData("halfEven", "25.00", 2)]
    [InlineData("down", "9.99", 0)]
    public void Points_per_amount_are_rounded_once_as_the_rule_says(string rounding, string amount, long points)
    {
        var bench = new RuleBench($$"""[ { "id": "r", "on": "sale", "formula": { "type": "perAmount", "points": 1, "per": 10 }, "currency": "points", "rounding": "{{rounding}}" } ]""");
        var awards = bench.Evaluate(bench.Facts(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture))).Awards;
        awards.Sum(a => a.Points).ShouldBe(points);
        awards.Count.ShouldBe(points == 0 ? 0 : 1);
    }

    [Fact]
    public void Percent_back_gives_a_whole_unit_of_currency_for_a_whole_unit_of_money()
    {
        var bench = new RuleBench("""[ { "id": "r", "on": "sale", "formula": { "type": "percentBack", "percent": "2.5" }, "currency": "cash" } ]""");
        bench.Points(bench.Facts(199.99m)).ShouldBe("e1 499");
    }

    [Fact]
    public void The_employees_share_is_rounded_down_and_the_partner_gets_the_remainder()
    {
        var bench = new RuleBench("""[ { "id": "r", "on": "sale", "formula": { "type": "fixed", "points": 101 }, "currency": "points", "beneficiary": { "employee": 33, "partner": 67 } } ]""");
        bench.Points(bench.Facts(1m)).ShouldBe("e1 33, p1 68");
        bench.Points(bench.Facts(1m, partner: null)).ShouldBe("e1 33");
        bench.Points(bench.Facts(1m, employee: null)).ShouldBe("p1 68");
    }

    [Fact]
    public void Marginal_slabs_pay_each_part_of_the_turnover_at_its_own_rate()
    {
        var bench = new RuleBench("""
            [ { "id": "r", "on": "sale", "formula": { "type": "slabs", "measure": "amount", "period": "month", "mode": "marginal",
                "steps": [ { "from": 100, "points": 1, "per": 10 }, { "from": 200, "points": 3, "per": 10 } ] }, "currency": "points" } ]
            """);
        bench.Points(bench.Facts(90m)).ShouldBe("");
        bench.Points(bench.Facts(60m)).ShouldBe("e1 5");
        bench.Points(bench.Facts(100m)).ShouldBe("e1 20");
        bench.Points(bench.Facts(90m, at: "2026-12-20T10:00:00Z")).ShouldBe("");
    }

    [Fact]
    public void A_rule_holds_from_its_first_instant_until_just_before_its_last()
    {
        var bench = new RuleBench("""
            [ { "id": "r", "on": "sale", "from": "2026-11-20T10:00:00Z", "until": "2026-11-20T11:00:00Z", "formula": { "type": "fixed", "points": 1 }, "currency": "points" } ]
            """);
        bench.Points(bench.Facts(1m, at: "2026-11-20T09:59:59Z")).ShouldBe("");
        bench.Points(bench.Facts(1m, at: "2026-11-20T10:00:00Z")).ShouldBe("e1 1");
        bench.Points(bench.Facts(1m, at: "2026-11-20T11:00:00Z")).ShouldBe("");
    }

    [Fact]
    public void Lines_that_do_not_match_do_not_count_and_none_matching_gives_nothing()
    {
        var bench = new RuleBench("""
            [ { "id": "r", "on": "sale", "when": { "any": [ { "field": "line.category", "op": "eq", "value": "Bikes" }, { "not": { "field": "partner.region", "op": "exists", "value": true } } ] },
                "formula": { "type": "perQuantity", "points": 10, "per": 2 }, "currency": "points" } ]
            """);
        bench.Points(bench.Facts(1m, quantity: 5)).ShouldBe("e1 25");
        bench.Points(bench.Facts(1m, quantity: 5, category: "Parts")).ShouldBe("");
        bench.Points(bench.Facts(1m, quantity: 5, category: "Parts", partner: null)).ShouldBe("e1 25");
    }

    [Theory]
    [InlineData("weekday", "5", true)]
    [InlineData("weekday", "\"Friday\"", true)]
    [InlineData("weekday", "\"fri\"", true)]
    [InlineData("weekday", "\"saturday\"", false)]
    [InlineData("day", "20", true)]
    [InlineData("day", "\"2026-11-20\"", true)]
    [InlineData("day", "21", false)]
    [InlineData("month", "11", true)]
    [InlineData("time", "\"11:00\"", true)]
    public void Dates_are_asked_for_by_number_or_name_in_local_time(string field, string value, bool matches)
    {
        var bench = new RuleBench($$"""
            [ { "id": "r", "on": "sale", "when": { "field": "date.{{field}}", "op": "eq", "value": {{value}} }, "formula": { "type": "fixed", "points": 1 }, "currency": "points" } ]
            """);
        bench.Points(bench.Facts(1m, at: "2026-11-20T10:00:00Z")).ShouldBe(matches ? "e1 1" : "");
    }

    [Fact]
    public void The_explanation_holds_the_numbers_in_the_readers_language()
    {
        var bench = new RuleBench("""
            [ { "id": "base", "on": "sale", "formula": { "type": "perAmount", "points": 1, "per": "10.00" }, "currency": "points",
                "caps": [ { "per": "beneficiary", "period": "month", "max": 12 } ] } ]
            """);
        var award = bench.Evaluate(bench.Facts(199.99m)).Awards.Single();
        AwardExplainer.Explain(award, bench.Rules.Definition, "en")
            .ShouldBe("base: 199.99 EUR ÷ 10 × 1 = 19.999 points, rounded to 19, cut to 12 by the cap beneficiary/month");
        AwardExplainer.Explain(award, bench.Rules.Definition, "fr").ShouldContain("199,99 EUR ÷ 10 × 1 = 19,999 points, arrondi à 19, ramené à 12 par le plafond");
    }

    [Fact]
    public void The_explanation_calls_rules_by_their_names_in_the_readers_language()
    {
        var bench = new RuleBench("""
            [ { "id": "base", "name": { "en": "Every sale", "fr": "Chaque vente" }, "on": "sale", "formula": { "type": "fixed", "points": 10 }, "currency": "points" },
              { "id": "double", "name": "Bonus", "on": "sale", "formula": { "type": "multiplier", "factor": 2, "of": ["base"] }, "currency": "points" } ]
            """);
        var awards = bench.Evaluate(bench.Facts(1m)).Awards;
        AwardExplainer.Explain(awards[0], bench.Rules.Definition, "en").ShouldStartWith("Every sale: ");
        AwardExplainer.Explain(awards[0], bench.Rules.Definition, "fr-CA").ShouldStartWith("Chaque vente : ");
        AwardExplainer.Explain(awards[1], bench.Rules.Definition, "en").ShouldStartWith("Bonus: ");
        AwardExplainer.Explain(awards[1], bench.Rules.Definition, "en").ShouldContain("Every sale");
    }

    [Fact]
    public void An_award_beyond_the_largest_exact_number_is_an_overflow()
    {
        var bench = new RuleBench("""[ { "id": "r", "on": "sale", "formula": { "type": "perAmount", "points": 9007199254740991, "per": 1 }, "currency": "points" } ]""");
        bench.Points(bench.Facts(1m)).ShouldBe("e1 9007199254740991");
        Should.Throw<OverflowException>(() => bench.Evaluate(bench.Facts(2m)));
    }
}
