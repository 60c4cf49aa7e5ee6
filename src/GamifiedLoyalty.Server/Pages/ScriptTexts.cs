using System.Text.Json;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages;

/// <summary>What scripts say and how they write numbers, handed over in data attributes in the page's language.</summary>
internal static class ScriptTexts
{
    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);

    private static readonly string[] BoardNames =
        ["Live", "Connecting", "Offline", "Up", "Down", "Provisional", "Leads"];

    /// <summary>The texts of a live board.</summary>
    public static string Board(IStringLocalizer<Texts> texts) => Json(
        texts, BoardNames, ("Total", "Listed"), ("Rebuilding", "BoardRebuilding"), ("Unavailable", "BoardUnavailable"));

    /// <summary>The texts of a large screen.</summary>
    public static string Screen(IStringLocalizer<Texts> texts) => Json(
        texts, ["Connecting", "Offline", "ScreenLive", "BigSale", "FirstPlaceTaken", "LeadsBoard", "DaysHours", "Celebration", "RehearsalName", "RehearsalCompany"]);

    /// <summary>The texts of a contest on a screen.</summary>
    public static string Contest(IStringLocalizer<Texts> texts) =>
        Json(texts, ["NotRevealed", "RoundNumber", "RoundFinal", "RoundSemi", "RoundQuarter", "Bye", "Versus", "Invited", "RoundOut"]);

    /// <summary>The texts that say how fresh a page is.</summary>
    public static string Live(IStringLocalizer<Texts> texts) => Json(texts, ["Live", "Connecting", "Offline"]);

    /// <summary>The texts of a countdown.</summary>
    public static string Countdown(IStringLocalizer<Texts> texts) => Json(texts, [], ("Days", "AgeDays"));

    /// <summary>The texts of a search field.</summary>
    public static string Search(IStringLocalizer<Texts> texts) => Json(texts, [], ("Found", "SearchFound"), ("Failed", "SearchFailed"));

    /// <summary>The texts of a page that is shown without a network.</summary>
    public static string Kept(IStringLocalizer<Texts> texts) => Json(texts, ["KeptAge"], ("Days", "AgeDays"));

    /// <summary>How scores are written.</summary>
    public static string Format(ScoreFormat format) => JsonSerializer.Serialize(format, Camel);

    private static string Json(IStringLocalizer<Texts> texts, IEnumerable<string> names, params (string Name, string Resource)[] others)
    {
        (string Name, string Resource)[] ages = [("Seconds", "AgeSeconds"), ("Minutes", "AgeMinutes"), ("Hours", "AgeHours")];
        var all = names.Select(n => (Name: n, Resource: n)).Concat(others).Concat(ages);
        return JsonSerializer.Serialize(all.ToDictionary(n => JsonNamingPolicy.CamelCase.ConvertName(n.Name), n => texts[n.Resource].Value, StringComparer.Ordinal));
    }
}
