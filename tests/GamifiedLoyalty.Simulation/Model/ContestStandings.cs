using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Simulation.Model;

/// <summary>The standings of contests, each time from every activity there is.</summary>
internal static class ContestStandings
{
    /// <summary>The standings at an instant; as settled, with what was drawn in a raffle.</summary>
    public static List<ModelRow> Rows(
        ModelProgram model, ModelContest contest, DateTimeOffset now, IReadOnlyList<string>? drawn = null, ModelBelonging? members = null)
    {
        members ??= model.Belonging();
        var scores = new ContestScores(model.Contests, contest, members, now);
        var rows = scores.Listed().Select(scores.Row).ToList();
        new ContestFormats(contest, scores, model.Time, now).Apply(rows);
        rows.ForEach(r => r.Drawn = drawn is not null && drawn.Contains(r.Subject) ? drawn.ToList().IndexOf(r.Subject) : int.MaxValue);
        var placed = rows.GroupBy(r => r.Band, StringComparer.Ordinal)
            .OrderBy(g => g.Key is null).ThenBy(g => g.Key, StringComparer.Ordinal)
            .SelectMany(g => Placed([.. g], contest.Sent.SharedTies)).ToList();
        if (contest.Sent.Format.Type != "raffle" || drawn is not null)
        {
            new ContestPrizes(contest.Sent, placed, s => members.PartnerOf(s, contest.Sent.RanksPartners), scores.Turnover).Give();
        }

        return placed;
    }

    /// <summary>Who would be in the draw of a raffle, with their tickets.</summary>
    public static IEnumerable<(string Subject, long Tickets)> Entries(ModelProgram model, ModelContest contest, DateTimeOffset now) =>
        Rows(model, contest, now).Where(r => r.Value > 0 && r.Score >= contest.Sent.MinimumScore)
            .OrderBy(r => r.Subject, StringComparer.Ordinal).Select(r => (r.Subject, r.Value));

    /// <summary>Fixes what an opening fixes.</summary>
    /// <param name="model">The program.</param>
    /// <param name="contest">The contest; its window begins already where it will.</param>
    /// <param name="shift">How much later than defined the baseline window is looked at.</param>
    public static void Open(ModelProgram model, ModelContest contest, TimeSpan shift)
    {
        if (contest.Sent.Baseline is var (from, until, _))
        {
            contest.Baselines = model.Contests.Sales(contest.Sent, from + shift, until + shift).GroupBy(s => s.Subject, StringComparer.Ordinal)
                .Where(g => g.Any(s => s.Counts)).ToDictionary(g => g.Key, g => g.Sum(s => s.Score), StringComparer.Ordinal);
        }

        var format = contest.Sent.Format;
        if (format.Type is not ("bracket" or "elimination"))
        {
            return;
        }

        IEnumerable<string> field = format.Seeds is not null ? format.Seeds.Where(s => TakesPart(model, contest, s))
            : contest.OptIn ? contest.Joined.OrderBy(j => j.Value).ThenBy(j => j.Key, StringComparer.Ordinal).Select(j => j.Key)
            : model.Members.Keys.Where(m => m.Kind == Kind(contest)).Select(m => m.Id).Where(m => TakesPart(model, contest, m)).Order(StringComparer.Ordinal);
        if (format.Seeds is null && contest.Sent.Baseline is not null)
        {
            field = field.OrderByDescending(s => contest.Baselines.GetValueOrDefault(s));
        }

        contest.Field = [.. format.Type == "bracket" ? field.Take(format.Size ?? format.Seeds!.Count) : field];
    }

    /// <summary>Whether a member takes part: it joined or, where nobody joins, is in the audience now.</summary>
    public static bool TakesPart(ModelProgram model, ModelContest contest, string subject) =>
        contest.OptIn ? contest.Joined.ContainsKey(subject) : IsInAudience(model, contest, subject);

    /// <summary>Whether a member is in the audience now.</summary>
    public static bool IsInAudience(ModelProgram model, ModelContest contest, string subject)
    {
        var sent = contest.Sent;
        var profile = model.Members.GetValueOrDefault(new OwnerRef(Kind(contest), subject));
        var partner = sent.RanksPartners ? profile : profile?.Partner is { } own ? model.Members.GetValueOrDefault(OwnerRef.Partner(own)) : null;
        return profile is not null && sent.Members?.Contains(subject) != false && sent.Format.Personal?.ContainsKey(subject) != false
            && (!sent.OnlyNorth || partner?.Region == "North");
    }

    private static OwnerKind Kind(ModelContest contest) => contest.Sent.RanksPartners ? OwnerKind.Partner : OwnerKind.Employee;

    private static IEnumerable<ModelRow> Placed(List<ModelRow> rows, bool isShared)
    {
        var ordered = rows.OrderBy(r => r.Drawn).ThenByDescending(r => r.Value).ThenByDescending(r => r.Score)
            .ThenBy(r => isShared ? 0 : r.Reach).ThenBy(r => r.Subject, StringComparer.Ordinal).ToList();
        return ordered.Select((r, i) => r with
        {
            Place = 1 + (isShared ? ordered.FindIndex(o => (o.Drawn, o.Value, o.Score) == (r.Drawn, r.Value, r.Score)) : i),
        });
    }
}
