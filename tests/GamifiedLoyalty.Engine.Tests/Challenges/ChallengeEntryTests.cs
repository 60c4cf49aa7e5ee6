using System.Text;
using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Draws;
using GamifiedLoyalty.Domain.Challenges.Standings;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests.Challenges;

/// <summary>What is in logs and documents out there: a change here is a change of stored data.</summary>
public sealed class ChallengeEntryTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_settlement_is_logged_with_its_documents_winners_and_prizes()
    {
        var entry = new ChallengeEntry(7, At, "key:k1", "sprint", ChallengeAction.Settle, [new("challenge", "sprint", "aa"), new("settlement", "sprint", "bb")])
        {
            Winners = ["e1"],
            Prizes =
            [
                new(OwnerRef.Employee("e1"), 1, 0, PrizeKind.Points, 100) { Currency = "points", Sponsor = "acme" },
                new(OwnerRef.Partner("p1"), 2, 1, PrizeKind.Reward, 0),
            ],
        };

        Text(entry).ShouldBe(
            """{"v":7,"at":"2026-11-26T08:00:00+00:00","do":"changeChallenge","by":"key:k1","challenge":"sprint","action":"settle","documents":[{"kind":"challenge","id":"sprint","hash":"aa"},{"kind":"settlement","id":"sprint","hash":"bb"}],"winners":["e1"],"prizes":[{"employee":"e1","place":1,"prize":0,"kind":"points","value":100,"currency":"points","sponsor":"acme"},{"partner":"p1","place":2,"prize":1,"kind":"reward","value":0}]}""");
        Text(Reread(entry)).ShouldBe(Text(entry));
        Reread(entry).Prizes.ShouldBe(entry.Prizes);
    }

    [Fact]
    public void Other_steps_are_logged_with_what_belongs_to_them()
    {
        var invited = new ChallengeEntry(8, At, "e1", "sprint", ChallengeAction.Invite, [new("duel", "sprint/1", "cc")]) { Subject = "e1", Opponent = "e2" };
        var revealed = new ChallengeEntry(9, At, "key:k1", "sprint", ChallengeAction.Reveal, [new("pin", "sprint", null)]) { FromPlace = 3 };
        var cancelled = new ChallengeEntry(10, At, "key:k1", "sprint", ChallengeAction.Cancel, []) { Reason = "Rain" };

        Text(invited).ShouldEndWith("""
            "challenge":"sprint","action":"invite","subject":"e1","opponent":"e2","documents":[{"kind":"duel","id":"sprint/1","hash":"cc"}]}
            """);
        Text(revealed).ShouldEndWith(""" "action":"reveal","fromPlace":3,"documents":[{"kind":"pin","id":"sprint"}]} """.Trim());
        Text(cancelled).ShouldEndWith(""" "action":"cancel","reason":"Rain","documents":[]} """.Trim());
        foreach (var entry in new[] { invited, revealed, cancelled })
        {
            Text(Reread(entry)).ShouldBe(Text(entry));
        }
    }

    [Fact]
    public void Every_action_has_a_word_of_its_own() =>
        Enum.GetValues<ChallengeAction>().Select(ChallengeParts.NameOf).ShouldBe(
            ["define", "submit", "approve", "open", "freeze", "reveal", "close", "settle", "cancel", "join", "invite", "acceptDuel"]);

    [Fact]
    public void A_settlement_is_read_as_it_was_written()
    {
        var row = new ChallengeRow
        {
            Place = 1,
            Subject = "e1",
            Band = "S",
            Value = 3,
            Score = 30,
            Provisional = 5,
            Reach = 12,
            BestPlace = 1,
            WorstPlace = 2,
            ToNext = 4,
            Bar = 9,
            Reached = true,
            Milestones = ["m1"],
            OutAfterRound = 2,
            RoundScore = 0,
            Headcount = 12,
            Prizes = [new PrizeShare(0, PrizeKind.Money, 50, 100, "ties", 2)],
        };
        var standings = new ChallengeStandings
        {
            Version = 7,
            At = At,
            Rows = [row, new ChallengeRow { Place = 2, Subject = "e2", Value = 0, Score = 0, Provisional = 0, Reach = 0, BestPlace = 2, WorstPlace = 2 }],
            Rounds = [new ChallengeRound(1, At, At.AddDays(1), true, ["e1"], ["e2"]) { InDanger = ["e3"] }],
            Matches = [new ChallengeMatch(1, 1, "e1", null, 3, 0, true, "e1", MatchState.Decided)],
            Unranked = [new UnrankedPartner("p9", 2)],
            Pot = 1_000,
            Cost = new PrizeCost(1, 50),
        };
        var draw = new RaffleCertificate("a", "hash", "seed", "root", [new RaffleEntry("e1", 3)], ["e1"]);
        var settlement = new StoredSettlement(7, At, new ChallengeSettlement(standings, draw));

        var read = SettlementCodec.Read(SettlementCodec.Write(settlement));

        SettlementCodec.Write(read).ShouldBe(SettlementCodec.Write(settlement));
        JsonSerializer.Serialize(read).ShouldBe(JsonSerializer.Serialize(settlement));
        var bare = settlement with { Result = new ChallengeSettlement(standings with { Pot = null }, null) };
        JsonSerializer.Serialize(SettlementCodec.Read(SettlementCodec.Write(bare))).ShouldBe(JsonSerializer.Serialize(bare));
    }

    [Fact]
    public void A_pinned_board_is_read_as_it_was_written()
    {
        var pin = new BoardPin("revenue", Period.Of(PeriodKind.Week, new DateOnly(2026, 11, 23)), 9, 20, [new(1, "e1", 5, 2, 8, -1), new(2, "é2", 4, 0, 7, null)]);
        Encoding.UTF8.GetString(pin.Write()).ShouldBe(
            """{"board":"revenue","period":"2026-W48","version":9,"total":20,"rows":[[1,"e1",5,2,8,-1],[2,"é2",4,0,7]]}""");
        BoardPin.Read(pin.Write()).Rows.ShouldBe(pin.Rows);
        BoardPin.Read(pin.Write()).Write().ShouldBe(pin.Write());
    }

    private static string Text(LogEntry entry) => Encoding.UTF8.GetString(new EntryWriter().Write(entry));

    private static ChallengeEntry Reread(ChallengeEntry entry) =>
        EntryReader.Read(new StoredEntry(entry.Version, new EntryWriter().Write(entry))).ShouldBeOfType<ChallengeEntry>();
}
