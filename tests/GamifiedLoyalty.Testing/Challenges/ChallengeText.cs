using System.Globalization;
using System.Text;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Explaining;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Testing.Challenges;

/// <summary>Says standings in the words of contest scenarios; what is usual is left out.</summary>
internal static class ChallengeText
{
    public static IEnumerable<string> Rows(ChallengeStandings standings, PrizePlan plan) => standings.Rows.Select(r => Row(r, plan));

    public static IEnumerable<string> Unranked(ChallengeStandings standings) => standings.Unranked.Select(u => Text($"{u.Subject} has {u.Headcount}"));

    public static IEnumerable<string> Rounds(ChallengeStandings standings, ProgramCalendar calendar) => standings.Rounds.Select(r =>
        $"{r.Number} from {Local(r.Start, calendar)} to {Local(r.End, calendar)}{(r.IsOver ? " over" : "")}:{Names(" ", r.Winners)}{Names(" out ", r.Out)}{Names(" in danger ", r.InDanger)}");

    public static IEnumerable<string> Matches(ChallengeStandings standings) => standings.Matches.Select(m =>
        string.Create(CultureInfo.InvariantCulture, $"{m.Round}.{m.Number} ") + (m.IsBye
            ? $"{m.First} goes on"
            : string.Create(CultureInfo.InvariantCulture, $"{m.First ?? "?"} {m.FirstScore} : {m.SecondScore} {m.Second ?? "?"} {m.State.ToString().ToLowerInvariant()}")
                + (m.Winner is null ? "" : $", {m.Winner} wins")));

    public static string Cost(PrizeCost cost) => string.Create(CultureInfo.InvariantCulture, $"{cost.Points} points, {cost.Money} money");

    public static string Local(DateTimeOffset instant, ProgramCalendar calendar) =>
        calendar.ToLocal(instant).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Explanation(SubjectExplanation explained)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{explained.Row?.Place} of {explained.OutOf}, {explained.Counted.Count} sales");
        if (explained.Tie.Rule != TieRule.None)
        {
            text.Append($", tie {explained.Tie.Rule} with {string.Join(' ', explained.Tie.Others.Select(e => e.Subject))}");
        }

        if (explained.Next is { } next)
        {
            text.Append(CultureInfo.InvariantCulture, $", {next.Needed} to pass {next.Subject}, {next.Activities} sales of {next.Typical}");
        }

        return text.ToString();
    }

    public static IEnumerable<string> Changes(SettlementDifference difference, PrizePlan plan) => difference.Changes.Select(c =>
        $"{c.Subject}: {(c.Settled is null ? "not listed" : Row(c.Settled, plan))} -> {(c.Replayed is null ? "not listed" : Row(c.Replayed, plan))}");

    private static string Row(ChallengeRow row, PrizePlan plan)
    {
        var text = new StringBuilder();
        text.Append(row.Band is null ? "" : row.Band + " ");
        text.Append(CultureInfo.InvariantCulture, $"{row.Place} {row.Subject} {row.Value}");
        text.Append(row.Score == row.Value ? "" : Text($" score {row.Score}"));
        text.Append(row.Provisional == 0 ? "" : Text($" of it {row.Provisional} provisional"));
        text.Append(row.BestPlace == row.Place && row.WorstPlace == row.Place ? "" : Text($" between {row.BestPlace} and {row.WorstPlace}"));
        text.Append(row.ToNext is null ? "" : Text($" next +{row.ToNext}"));
        text.Append(row.Bar is null ? "" : Text($" bar {row.Bar}"));
        text.Append(row.Reached ? " reached" : "");
        text.Append(Names(" has ", row.Milestones));
        text.Append(row.RoundScore is null ? "" : Text($" round {row.RoundScore}"));
        text.Append(row.Headcount is null ? "" : Text($" of {row.Headcount} people"));
        text.Append(row.OutAfterRound is null ? "" : Text($" out after {row.OutAfterRound}"));
        text.Append(row.Prizes.Count == 0 ? "" : " wins " + string.Join(", ", row.Prizes.Select(p => Prize(p, plan))));
        return text.ToString();
    }

    private static string Prize(PrizeShare share, PrizePlan plan)
    {
        var what = share.Kind == PrizeKind.Reward ? plan.Prizes[share.Prize].Reward + Text($" worth {share.Value}") : Text($"{share.Value} ") + share.Kind.ToString().ToLowerInvariant();
        return what + (share.Times == 1 ? "" : Text($" for {share.Times}")) + (share.CutBy is null ? "" : $" cut by {share.CutBy}");
    }

    private static string Names(string before, IReadOnlyList<string> names) => names.Count == 0 ? "" : before + string.Join(' ', names);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
