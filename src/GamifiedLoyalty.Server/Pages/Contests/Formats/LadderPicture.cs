using System.Globalization;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Formats;

namespace GamifiedLoyalty.Server.Pages.Contests.Formats;

/// <summary>Draws a ladder of milestones as stairs, with what is reached of the next one.</summary>
internal static class LadderPicture
{
    private const decimal Gap = 6;
    private const decimal Lowest = 22;
    private const decimal Highest = 84;

    /// <summary>The picture.</summary>
    public static FormatPicture.Ladder Of(FormatScene scene, ChallengeFormat.Milestones format)
    {
        var takesPart = scene.Part is { TakesPart: true } && (scene.IsWhole || scene.OwnRow is not null);
        var score = scene.OwnRow?.Score ?? 0;
        var bars = format.Steps.Select(s => Bars.For(scene.Contest, scene.Part?.JoinedAt, s.At)).ToArray();
        var next = takesPart ? Array.FindIndex(bars, b => score < b) : -1;
        var steps = format.Steps.Select((step, i) =>
        {
            var state = !takesPart ? "ahead" : score >= bars[i] ? "reached" : i == next ? "next" : "ahead";
            var before = i == 0 ? 0 : bars[i - 1];
            var part = state switch { "reached" => 1m, "next" => Math.Clamp((decimal)(score - before) / (bars[i] - before), 0m, 1m), _ => 0m };
            var said = state switch { "reached" => scene.Say("StepReached"), "next" => scene.Say(IsRunning(scene) ? "StepLeft" : "StepMissed", scene.Words.Score(bars[i] - score)), _ => null };
            return new LadderStep(NameOf(scene, step), scene.Words.Score(bars[i]), PrizeOf(scene, step), state, said, OthersAt(scene, i), Shape(i, bars.Length, part));
        });
        return new FormatPicture.Ladder(Next(scene, takesPart, next, format, bars, score), [.. steps]);
    }

    private static string? Next(FormatScene scene, bool takesPart, int next, ChallengeFormat.Milestones format, long[] bars, long score) =>
        !takesPart ? null
        : next < 0 ? scene.Say("LadderDone")
        : !IsRunning(scene) ? scene.Say("LadderEnded", next, bars.Length)
        : scene.Say("LadderNext", NameOf(scene, format.Steps[next]), scene.Words.Score(bars[next] - score));

    private static bool IsRunning(FormatScene scene) => scene.Contest.Status is ChallengeStatus.Scheduled or ChallengeStatus.Open;

    private static string NameOf(FormatScene scene, MilestoneStep step) => step.Name?.For(scene.Words.Language.Locale) ?? step.Id;

    private static string? PrizeOf(FormatScene scene, MilestoneStep step)
    {
        var prizes = scene.Contest.Definition.Prizes.Prizes;
        var won = Enumerable.Range(0, prizes.Count).Where(i => prizes[i].For == PrizeFor.Milestone && prizes[i].Milestone == step.Id).Select(scene.Prize).ToList();
        return won.Count == 0 ? null : string.Join(" · ", won);
    }

    private static string? OthersAt(FormatScene scene, int step) =>
        scene.IsWhole ? scene.Say("ReachedBy", scene.Ranked.Count(r => r.Milestones.Count > step)) : null;

    private static StairShape Shape(int index, int count, decimal part)
    {
        var width = 100m / count;
        var gap = Math.Min(Gap, width * 0.2m) / 2;
        var height = count == 1 ? Highest : Lowest + ((Highest - Lowest) * index / (count - 1));
        var fill = height * part;
        return new StairShape(
            Percent((width * index) + gap), Percent(width - (2 * gap)), Percent(width * (index + 0.5m)),
            Percent(100 - height), Percent(height), Percent(100 - fill), Percent(fill));
    }

    private static string Percent(decimal value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}%");
}
