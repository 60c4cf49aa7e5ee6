using System.Globalization;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Links;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Hosting;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Rendering;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace GamifiedLoyalty.Server.Pages.Screens;

/// <summary>Reads what a screen shows of its boards.</summary>
internal sealed class SceneReader(BoardReader reader, IStringLocalizer<Texts> texts, TimeProvider time, IOptions<ReachOptions> reach)
{
    /// <summary>The screen's boards as they are now; boards that the program has no longer are left out.</summary>
    public async Task<IReadOnlyList<SceneView>> ReadAsync(HttpContext http, ProgramEngine engine, ScreenSettings settings, PageLanguage language)
    {
        var today = engine.Current.Definition.Calendar.DayOf(time.GetUtcNow());
        var scenes = new List<SceneView>();
        foreach (var shown in settings.Boards)
        {
            if (engine.Current.Definition.Board(shown.Board) is not { } board)
            {
                continue;
            }

            var period = shown.PeriodOn(today, board);
            if (await reader.ReadAsync(engine, board, period, settings.Rows, language, http.RequestAborted) is { } view)
            {
                var address = PublicAddress.Of(http.Request, reach.Value, BoardPages.Url(engine.Program, board.Id) + QueryOf(shown, period, board.Periods[0]));
                var scene = new SceneView(view with { Channel = shown.Channel }, shown.Seconds, address, ShortAddress(address));
                scenes.Add(WithTimeLeft(scene, engine.Current.Definition.Calendar, period, language));
            }
        }

        return scenes;
    }

    private SceneView WithTimeLeft(SceneView scene, ProgramCalendar calendar, Period period, PageLanguage language)
    {
        var left = period.Kind == PeriodKind.All ? TimeSpan.Zero : calendar.Window(period).End - time.GetUtcNow();
        return left <= TimeSpan.Zero ? scene : scene with
        {
            Ends = calendar.Window(period).End.ToUnixTimeMilliseconds(),
            TimeLeft = Words(left, language),
        };
    }

    private string Words(TimeSpan left, PageLanguage language)
    {
        var culture = CultureInfo.InvariantCulture;
        language.Apply();
        return left.Days == 0
            ? string.Create(culture, $"{left.Hours}:{left.Minutes:00}:{left.Seconds:00}")
            : texts["DaysHours"].Value
                .Replace("{d}", left.Days.ToString(culture), StringComparison.Ordinal)
                .Replace("{h}", left.Hours.ToString(culture), StringComparison.Ordinal);
    }

    private static string QueryOf(ScreenBoard shown, Period period, PeriodKind usual) =>
        shown.Period is null || period.Kind == usual && !Period.TryParse(shown.Period, out _) ? "" : $"?period={period}";

    /// <summary>What a person would type: without scheme, query and the board's path.</summary>
    private static string ShortAddress(string address)
    {
        var uri = new Uri(address);
        return uri.Authority + string.Concat(uri.Segments.Take(3)).TrimEnd('/');
    }
}
