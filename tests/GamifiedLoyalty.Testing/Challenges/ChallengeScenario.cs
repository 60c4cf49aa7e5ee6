using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Draws;
using GamifiedLoyalty.Domain.Challenges.Explaining;
using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Testing.Challenges;

/// <summary>
/// Plays a contest that a program manager can read: first what was agreed, then one step a line, with what is expected
/// behind <c>=></c> or, for standings, rounds and matches, in the lines up to <c>end</c>. Lines that begin with # are
/// remarks. Local times are the program's; each step takes the next version.
/// </summary>
public sealed class ChallengeScenario
{
    private readonly ChallengeSetup _setup = new();
    private readonly List<Participant> _participants = [];
    private readonly List<Duel> _duels = [];
    private readonly Dictionary<string, Contribution> _sales = new(StringComparer.Ordinal);
    private ChallengeTally? _tally;
    private ChallengeStandings? _settled;
    private DateTimeOffset _now;
    private long _version;

    private ChallengeTally Tally => _tally ??= new ChallengeTally(_setup.Calendar, _setup.Definition.ReturnWindow);

    private ChallengeField Field => new()
    {
        Record = _setup.Record,
        Calendar = _setup.Calendar,
        Participants = _participants,
        Duels = _duels,
        Headcount = _setup.HeadcountOf,
        Band = _setup.BandOf,
        Partner = _setup.PartnerOf,
    };

    private ChallengeStandings Standings => StandingsCalculator.Compute(Field, Tally, _version, _now);

    /// <summary>Plays a scenario; returns what differed, one line a step.</summary>
    public static IReadOnlyList<string> Run(string text)
    {
        var scenario = new ChallengeScenario();
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).ToArray();
        var differences = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            var words = lines[i].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0][0] == '#' || scenario._setup.TryRead(words))
            {
                continue;
            }

            if (scenario.List(words[0]) is { } actual)
            {
                var end = Array.IndexOf(lines, "end", i);
                Compare(differences, i, lines[i], string.Join('\n', lines[(i + 1)..end]), string.Join('\n', actual));
                i = end;
                continue;
            }

            var parts = lines[i].Split("=>", 2, StringSplitOptions.TrimEntries);
            var said = scenario.Step(parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Compare(differences, i, parts[0], parts.Length > 1 ? parts[1] : said, said);
        }

        return differences;
    }

    private static void Compare(List<string> differences, int line, string step, string expected, string actual)
    {
        if (expected != actual)
        {
            differences.Add($"line {line + 1}: {step} =>\n{actual}\n(expected)\n{expected}");
        }
    }

    private IEnumerable<string>? List(string what) => what switch
    {
        "standings" => ChallengeText.Rows(Standings, Field.Record.Definition.Prizes),
        "rounds" => ChallengeText.Rounds(Standings, _setup.Calendar),
        "unranked" => ChallengeText.Unranked(Standings),
        "matches" => ChallengeText.Matches(Standings),
        "settled" => ChallengeText.Rows(_settled!, Field.Record.Definition.Prizes),
        "difference" => ChallengeText.Changes(SettlementDifference.Between(_settled!, Settlement().Standings), Field.Record.Definition.Prizes),
        _ => null,
    };

    private string Step(string[] words)
    {
        _version++;
        return words switch
        {
            ["sale", ..] => Sale(words),
            ["return", ..] => Return(words),
            ["post", var name] => Set(_sales[name] with { PendingPoints = 0, Version = _version }),
            [var who, "joins", "at", var day, var time] => Join(who, _setup.Instant(day, time)),
            [var who, "challenges", var other, "at", var day, var time, "until", var lastDay, var lastTime] =>
                Invite(who, other, _setup.Instant(day, time), _setup.Instant(lastDay, lastTime)),
            [_, "accepts", var number, "at", var day, var time] => Accept((int)ChallengeSetup.Number(number), _setup.Instant(day, time)),
            ["now", var day, var time] => At(_setup.Instant(day, time)),
            ["next", "change"] => StandingsCalculator.NextChange(Field, Tally, _now) is { } next ? ChallengeText.Local(next, _setup.Calendar) : "none",
            ["cost"] => ChallengeText.Cost(Standings.Cost),
            ["explain", var who] => ChallengeText.Explanation(SubjectExplanation.Of(Field, Tally, Standings, who)),
            ["settle"] => Settle(),
            _ => throw new FormatException($"Unknown step {string.Join(' ', words)}."),
        };
    }

    /// <summary><c>sale A by maya 1200 at 2026-11-27 10:15</c>, then <c>pending 200</c> or <c>for acme</c>, where partners compete.</summary>
    private string Sale(string[] words)
    {
        var at = _setup.Instant(words[6], words[7]);
        var (seller, amount) = (words[3], ChallengeSetup.Number(words[4]));
        var subject = _setup.Definition.RanksPartners ? _setup.PartnerOf(seller)! : seller;
        var joined = _participants.FirstOrDefault(p => p.Subject == subject);
        var isLate = _setup.Definition.LateJoining != LateJoining.Full && joined is not null && at < joined.JoinedAt;
        _sales.TryGetValue(words[1], out var before);
        _sales[words[1]] = new Contribution
        {
            Activity = before?.Activity ?? _version,
            Subject = subject,
            Seller = seller,
            OccurredAt = at,
            Score = amount,
            PendingPoints = words is [.., "pending", var pending] ? ChallengeSetup.Number(pending) : 0,
            Turnover = amount,
            Version = _version,
            Counts = at >= _setup.Definition.Start && at < _setup.Definition.End && !isLate,
        };
        return Set(_sales[words[1]]);
    }

    /// <summary><c>return A</c> wholly, <c>return A 200</c> in part.</summary>
    private string Return(string[] words)
    {
        var sale = _sales[words[1]];
        var left = words.Length > 2 ? sale.Score - ChallengeSetup.Number(words[2]) : 0;
        _sales[words[1]] = sale with { Score = left, Turnover = left, PendingPoints = Math.Min(sale.PendingPoints, left), Counts = sale.Counts && left > 0, Version = _version };
        return Set(_sales[words[1]]);
    }

    private string Set(Contribution contribution) => !contribution.Counts && Tally.Find(contribution.Subject) is null
        ? "does not count"
        : Tally.Set(contribution) ? "counts" : "changes nothing";

    private string Join(string who, DateTimeOffset at)
    {
        _participants.Add(new Participant(who, at));
        return "joined";
    }

    private string Invite(string who, string other, DateTimeOffset at, DateTimeOffset until)
    {
        _duels.Add(new Duel(_duels.Count + 1, who, other, at, until, null));
        return "invited";
    }

    private string Accept(int number, DateTimeOffset at)
    {
        _duels[number - 1] = _duels[number - 1] with { AcceptedAt = at };
        return "accepted";
    }

    private string At(DateTimeOffset now)
    {
        _now = now;
        return "waited";
    }

    private ChallengeSettlement Settlement() => SettlementCalculator.Settle(Field, Tally, _version, _now);

    private string Settle()
    {
        var settlement = Settlement();
        _settled = settlement.Standings;
        return settlement.Draw is { } draw
            ? $"drawn, {(RaffleDraw.Verify(draw, RaffleDraw.HashOf(draw.Seed)) == RaffleFault.None ? "verified" : "wrong")}"
            : "settled";
    }
}
