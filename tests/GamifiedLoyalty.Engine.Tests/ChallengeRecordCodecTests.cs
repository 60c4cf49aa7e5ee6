using System.Globalization;
using System.Text;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Engine.Challenges;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

/// <summary>Forms that are in stores out there: a change here is a change of stored data.</summary>
public sealed class ChallengeRecordCodecTests
{
    private const string Document = """{ "name": "Sprint", "subject": "employee", "metric": { "measure": "points", "currency": "points" }, "start": "2026-11-02T08:00", "end": "2026-11-30" }""";

    private const string Full = """{"id":"sprint","status":4,"start":"2026-11-02T07:00:00+00:00","end":"2026-11-29T23:00:00+00:00","steps":[{"do":0,"at":"2026-11-01T09:00:00.5+00:00","by":"key:a","v":7,"reason":"é"}],"frozenAt":42,"revealedFrom":3,"field":["e2","e1"],"baselines":{"e1":-5,"e2":9},"seedHash":"aa","seed":"bb","zone":"Europe/Paris","definition":""" + Document + "}";

    private const string Bare = """{"id":"sprint","status":0,"start":"2026-11-02T07:00:00+00:00","end":"2026-11-29T23:00:00+00:00","steps":[],"zone":"Europe/Paris","definition":""" + Document + "}";

    [Fact]
    public void A_challenge_is_stored_as_it_always_was()
    {
        Text(ChallengeRecordCodec.Write(Record())).ShouldBe(Full);
        Text(ChallengeRecordCodec.Write(Plain())).ShouldBe(Bare);
    }

    [Fact]
    public void A_challenge_is_read_as_it_was_written()
    {
        var read = ChallengeRecordCodec.Read(Encoding.UTF8.GetBytes(Full));
        var written = Record();

        Text(read.Document).ShouldBe(Document);
        read.Definition.Name.For("en").ShouldBe("Sprint");
        (read.Definition.Start, read.Definition.TimeZone).ShouldBe((written.Definition.Start, "Europe/Paris"));
        (read.Id, read.Status, read.Start, read.End).ShouldBe((written.Id, written.Status, written.Start, written.End));
        (read.FrozenAt, read.RevealedFrom, read.DrawSeed, read.DrawSeedHash).ShouldBe((42, 3, "bb", "aa"));
        read.Steps.ShouldBe(written.Steps);
        read.Field.ShouldBe(written.Field);
        read.Baselines!.ShouldBe(written.Baselines!, ignoreOrder: true);
        Text(ChallengeRecordCodec.Write(read)).ShouldBe(Full);
    }

    [Fact]
    public void What_is_absent_stays_absent()
    {
        var read = ChallengeRecordCodec.Read(Encoding.UTF8.GetBytes(Bare));

        (read.FrozenAt, read.RevealedFrom, read.Field, read.Baselines, read.DrawSeed, read.DrawSeedHash).ShouldBe((null, null, null, null, null, null));
        Text(ChallengeRecordCodec.Write(read)).ShouldBe(Bare);
    }

    [Fact]
    public void A_definition_may_be_as_deep_as_definitions_may_be()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"not":""", 15)) + "{}" + new string('}', 15);
        var document = Encoding.UTF8.GetBytes(Document.Insert(Document.Length - 1, $", \"filter\": {deep}"));
        var record = Plain() with { Document = document, Definition = ChallengeReader.ReadAccepted(document, "Europe/Paris") };

        ChallengeRecordCodec.Read(ChallengeRecordCodec.Write(record)).Document.ToArray().ShouldBe(document);
    }

    [Fact]
    public void Participants_and_duels_are_stored_as_they_always_were()
    {
        var participant = new Participant("e1", At("2026-11-01T09:00:00Z"));
        Text(ChallengeRecordCodec.Write(participant)).ShouldBe("""{"subject":"e1","joinedAt":"2026-11-01T09:00:00+00:00"}""");
        ChallengeRecordCodec.ReadParticipant(ChallengeRecordCodec.Write(participant)).ShouldBe(participant);

        var duel = new Duel(2, "e1", "e2", At("2026-11-01T09:00:00Z"), At("2026-11-02T09:00:00Z"), null);
        Text(ChallengeRecordCodec.Write(duel)).ShouldBe(
            """{"number":2,"challenger":"e1","opponent":"e2","invitedAt":"2026-11-01T09:00:00+00:00","acceptBy":"2026-11-02T09:00:00+00:00"}""");
        ChallengeRecordCodec.ReadDuel(ChallengeRecordCodec.Write(duel)).ShouldBe(duel);
        var accepted = duel with { AcceptedAt = At("2026-11-01T10:00:00Z") };
        ChallengeRecordCodec.ReadDuel(ChallengeRecordCodec.Write(accepted)).ShouldBe(accepted);
    }

    [Fact]
    public void Persisted_codes_never_change()
    {
        Codes<ChallengeStatus>().ShouldBe("Draft=0 Submitted=1 Scheduled=2 Open=3 Closed=4 Settled=5 Cancelled=6");
        Codes<ChallengeAction>().ShouldBe(
            "Define=0 Submit=1 Approve=2 Open=3 Freeze=4 Reveal=5 Close=6 Settle=7 Cancel=8 Join=9 Invite=10 AcceptDuel=11");
        Codes<PrizeKind>().ShouldBe("Points=0 Reward=1 Money=2");
        Codes<PrizeFor>().ShouldBe("Place=0 Target=1 Milestone=2 Win=3");
        Codes<LateJoining>().ShouldBe("Full=0 FromJoining=1 ProRated=2");
        Codes<Scoring>().ShouldBe("Total=0 PerHead=1 PerActiveSeller=2 Growth=3");
        Codes<TiePrizes>().ShouldBe("Split=0 Each=1");
    }

    private static ChallengeRecord Plain()
    {
        var document = Encoding.UTF8.GetBytes(Document);
        var definition = ChallengeReader.ReadAccepted(document, "Europe/Paris");
        return new() { Id = "sprint", Document = document, Definition = definition, Start = definition.Start, End = definition.End };
    }

    private static ChallengeRecord Record() => Plain() with
    {
        Status = ChallengeStatus.Closed,
        Steps = [new(ChallengeAction.Define, At("2026-11-01T09:00:00.5Z"), "key:a", 7, "é")],
        FrozenAt = 42,
        RevealedFrom = 3,
        Field = ["e2", "e1"],
        Baselines = new Dictionary<string, long>(StringComparer.Ordinal) { ["e2"] = 9, ["e1"] = -5 },
        DrawSeedHash = "aa",
        DrawSeed = "bb",
    };

    private static string Codes<T>()
        where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Select(v => $"{v}={Convert.ToInt32(v, CultureInfo.InvariantCulture)}"));

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
