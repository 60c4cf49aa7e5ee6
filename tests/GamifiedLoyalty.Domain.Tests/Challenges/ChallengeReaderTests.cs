using System.Text;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Domain.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

public class ChallengeReaderTests
{
    public static TheoryData<string> Formats => [.. Contests.OfEveryFormat.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_contest_of_every_format_reads_without_faults(string example) =>
        Contests.Read(Contests.OfEveryFormat[example]).Name.For("en").ShouldNotBeEmpty();

    [Fact]
    public void A_race_is_read_with_everything_it_says()
    {
        var race = Contests.Read(Contests.Race);

        race.Name.For("fr").ShouldBe("Sprint du week-end");
        race.Description!.For("en").ShouldBe("Sell bikes.\nWin bikes.");
        race.Terms!.For("fr").ShouldBe("Fair-play.");
        race.RanksPartners.ShouldBeFalse();
        (race.Metric.Measure, race.Metric.Currency).ShouldBe((Measure.Points, "points"));
        race.Metric.Filter.ShouldBeOfType<Condition.Compare>().Values.ShouldBe(["Bikes"]);
        (race.Start, race.End, race.TimeZone).ShouldBe((Contests.At("2026-11-27T17:00:00Z"), Contests.At("2026-11-29T23:00:00Z"), "Europe/Paris"));
        race.CorrectionWindow.ShouldBe(new CalendarDuration(7, TimeSpan.Zero));
        race.SettlesByItself.ShouldBeTrue();
        race.ReturnWindow.ShouldBe(new CalendarDuration(14, TimeSpan.Zero));
        race.Audience.Condition.ShouldBeOfType<Condition.All>().Parts.Count.ShouldBe(2);
        race.Audience.Members!.ShouldBe(["e1", "e2"], ignoreOrder: true);
        (race.OptIn, race.LateJoining, race.Scoring).ShouldBe((true, LateJoining.ProRated, Scoring.Total));
        race.Format.ShouldBeOfType<ChallengeFormat.Race>();
        race.Baseline.ShouldBe(new Baseline(Contests.At("2026-09-30T22:00:00Z"), Contests.At("2026-10-31T23:00:00Z"), 10));
        (race.ByBand, race.MinimumScore, race.SharedTies, race.TiePrizes).ShouldBe((true, 5, true, TiePrizes.Each));
    }

    [Fact]
    public void Prizes_are_read_with_everything_they_say()
    {
        var plan = Contests.Read(Contests.Race).Prizes;

        (plan.Currency, plan.Sponsor, plan.BudgetPoints, plan.BudgetMoney, plan.MostPerPartner).ShouldBe(("points", "bikeco", 2000, 110_000, 2));
        plan.Pot.ShouldBe(new Pot(PrizeKind.Money, 10_000, null));
        plan.Prizes[0].ShouldBe(new Prize { For = PrizeFor.Place, FromPlace = 1, ToPlace = 1, Kind = PrizeKind.Points, Value = 1000 });
        plan.Prizes[1].ShouldBe(new Prize { For = PrizeFor.Place, FromPlace = 2, ToPlace = 5, Kind = PrizeKind.Points, Value = 200, MinimumScore = 50 });
        (plan.Prizes[2].Kind, plan.Prizes[2].Value, plan.Prizes[2].Reward!.For("fr")).ShouldBe((PrizeKind.Reward, 89_000, "Un vélo"));
        plan.Prizes[3].ShouldBe(new Prize { For = PrizeFor.Place, FromPlace = 1, ToPlace = 1, Kind = PrizeKind.Money, PercentOfPot = 50 });
        plan.Prizes[5].ShouldBe(new Prize { For = PrizeFor.Place, FromPlace = 3, ToPlace = 3, Kind = PrizeKind.Money, Value = 1000 });
    }

    [Fact]
    public void Formats_are_read_with_everything_they_say()
    {
        static ChallengeFormat Format(string example) => Contests.Read(Contests.OfEveryFormat[example]).Format;

        Format("target").ShouldBe(new ChallengeFormat.Target(1000, null, null));
        ((ChallengeFormat.Target)Format("personal target")).Personal.ShouldBe(new Dictionary<string, long>(StringComparer.Ordinal) { ["e1"] = 100, ["e2"] = 200 });
        Format("growth target").ShouldBe(new ChallengeFormat.Target(null, null, 12.5m));
        ((ChallengeFormat.Milestones)Format("milestones")).Steps.Select(s => (s.Id, s.At, s.Name?.For("fr"))).ShouldBe([("silver", 10, null), ("gold", 20, "Or")]);
        Format("team").ShouldBeOfType<ChallengeFormat.Team>();
        Format("duels").ShouldBe(new ChallengeFormat.Duels(new CalendarDuration(0, TimeSpan.FromHours(24)), 3));
        var seeded = (ChallengeFormat.Bracket)Format("seeded bracket");
        seeded.Seeds.ShouldBe(["e1", "e2", "e3"]);
        (seeded.Size, seeded.RoundLength).ShouldBe((3, new CalendarDuration(7, TimeSpan.Zero)));
        Format("bracket of who joins").ShouldBe(new ChallengeFormat.Bracket(null, 8, null));
        Format("kingOfTheHill").ShouldBe(new ChallengeFormat.KingOfTheHill(new CalendarDuration(1, TimeSpan.Zero)));
        Format("elimination").ShouldBe(new ChallengeFormat.Elimination(new CalendarDuration(7, TimeSpan.Zero), 2));
        Format("raffle").ShouldBe(new ChallengeFormat.Raffle(100, 10));
    }

    [Fact]
    public void What_is_not_said_has_its_default()
    {
        var plain = Contests.Read(Contests.Plain());

        (plain.OptIn, plain.LateJoining, plain.Scoring, plain.SharedTies, plain.TiePrizes, plain.SettlesByItself)
            .ShouldBe((false, LateJoining.Full, Scoring.Total, false, TiePrizes.Split, false));
        plain.CorrectionWindow.ShouldBe(new CalendarDuration(0, TimeSpan.Zero));
        plain.ReturnWindow.ShouldBeNull();
        plain.Format.ShouldBeOfType<ChallengeFormat.Race>();
        plain.Audience.ShouldBe(Audience.Everyone);
        plain.Prizes.ShouldBe(PrizePlan.None);
    }

    [Theory]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:00:00Z")] // The clocks skip this time in Paris.
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00Z")] // This time comes twice.
    [InlineData("2026-11-27T18:00:30", "2026-11-27T17:00:30Z")]
    [InlineData("2026-11-27T18:00:00-05:00", "2026-11-27T23:00:00Z")]
    public void Local_times_are_instants_of_the_program(string text, string instant)
    {
        var document = Contests.Plain().Replace("2026-11-02", text, StringComparison.Ordinal).Replace("2026-11-30", "2027-01-01", StringComparison.Ordinal);
        Contests.Read(document).Start.ShouldBe(Contests.At(instant));
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var reading = ChallengeReader.Read("""{"subject":"employee","metric":{"measure":"height"},"end":"soon","colour":1,"format":{"type":"team"}}"""u8.ToArray(), Contests.Program);

        reading.Faults.Select(f => $"{f.Code} {f.Pointer}").ShouldBe(
            ["required /name", "required /start", "badInstant /end", "unknownMeasure /metric/measure", "unknownField /colour", "partnersOnly /format/type"],
            ignoreOrder: true);
    }

    [Fact]
    public void What_is_no_document_is_one_fault()
    {
        ChallengeReader.Read("{"u8.ToArray(), Contests.Program).Faults.ShouldHaveSingleItem().Code.ShouldBe("badJson");
        ChallengeReader.Read("[]"u8.ToArray(), Contests.Program).Faults.ShouldHaveSingleItem().Code.ShouldBe("wrongType");
        ChallengeReader.Read(new byte[Limits.ChallengeBytes + 1], Contests.Program).Faults.ShouldHaveSingleItem().Code.ShouldBe("tooLarge");
    }

    [Fact]
    public void An_accepted_contest_is_read_again_though_its_program_has_changed()
    {
        var document = Encoding.UTF8.GetBytes(Contests.Race);
        var moved = Contests.Program with { Currencies = [new CurrencyDefinition("miles", new LocalizedText("Miles"), 0)] };

        ChallengeReader.Read(document, moved).Faults.ShouldNotBeEmpty();
        ChallengeReader.ReadAccepted(document, "Europe/Paris").Start.ShouldBe(Contests.At("2026-11-27T17:00:00Z"));
        Should.Throw<InvalidDataException>(() => ChallengeReader.ReadAccepted("{}"u8.ToArray(), "Europe/Paris"));
    }
}
