using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.People;

namespace GamifiedLoyalty.Server.Pages.Contests.Participants;

/// <summary>Puts the rows of a contest into words.</summary>
/// <param name="words">Words.</param>
/// <param name="engine">The program.</param>
/// <param name="shown">The standings.</param>
/// <param name="own">The viewer's subject; null for who did not come in by a personal link.</param>
internal sealed class ContestRows(ParticipantWords words, ProgramEngine engine, StandingsView shown, string? own)
{
    private readonly ChallengeDefinition _definition = shown.Challenge.Record.Definition;

    /// <summary>Some of the rows.</summary>
    /// <param name="ranked">All rows, best first.</param>
    /// <param name="positions">The positions of those that are wanted, from 0.</param>
    public IReadOnlyList<ContestRow> Of(IReadOnlyList<ChallengeRow> ranked, IEnumerable<int> positions)
    {
        // Bars of targets end at the bar, others at the leader.
        var leader = ranked.Select(r => _definition.Format is ChallengeFormat.Target ? r.Bar ?? 0 : r.Score).DefaultIfEmpty(0).Max();
        var lastPlace = _definition.Prizes.Prizes.Where(p => p.For == PrizeFor.Place).Select(p => p.ToPlace).DefaultIfEmpty(0).Max();
        var inDanger = InDanger();
        return [.. positions.Select(i => (i, row: ranked[i])).Select(r => Of(r.row, leader) with
        {
            Position = r.i + 1,
            IsLastWinner = r.row.Place <= lastPlace && r.i + 1 < ranked.Count && ranked[r.i + 1].Place > lastPlace && ranked[r.i + 1].Band == r.row.Band,
            IsInDanger = r.row.OutAfterRound is null && inDanger.Contains(r.row.Subject),
        })];
    }

    private ContestRow Of(ChallengeRow row, long leader)
    {
        var full = _definition.Format is ChallengeFormat.Target ? row.Bar ?? leader : leader;
        var confirmed = Math.Min(row.Score - row.Provisional, full);
        return new ContestRow(row.Subject, row.Place, words.Names.NameOf(row.Subject), words.Names.CompanyOf(row.Subject))
        {
            Band = row.Band,
            Url = CardPages.Url(engine.Program, new OwnerRef(words.Names.Kind, row.Subject)),
            Shown = words.Shown(row),
            Score = words.IsRankedByScore ? null : words.Score(row.Score),
            Provisional = row.Provisional == 0 ? null : words.Score(row.Provisional),
            Range = row.BestPlace == row.WorstPlace ? null : $"{row.BestPlace}–{row.WorstPlace}",
            ConfirmedWidth = RowMarks.Percent(confirmed, full),
            ProvisionalWidth = RowMarks.Percent(Math.Min(row.Provisional, full - confirmed), full),
            Prize = words.Frame.Prizes(row),
            Note = words.Note(row),
            IsOwn = row.Subject == own,
        };
    }

    /// <summary>Who would leave an elimination if the running round ended like this.</summary>
    private HashSet<string> InDanger() => shown.Challenge.Record.Status == ChallengeStatus.Open
        ? shown.Standings.Rounds.SelectMany(r => r.InDanger).ToHashSet(StringComparer.Ordinal)
        : [];
}
