using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Pages.Boards;

namespace GamifiedLoyalty.Server.Pages.Screens.Scenes;

/// <summary>Reads the scenes that show boards.</summary>
internal sealed class BoardScenes(BoardReader reader)
{
    private const int OnPodium = 3;

    /// <summary>The scene of a board; null when the program has the board no longer.</summary>
    public async Task<SceneView?> ReadAsync(SceneFrame frame, SceneSettings scene, ScreenBoard shown, CancellationToken cancellationToken)
    {
        if (frame.Definition.Board(shown.Board) is not { } board)
        {
            return null;
        }

        var calendar = frame.Definition.Calendar;
        var period = shown.PeriodOn(calendar.DayOf(frame.Now), board);
        var isPodium = scene is SceneSettings.Podium;
        var limit = isPodium ? OnPodium : frame.Settings.Rows;
        if (await reader.ReadAsync(frame.Engine, board, period, limit, frame.Language, cancellationToken) is not { } view)
        {
            return null;
        }

        view = view with { Channel = frame.ChannelOf(shown), Rows = frame.IsRehearsal ? [] : Masked(frame, board.SubjectKind(), view.Rows) };
        return new SceneView.Board(frame.IsRehearsal ? view with { Total = 0 } : view, isPodium)
        {
            Key = scene.Key,
            Seconds = scene.Seconds,
            Address = frame.Absolute(PathOf(frame.Engine.Program, shown, period, board.Periods[0])),
            ShortAddress = frame.ShortAddress,
            Ends = period.Kind == PeriodKind.All ? null : calendar.Window(period).End,
        };
    }

    /// <summary>The page of a board in the period that a screen shows.</summary>
    public static string PathOf(string program, ScreenBoard shown, Period period, PeriodKind usual)
    {
        var isUsual = shown.Period is null || (period.Kind == usual && !Period.TryParse(shown.Period, out _));
        return BoardPages.Url(program, shown.Board) + (isUsual ? "" : $"?period={period}");
    }

    private static IReadOnlyList<RowView> Masked(SceneFrame frame, OwnerKind kind, IReadOnlyList<RowView> rows) => frame.Settings.Audience.IsEveryone
        ? rows
        : [.. rows.Select(r => r with { Name = frame.Names.Name(new(kind, r.Subject)), Company = frame.Names.Company(new(kind, r.Subject)) })];
}
