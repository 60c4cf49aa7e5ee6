using System.Globalization;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Text;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Testing.Challenges;

/// <summary>What the lines at the head of a contest scenario say: window, format, scoring, ties, prizes, members.</summary>
public sealed class ChallengeSetup
{
    private readonly List<Prize> _prizes = [];
    private readonly Dictionary<string, string> _partners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _bands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _headcounts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _baselines = new(StringComparer.Ordinal);

    public ProgramCalendar Calendar { get; private set; } = new("Europe/Paris");

    public ChallengeDefinition Definition { get; private set; } = new()
    {
        Name = new LocalizedText("Contest"),
        Metric = new ChallengeMetric(Measure.Amount, null, Condition.Always),
        Start = default,
        End = default,
        Format = new ChallengeFormat.Race(),
    };

    private IReadOnlyList<string>? Field { get; set; }

    public ChallengeRecord Record => new()
    {
        Id = "contest",
        Document = default,
        Definition = Definition with { Prizes = Definition.Prizes with { Prizes = [.. _prizes] } },
        Status = ChallengeStatus.Open,
        Start = Definition.Start,
        End = Definition.End,
        Field = Field,
        Baselines = _baselines,
        DrawSeed = new string('7', 64),
    };

    public string? PartnerOf(string subject) => _partners.GetValueOrDefault(subject);

    public string? BandOf(string subject) => _bands.GetValueOrDefault(PartnerOf(subject) ?? subject);

    public int HeadcountOf(string partner) => _headcounts.GetValueOrDefault(partner);

    /// <summary>The instant of a local time, such as <c>2026-11-27 08:00</c>.</summary>
    public DateTimeOffset Instant(string day, string time) =>
        Calendar.Resolve(DateTime.ParseExact($"{day} {time}", "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));

    /// <summary>Reads a line; false when it says nothing about the contest itself.</summary>
    public bool TryRead(string[] words)
    {
        switch (words[0])
        {
            case "zone": Calendar = new ProgramCalendar(words[1]); break;
            case "window": Definition = Definition with { Start = Instant(words[1], words[2]), End = Instant(words[4], words[5]) }; break;
            case "format": Definition = Definition with { Format = Format(words), RanksPartners = words[1] == "team" }; break;
            case "scoring": Score(words); break;
            case "ties": Definition = Definition with { SharedTies = true, TiePrizes = words[2] == "split" ? TiePrizes.Split : TiePrizes.Each }; break;
            case "minimum": Definition = Definition with { MinimumScore = Number(words[2]) }; break;
            case "returns": Definition = Definition with { ReturnWindow = Duration(words[2]) }; break;
            case "latecomers": Definition = Definition with { LateJoining = words[1] == "prorated" ? LateJoining.ProRated : LateJoining.FromJoining }; break;
            case "bands": Definition = Definition with { ByBand = true }; break;
            case "baseline": _baselines[words[1]] = Number(words[2]); break;
            case "field": Field = words[1..]; break;
            case "employee": _partners[words[1]] = words[3]; break;
            case "partner": Partner(words); break;
            default: return TryReadPrizes(words);
        }

        return true;
    }

    private bool TryReadPrizes(string[] words)
    {
        var plan = Definition.Prizes;
        switch (words[0])
        {
            case "budget" when words[2] == "points": plan = plan with { Currency = "points", BudgetPoints = Number(words[1]) }; break;
            case "budget": plan = plan with { BudgetMoney = Number(words[1]) }; break;
            case "pot" when words[1][^1] == '%': plan = plan with { Pot = new Pot(PrizeKind.Money, null, Percent(words[1])) }; break;
            case "pot": plan = plan with { Pot = new Pot(Kind(words[2]), Number(words[1]), null) }; break;
            case "most": plan = plan with { MostPerPartner = (int)Number(words[1]) }; break;
            case "prize": _prizes.Add(PrizeLines.Read(words, plan.Pot)); break;
            default: return false;
        }

        Definition = Definition with { Prizes = plan };
        return true;
    }

    private static ChallengeFormat Format(string[] words) => words[1] switch
    {
        "race" => new ChallengeFormat.Race(),
        "team" => new ChallengeFormat.Team(),
        "target" when words[2] == "growth" => new ChallengeFormat.Target(null, null, Percent(words[3])),
        "target" when words.Length > 3 => new ChallengeFormat.Target(null, Pairs(words[2..]).ToDictionary(p => p.Id, p => p.At, StringComparer.Ordinal), null),
        "target" => new ChallengeFormat.Target(Number(words[2]), null, null),
        "milestones" => new ChallengeFormat.Milestones([.. Pairs(words[2..]).Select(p => new MilestoneStep(p.Id, p.At, null))]),
        "duels" => new ChallengeFormat.Duels(Duration(words[2]), 3),
        "bracket" => new ChallengeFormat.Bracket(null, 256, words.Length > 2 ? Duration(words[2]) : null),
        "king" => new ChallengeFormat.KingOfTheHill(Duration(words[2])),
        "elimination" => new ChallengeFormat.Elimination(Duration(words[2]), (int)Number(words[4])),
        "raffle" => new ChallengeFormat.Raffle(Number(words[2]), words.Length > 3 ? Number(words[4]) : null),
        _ => throw new FormatException($"Unknown format {words[1]}."),
    };

    private void Score(string[] words) => Definition = words[1] switch
    {
        "per-head" => Definition with { Scoring = Scoring.PerHead, MinimumHeadcount = words.Length > 3 ? (int)Number(words[3]) : 1 },
        "per-active-seller" => Definition with { Scoring = Scoring.PerActiveSeller },
        "compares" => Definition with { Baseline = Past(words) },
        "growth" => Definition with { Scoring = Scoring.Growth, Baseline = Past(words) },
        _ => throw new FormatException($"Unknown scoring {words[1]}."),
    };

    private Baseline Past(string[] words) =>
        new(Instant(words[3], words[4]), Instant(words[6], words[7]), words.Length > 8 ? Number(words[9]) : 1);

    /// <summary><c>partner acme small 3</c>: its band and how many employees it has.</summary>
    private void Partner(string[] words)
    {
        _partners[words[1]] = words[1];
        if (words[2] != "-")
        {
            _bands[words[1]] = words[2];
        }

        _headcounts[words[1]] = (int)Number(words[3]);
    }

    private static IEnumerable<(string Id, long At)> Pairs(string[] words) => words.Chunk(2).Select(p => (p[0], Number(p[1])));

    internal static PrizeKind Kind(string word) => word == "points" ? PrizeKind.Points : PrizeKind.Money;

    internal static decimal Percent(string word) => decimal.Parse(word.TrimEnd('%'), CultureInfo.InvariantCulture);

    internal static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);

    private static CalendarDuration Duration(string word) =>
        DurationText.TryRead(word, out var duration) ? duration : throw new FormatException($"{word} is no duration.");
}
