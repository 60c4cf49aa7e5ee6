using System.Globalization;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Rendering;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.People;

/// <summary>Reads how a member's rank and score went and draws it.</summary>
/// <param name="reader">Reads boards.</param>
/// <param name="texts">Texts.</param>
internal sealed class HistoryReader(BoardReader reader, IStringLocalizer<Texts> texts)
{
    private const int FewestRanksShown = 3;

    /// <summary>The history of a place; null when there is none to tell.</summary>
    public async Task<HistoryView?> ReadAsync(
        ProgramEngine engine, PlaceView place, PeriodChoice choice, DateOnly today, PageLanguage language, CancellationToken cancellationToken)
    {
        var definition = engine.Current.Definition;
        if (definition.Board(place.Board.Board) is not { } board || place.Board.Own is not { } subject
            || await reader.HistoryAsync(engine, board, choice.For(board, today), subject, cancellationToken) is not { } history)
        {
            return null;
        }

        // What was before the first activity tells nothing.
        var days = history.Days.SkipWhile(d => d.Rank is null).ToList();
        var worst = Math.Max(FewestRanksShown, days.Max(d => d.Rank ?? 1));
        var most = Math.Max(1, days.Max(d => d.Score));
        return new HistoryView(place.Board.Name, place.Board.PeriodName, history.IsWhole)
        {
            Ranks = LineChart.Of([.. days.Select(d => (long?)d.Rank)], 1, worst),
            Worst = worst,
            Scores = LineChart.Of([.. days.Select(d => d.Rank is null ? null : (long?)d.Score)], most, 0),
            Most = place.Board.Format.Text(most),
            Zero = place.Board.Format.Text(0),
            MeasureName = place.Board.MeasureName,
            FirstDay = Short(days[0].Day, language),
            LastDay = days[^1].Day == today ? language.Say(texts, "KindDay") : Short(days[^1].Day, language),
            Summary = Summary(days, place.Board, language),
            Rows = [.. Enumerable.Reverse(days).Select(d => new HistoryRowView(
                d.Day.ToString("d MMM yyyy", language.Culture),
                d.Rank?.ToString(CultureInfo.InvariantCulture) ?? "–",
                d.Rank is null ? "–" : place.Board.Format.Text(d.Score)))],
        };
    }

    private string Summary(List<HistoryDay> days, BoardView board, PageLanguage language)
    {
        var best = days.Where(d => d.Rank is not null).MinBy(d => (d.Rank, d.Day));
        return language.Say(
            texts, "HistorySummary", days[0].Rank ?? 0, Short(days[0].Day, language), days[^1].Rank ?? 0, best.Rank ?? 0, Short(best.Day, language), board.Format.Text(days[^1].Score));
    }

    private static string Short(DateOnly day, PageLanguage language) => day.ToString("d MMM", language.Culture);
}

/// <summary>How a rank and score went, drawn and in figures.</summary>
/// <param name="BoardName">The board.</param>
/// <param name="PeriodName">The period.</param>
/// <param name="IsWhole">Whether the days before the last are known.</param>
public sealed record HistoryView(string BoardName, string PeriodName, bool IsWhole)
{
    /// <summary>The ranks, the best on top.</summary>
    public required LineChart? Ranks { get; init; }

    /// <summary>The rank at the bottom.</summary>
    public required int Worst { get; init; }

    /// <summary>The scores, from zero.</summary>
    public required LineChart? Scores { get; init; }

    /// <summary>The score at the top.</summary>
    public required string Most { get; init; }

    /// <summary>The score at the bottom.</summary>
    public required string Zero { get; init; }

    /// <summary>What is measured.</summary>
    public required string MeasureName { get; init; }

    /// <summary>The first day told.</summary>
    public required string FirstDay { get; init; }

    /// <summary>The last day told.</summary>
    public required string LastDay { get; init; }

    /// <summary>The same in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The figures, newest first.</summary>
    public required IReadOnlyList<HistoryRowView> Rows { get; init; }
}

/// <summary>A day of a history in figures.</summary>
/// <param name="Day">The day.</param>
/// <param name="Rank">The rank.</param>
/// <param name="Score">The score.</param>
public sealed record HistoryRowView(string Day, string Rank, string Score);
