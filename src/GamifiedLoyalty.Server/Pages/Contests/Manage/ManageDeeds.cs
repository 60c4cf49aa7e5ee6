using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Server.Pages.Screens.Stage;

namespace GamifiedLoyalty.Server.Pages.Contests.Manage;

/// <summary>What can be done to a contest in each state at the press of a button.</summary>
internal static class ManageDeeds
{
    /// <summary>The buttons, the most likely first.</summary>
    /// <param name="record">The contest.</param>
    /// <param name="rows">How many stand in it.</param>
    /// <param name="isOnScreens">Whether it is on all screens now; null while nobody may see it.</param>
    /// <param name="words">The words of the page.</param>
    public static IReadOnlyList<ManageDeed> Of(ChallengeRecord record, int rows, bool? isOnScreens, ContestWords words) => [.. Names(record, isOnScreens).Select(name => new ManageDeed(
        name, words.Say($"Do.{name}"), words.Say($"Do.{name}.Hint"), name == "reveal" ? Math.Max(1, StageContests.NextPlace(record, rows)) : null))];

    private static IEnumerable<string> Names(ChallengeRecord record, bool? isOnScreens)
    {
        string[] own = record.Status switch
        {
            ChallengeStatus.Draft => ["submit"],
            ChallengeStatus.Submitted => ["approve"],
            ChallengeStatus.Scheduled => ["open"],
            _ => [],
        };
        var canFreeze = record.Status is ChallengeStatus.Open or ChallengeStatus.Closed;
        string[] shown = record.FrozenAt is not null ? ["reveal", "revealAll"] : canFreeze ? ["freeze"] : [];
        string[] screens = isOnScreens is { } isOn ? [isOn ? "hide" : "show"] : [];
        return record.Status == ChallengeStatus.Open ? [.. shown, .. screens, "close"] : [.. own, .. shown, .. screens];
    }
}
