using System.Text.Json;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Boards;
using GamifiedLoyalty.Server.Api.Screens.Scenes;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>The top of a board in one period, or in the current one of a kind.</summary>
internal sealed class BoardChannel(
    string name, Func<ProgramEngine> engine, IBoardReads boards, string boardId, Period? fixedPeriod, PeriodKind? movingKind,
    FanOutPace pace, TimeProvider time)
    : LiveChannel(name, pace, time)
{
    /// <summary>How many rows are followed.</summary>
    public const int Rows = 100;

    private readonly TimeProvider _time = time;
    private readonly BoardHistory _history = new();
    private ProgramEngine? _engine;
    private int _definitionVersion;
    private Period _period;
    private bool _sharedTies;
    private BoardState _state;
    private bool _isFrozen;
    private long _through;

    /// <summary>The names that its viewers may see, as the program is now.</summary>
    public required Func<ProgramEngine, ScreenNames> NamesOf { get; init; }

    /// <inheritdoc/>
    protected override long Version => _history.Version;

    /// <inheritdoc/>
    protected override long Through => Math.Max(_through, Version);

    /// <inheritdoc/>
    protected override long ChangedAt => _history.ChangedAt;

    /// <inheritdoc/>
    protected override async ValueTask<bool> RefreshAsync()
    {
        var now = engine();
        var current = now.Current;
        var through = now.Version;
        if (current.Definition.Board(boardId) is not { } board)
        {
            return false;
        }

        var today = current.Definition.Calendar.DayOf(_time.GetUtcNow());
        var period = fixedPeriod ?? Period.Of(movingKind ?? board.Periods[0], today);
        var (page, state) = await ReadAsync(new BoardQuery(now.Program, boardId, period, today));
        if (page is null)
        {
            return false;
        }

        var names = NamesOf(now);
        var rows = page.Rows.Select(r => RowOf(names, board, r)).ToList();
        var isSame = ReferenceEquals(now, _engine) && period == _period && current.DefinitionVersion == _definitionVersion;
        var isOtherState = state != _state || page.IsFrozen != _isFrozen;
        (_engine, _period, _definitionVersion, _sharedTies) = (now, period, current.DefinitionVersion, board.SharedTies);
        (_state, _isFrozen, _through) = (state, page.IsFrozen, through);
        if (isSame && state != BoardState.Final)
        {
            // What was told before was right; it stays, marked as old, until there is something final.
            return isOtherState;
        }

        if (isSame && !isOtherState && page.Version >= _history.Version)
        {
            _history.Advance(page.Version, page.Total, rows);
            return false;
        }

        _history.Reset(page.Version, page.Total, rows);
        return true;
    }

    /// <inheritdoc/>
    protected override bool ShowsOtherThan()
    {
        if (_engine is null || _state != BoardState.Final)
        {
            return _engine is not null;
        }

        if (fixedPeriod is not null)
        {
            return false;
        }

        var calendar = _engine.Current.Definition.Calendar;
        return !ReferenceEquals(_engine, engine()) || !_period.Contains(calendar.DayOf(_time.GetUtcNow()));
    }

    /// <inheritdoc/>
    protected override bool KnowsSince(long version) => version >= _history.Floor;

    /// <inheritdoc/>
    protected override void WriteChanges(Utf8JsonWriter writer, long since)
    {
        var changed = _history.ChangedSince(since).ToList();
        writer.WriteStartObject();
        WriteRows(writer, changed.Select(c => c.Row));
        writer.WriteStartArray("removed");
        foreach (var subject in _history.RemovedSince(since))
        {
            writer.WriteStringValue(subject);
        }

        writer.WriteEndArray();
        writer.WriteNumber("total", _history.Total);
        WriteState(writer);
        WriteCompanies(writer, changed.Where(c => c.Entered).Select(c => c.Row));
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    protected override void WriteSnapshot(Utf8JsonWriter writer)
    {
        var ordered = _history.Rows.OrderByDescending(r => r.Score).ThenBy(r => r.Reach).ThenBy(r => r.Subject, StringComparer.Ordinal).ToList();
        writer.WriteStartObject();
        writer.WriteString("period", _period.ToString());
        writer.WriteString("ties", _sharedTies ? "shared" : "firstToReach");
        writer.WriteNumber("total", _history.Total);
        WriteState(writer);
        WriteRows(writer, ordered);
        WriteCompanies(writer, ordered);
        writer.WriteEndObject();
    }

    private async ValueTask<(BoardPage? Page, BoardState State)> ReadAsync(BoardQuery query)
    {
        try
        {
            var page = await boards.ReadAsync(query, 0, Rows, CancellationToken.None);
            return (page, page is { IsRebuilding: true } ? BoardState.Rebuilding : BoardState.Final);
        }
        catch (BoardsUnavailableException)
        {
            // Viewers stay; the channel asks again every second and tells everything anew when it gets an answer.
            return (new BoardPage(0, 0, []), BoardState.Unavailable);
        }
    }

    private void WriteState(Utf8JsonWriter writer)
    {
        if (_state != BoardState.Final)
        {
            writer.WriteBoolean(_state == BoardState.Rebuilding ? "rebuilding" : "unavailable", true);
        }

        if (_isFrozen)
        {
            writer.WriteBoolean("frozen", true);
        }
    }

    private static HubRow RowOf(ScreenNames names, BoardDefinition board, BoardRow row)
    {
        var member = new OwnerRef(board.RanksPartners ? OwnerKind.Partner : OwnerKind.Employee, row.Subject);
        return new(row.Subject, names.Name(member), row.Score, row.Provisional, board.SharedTies ? 0 : row.Reach, names.Company(member));
    }

    private static void WriteRows(Utf8JsonWriter writer, IEnumerable<HubRow> rows)
    {
        writer.WriteStartArray("rows");
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            writer.WriteString("subject", row.Subject);
            writer.WriteString("name", row.Name);
            writer.WriteNumber("score", row.Score);
            writer.WriteNumber("provisional", row.Provisional);
            writer.WriteNumber("reach", row.Reach);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCompanies(Utf8JsonWriter writer, IEnumerable<HubRow> rows)
    {
        writer.WriteStartObject("companies");
        foreach (var row in rows)
        {
            if (row.Company is { } company)
            {
                writer.WriteString(row.Subject, company);
            }
        }

        writer.WriteEndObject();
    }
}
