using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Server.Pages.Boards;

namespace GamifiedLoyalty.Server.Pages.Contests.Formats;

/// <summary>Draws duels as pairs with both scores, those of the viewer first.</summary>
internal static class DuelsPicture
{
    private const int MostOthers = 12;

    /// <summary>The picture.</summary>
    public static FormatPicture.Duels Of(FormatScene scene, OpponentChoice? opponents)
    {
        var matches = scene.Shown.Standings.Matches;
        var own = matches.Where(m => IsOwn(scene, m)).Concat(Invitations(scene, matches)).OrderBy(Order).ThenBy(m => m.Number);
        var others = matches.Where(m => !IsOwn(scene, m) && m.State is MatchState.Running or MatchState.Decided).OrderBy(Order).ThenByDescending(m => m.Number).ToList();
        others.RemoveAll(m => IsOwn(scene, m));
        return new FormatPicture.Duels(
            [.. own.Select(m => Card(scene, m))],
            [.. others.Take(MostOthers).Select(m => Card(scene, m))],
            others.Count > MostOthers ? scene.Count("MoreDuels", others.Count - MostOthers) : null,
            opponents);
    }

    /// <summary>Invitations that came while the ranking is frozen: they tell nothing of it, and would end unanswered.</summary>
    private static IEnumerable<ChallengeMatch> Invitations(FormatScene scene, IReadOnlyList<ChallengeMatch> known) => !scene.Shown.IsFrozen ? [] : scene.Shown.Challenge.Duels
        .Where(d => d.AcceptedAt is null && scene.Now < d.AcceptBy && (d.Opponent == scene.Own || d.Challenger == scene.Own) && known.All(m => m.Number != d.Number))
        .Select(d => new ChallengeMatch(1, d.Number, d.Challenger, d.Opponent, 0, 0, IsBye: false, null, MatchState.Invited));

    private static bool IsOwn(FormatScene scene, ChallengeMatch match) => scene.Own is { } own && (match.First == own || match.Second == own);

    private static int Order(ChallengeMatch match) => match.State switch
    {
        MatchState.Invited => 0,
        MatchState.Running => 1,
        MatchState.Waiting => 2,
        MatchState.Decided => 3,
        _ => 4,
    };

    private static DuelCard Card(FormatScene scene, ChallengeMatch match)
    {
        var counts = match.State is MatchState.Running or MatchState.Decided;
        var (first, second) = (Math.Max(0, match.FirstScore), Math.Max(0, match.SecondScore));
        var mayAccept = match.State == MatchState.Invited && match.Second is not null && match.Second == scene.Own && scene.IsOpen;
        return new DuelCard(
            match.Number, match.State.ToString().ToLowerInvariant(), Said(scene, match),
            Side(scene, match, match.First!, counts ? match.FirstScore : null), Side(scene, match, match.Second!, counts ? match.SecondScore : null),
            !counts ? null : first + second == 0 ? "50%" : RowMarks.Percent(first, first + second))
        {
            MayAccept = mayAccept,
        };
    }

    private static DuelSide Side(FormatScene scene, ChallengeMatch match, string subject, long? score) =>
        new(scene.Person(subject), score is { } known ? scene.Words.Score(known) : null, match.Winner == subject);

    private static string Said(FormatScene scene, ChallengeMatch match)
    {
        var isOwn = IsOwn(scene, match);
        var mine = match.First == scene.Own ? match.FirstScore - match.SecondScore : match.SecondScore - match.FirstScore;
        return match.State switch
        {
            MatchState.Invited when scene.Shown.Challenge.Duels.FirstOrDefault(d => d.Number == match.Number) is { } duel =>
                scene.Say(match.Second == scene.Own ? "DuelAnswer" : "DuelWaits", scene.Words.Instant(duel.AcceptBy)),
            MatchState.Running when isOwn && mine != 0 => scene.Say(mine > 0 ? "DuelAhead" : "DuelBehind", scene.Words.Score(Math.Abs(mine))),
            MatchState.Running when isOwn => scene.Say("DuelLevel"),
            MatchState.Decided when match.Winner is null => scene.Say("DuelDrawn"),
            MatchState.Decided when isOwn => scene.Say(match.Winner == scene.Own ? "DuelWon" : "DuelLost"),
            var state => scene.Say($"Match{state}"),
        };
    }
}
