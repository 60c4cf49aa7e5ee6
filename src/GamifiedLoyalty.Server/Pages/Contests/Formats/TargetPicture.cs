using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Formats;
using GamifiedLoyalty.Server.Pages.Boards;

namespace GamifiedLoyalty.Server.Pages.Contests.Formats;

/// <summary>Draws how far the viewer's target is, and says where it comes from.</summary>
internal static class TargetPicture
{
    /// <summary>The picture.</summary>
    public static FormatPicture.Target Of(FormatScene scene, ChallengeFormat.Target target) => new(
        Bar(scene, target) is { } bar ? Own(scene, target, bar) : null,
        scene.IsWhole && scene.Ranked.Count > 0 ? scene.Say("TargetsReached", scene.Ranked.Count(r => r.Reached), scene.Ranked.Count) : null);

    /// <summary>The viewer's bar; who has sold nothing yet has one where it is the same for all.</summary>
    private static long? Bar(FormatScene scene, ChallengeFormat.Target target) =>
        scene.OwnRow?.Bar ?? (target.Bar is { } bar && scene.IsWhole && scene.Part is { TakesPart: true } part ? Bars.For(scene.Contest, part.JoinedAt, bar) : null);

    private static TargetBar Own(FormatScene scene, ChallengeFormat.Target target, long bar)
    {
        var score = scene.OwnRow?.Score ?? 0;
        var provisional = Math.Min(scene.OwnRow?.Provisional ?? 0, Math.Max(0, score));
        var confirmed = Math.Min(Math.Max(0, score - provisional), bar);
        var isReached = score >= bar;
        var said = isReached ? scene.Say("TargetDone") : scene.Say(scene.Contest.Status is ChallengeStatus.Scheduled or ChallengeStatus.Open ? "TargetLeft" : "TargetMissed", scene.Words.Score(bar - score));
        return new TargetBar(
            scene.Words.Score(score), scene.Words.Score(bar), isReached,
            new ProgressBar(said, RowMarks.Percent(confirmed, bar), RowMarks.Percent(Math.Min(provisional, bar - confirmed), bar)),
            [.. Why(scene, target)]);
    }

    private static IEnumerable<string> Why(FormatScene scene, ChallengeFormat.Target target)
    {
        if (target.GrowthPercent is { } percent && scene.Contest.Definition.Baseline is { } baseline)
        {
            foreach (var sentence in Growth(scene, percent, baseline))
            {
                yield return sentence;
            }
        }
        else
        {
            yield return scene.Say(target.Personal is null ? "TargetFixed" : "TargetPersonal");
        }

        if (scene.Contest.Definition.LateJoining == LateJoining.ProRated && scene.Part?.JoinedAt is { } joined && joined > scene.Contest.Start)
        {
            yield return scene.Say("TargetProRated", scene.Words.Instant(joined));
        }
    }

    private static IEnumerable<string> Growth(FormatScene scene, decimal percent, Baseline baseline)
    {
        var contest = scene.Contest;
        var before = contest.Baselines?.GetValueOrDefault(scene.Own!) ?? 0;
        var floor = Math.Max(1, baseline.Floor);

        // What was counted before is in the unit of what is counted, also where the score is a growth.
        var scores = (scene.Words.Frame with { Challenge = contest.Definition with { Scoring = Scoring.Total } }).Scores;
        yield return scene.Say("TargetGrowth", percent, scores.Text(before), scene.Words.Instant(baseline.From), scene.Words.Instant(baseline.Until));
        if (before < floor && floor > 1)
        {
            yield return scene.Say("TargetFloor", scores.Text(floor));
        }

        var (length, past) = ((contest.End - contest.Start).Ticks, (baseline.Until - baseline.From).Ticks);
        if (length != past && past > 0 && Math.Max(before, floor) > 1)
        {
            yield return scene.Say("TargetScaled", scores.Text((long)((Int128)Math.Max(before, floor) * length / past)));
        }
    }
}
