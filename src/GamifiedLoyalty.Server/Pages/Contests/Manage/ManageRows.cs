using System.Globalization;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Explaining;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Pages.Screens.Contests;

namespace GamifiedLoyalty.Server.Pages.Contests.Manage;

/// <summary>Writes rows, prizes and explanations of one contest in words.</summary>
/// <param name="words">The words of the page.</param>
/// <param name="record">The contest.</param>
/// <param name="names">The names of those who compete.</param>
/// <param name="url">The page's path.</param>
internal sealed class ManageRows(ContestWords words, ChallengeRecord record, SubjectNames names, string url)
{
    private const int MostActivities = 50;
    private readonly ContestFrame _frame = words.Frame(record.Definition);

    /// <summary>A row.</summary>
    public ManageRow Row(ChallengeRow row) => new(
        row.Place,
        row.BestPlace == row.WorstPlace ? null : string.Create(words.Language.Culture, $"{row.BestPlace}–{row.WorstPlace}"),
        names.NameOf(row.Subject),
        names.CompanyOf(row.Subject),
        _frame.RanksByCount ? words.Say("CountAndScore", _frame.Shown.Text(row.Value), _frame.Scores.Text(row.Score)) : _frame.Scores.Text(row.Score),
        _frame.Scores.Text(row.Score - row.Provisional),
        row.Provisional == 0 ? null : _frame.Scores.Text(row.Provisional),
        words.Prizes(record.Definition, row),
        $"{url}?explain={Uri.EscapeDataString(row.Subject)}#explained");

    /// <summary>Everybody who wins anything.</summary>
    public IReadOnlyList<ManagePrize> Prizes(ChallengeStandings standings) =>
        [.. standings.Rows.Where(r => r.Prizes.Any(p => p.IsGiven)).Select(r => new ManagePrize(r.Place, names.NameOf(r.Subject), words.Prizes(record.Definition, r)))];

    /// <summary>What was settled, and what would be different now.</summary>
    public ManageSettlement Settlement(SettlementView settled)
    {
        var plan = record.Definition.Prizes;
        var difference = settled.Difference;
        return new(
            words.Moment(settled.Settlement.At),
            words.Cost(difference.Settled, plan),
            Prizes(settled.Settlement.Result.Standings),
            [.. difference.Changes.Select(c => new ManageChange(names.NameOf(c.Subject), Standing(c.Settled), Standing(c.Replayed), c.ChangesPrizes))],
            difference.Settled == difference.Replayed ? null : words.Cost(difference.Replayed, plan));
    }

    /// <summary>Why somebody stands where they do.</summary>
    public ManageExplanation Explanation(ChallengeExplanation explained, ExplanationTexts texts) => new(
        names.NameOf(explained.Explanation.Subject),
        [.. texts.Sentences(explained)],
        [.. explained.Explanation.Counted.Take(MostActivities).Select(c => (Activity(c.Activity), words.Moment(c.OccurredAt), Counted(c)))],
        [.. explained.Others.Take(MostActivities).Select(o => (Activity(o.Activity), words.Moment(o.OccurredAt), texts.Reason(o.Reason)))],
        url);

    private string Counted(CountedActivity counted) => counted.Provisional == 0
        ? Measured(counted.Score)
        : words.Say("OfWhichProvisional", Measured(counted.Score), Measured(counted.Provisional));

    /// <summary>What an activity counts: of growth, its own unit and no percentage.</summary>
    private string Measured(long score) => _frame.Counted.Text(score);

    private string Standing(ChallengeRow? row) => row is null
        ? words.Say("NotListed")
        : words.Say("StandsAt", row.Place, _frame.Shown.Text(_frame.RanksByCount ? row.Value : row.Score), words.Prizes(record.Definition, row));

    private static string Activity(long version) => string.Create(CultureInfo.InvariantCulture, $"a{version}");
}
