using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Server.Pages.Contests.Formats;

/// <summary>The viewer's way through a knockout, round by round, with the opponents that may come.</summary>
internal static class TreePath
{
    /// <summary>The way so far and the next round; empty for who is not in the field.</summary>
    public static IReadOnlyList<PathStep> Of(FormatScene scene, IReadOnlyList<List<ChallengeMatch>> rounds)
    {
        var steps = new List<PathStep>();
        ChallengeMatch? latest = null;
        foreach (var match in rounds.SelectMany(r => r).Where(m => scene.Own is { } own && (m.First == own || m.Second == own)))
        {
            steps.Add(Step(scene, match, rounds));
            latest = match;
        }

        var isStillIn = latest is not null && (latest.Winner is null || latest.Winner == scene.Own) && latest.State != MatchState.Waiting;
        if (isStillIn && latest!.Round < rounds.Count && rounds[latest.Round].All(m => m.First != scene.Own && m.Second != scene.Own))
        {
            var text = scene.Say("PathThen", Feeder(scene, rounds, latest.Round, Other(latest.Number)));
            steps.Add(new PathStep(scene.Words.RoundTitle(latest.Round + 1, rounds.Count), TreePicture.When(scene, latest.Round + 1), "next", text, null));
        }

        return steps;
    }

    private static PathStep Step(FormatScene scene, ChallengeMatch match, IReadOnlyList<List<ChallengeMatch>> rounds)
    {
        var isFirst = match.First == scene.Own;
        var (mine, theirs) = isFirst ? (match.FirstScore, match.SecondScore) : (match.SecondScore, match.FirstScore);
        var other = (isFirst ? match.Second : match.First) is { } known
            ? scene.Words.Names.NameOf(known)
            : Feeder(scene, rounds, match.Round - 1, isFirst ? match.Number * 2 : (match.Number * 2) - 1);
        var (state, text) = match switch
        {
            { IsBye: true } => ("won", scene.Say("PathBye")),
            { Winner: { } winner } when winner == scene.Own => ("won", scene.Say("PathWon", other)),
            { Winner: not null } => ("lost", scene.Say("PathLost", other)),
            { State: MatchState.Running } when mine == theirs => ("running", scene.Say("PathLevel", other)),
            { State: MatchState.Running } when mine > theirs => ("running", scene.Say("PathAhead", other, scene.Words.Score(mine - theirs))),
            { State: MatchState.Running } => ("running", scene.Say("PathBehind", other, scene.Words.Score(theirs - mine))),
            _ => ("next", scene.Say("PathThen", other)),
        };
        var score = match.IsBye || state == "next" ? null : scene.Say("Versus", scene.Words.Score(mine), scene.Words.Score(theirs));
        return new PathStep(scene.Words.RoundTitle(match.Round, rounds.Count), TreePicture.When(scene, match.Round), state, text, score);
    }

    /// <summary>Who comes out of a match of a round, or who may.</summary>
    private static string Feeder(FormatScene scene, IReadOnlyList<List<ChallengeMatch>> rounds, int round, int number)
    {
        var match = round >= 1 ? rounds[round - 1].FirstOrDefault(m => m.Number == number) : null;
        return match switch
        {
            { Winner: { } winner } => scene.Words.Names.NameOf(winner),
            { First: { } first, Second: { } second } => scene.Say("WinnerOf", scene.Words.Names.NameOf(first), scene.Words.Names.NameOf(second)),
            _ => scene.Say("NotKnownYet"),
        };
    }

    /// <summary>The number of the match whose winner meets that of another.</summary>
    private static int Other(int number) => number % 2 == 1 ? number + 1 : number - 1;
}
