using GamifiedLoyalty.Server.Pages.Contests.Participants;

namespace GamifiedLoyalty.Server.Pages.Contests.Formats;

/// <summary>Says which companies are too small to be ranked per head.</summary>
internal static class TeamsPicture
{
    private const int MostShown = 20;

    /// <summary>The picture; null when every company that sold is ranked and none needs a minimum.</summary>
    public static FormatPicture.Teams? Of(FormatScene scene)
    {
        var needed = Math.Max(1, scene.Contest.Definition.MinimumHeadcount);
        var small = scene.Shown.Standings.Unranked.OrderByDescending(u => u.Subject == scene.Own).Take(MostShown);
        return needed == 1 && scene.Shown.Standings.Unranked.Count == 0 ? null : new FormatPicture.Teams(
            scene.Count("HeadsNeeded", needed),
            [.. small.Select(u => new ContestRule(scene.Words.Names.NameOf(u.Subject), scene.Say("HeadsMissing", needed, u.Headcount)))]);
    }
}
