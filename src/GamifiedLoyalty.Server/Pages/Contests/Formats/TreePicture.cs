using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Server.Pages.Contests.Formats;

/// <summary>Draws a knockout as a tree, and the viewer's way through it as a list.</summary>
internal static class TreePicture
{
    /// <summary>Most matches below each other that are still seen as a tree.</summary>
    private const int MostInColumn = 16;

    /// <summary>The picture; null before the field is fixed.</summary>
    public static FormatPicture.Tree? Of(FormatScene scene)
    {
        var rounds = scene.Shown.Standings.Matches.GroupBy(m => m.Round).OrderBy(g => g.Key).Select(g => g.OrderBy(m => m.Number).ToList()).ToList();
        if (rounds.Count == 0)
        {
            return null;
        }

        var drawn = rounds.Where(r => r.Count <= MostInColumn).Select(r => Round(scene, r, rounds.Count));
        var earlier = rounds.Where(r => r.Count > MostInColumn).Select(r => Round(scene, [.. r.Where(m => !m.IsBye)], rounds.Count));
        return new FormatPicture.Tree(TreePath.Of(scene, rounds), [.. drawn], [.. earlier.Where(r => r.Matches.Count > 0)]);
    }

    private static TreeRound Round(FormatScene scene, List<ChallengeMatch> matches, int last)
    {
        var number = matches.Count == 0 ? 1 : matches[0].Round;
        return new TreeRound(scene.Words.RoundTitle(number, last), When(scene, number), [.. matches.Select(m => Match(scene, m))]);
    }

    /// <summary>When a round is played.</summary>
    public static string When(FormatScene scene, int number) =>
        scene.Shown.Standings.Rounds.FirstOrDefault(r => r.Number == number) is { } round ? scene.When(round) : "";

    private static TreeMatch Match(FormatScene scene, ChallengeMatch match) => new(
        match.IsBye ? "bye" : match.State.ToString().ToLowerInvariant(),
        match.IsBye ? scene.Say("Bye") : scene.Say($"Match{match.State}"),
        Side(scene, match, match.First, match.FirstScore),
        match.IsBye ? new TreeSide(scene.Say("Bye"), null, null, IsKnown: false, IsOwn: false) : Side(scene, match, match.Second, match.SecondScore))
    {
        IsBye = match.IsBye,
    };

    private static TreeSide Side(FormatScene scene, ChallengeMatch match, string? subject, long score) => subject is null
        ? new TreeSide(scene.Say("NotKnownYet"), null, null, IsKnown: false, IsOwn: false)
        : new TreeSide(
            scene.Words.Names.NameOf(subject),
            match.IsBye || match.State is not (MatchState.Running or MatchState.Decided) ? null : scene.Words.Score(score),
            match.Winner is { } winner ? winner == subject : null,
            IsKnown: true,
            subject == scene.Own);
}
