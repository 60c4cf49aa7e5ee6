using System.Text.Json;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Api.Screens.Stage;
using GamifiedLoyalty.Server.Viewing;

namespace GamifiedLoyalty.Server.Hubs.Screens;

/// <summary>
/// A screen: its settings, what the conductor wants, the latest sales, and what there is to celebrate. A snapshot has nothing to celebrate: whoever
/// needs one was away, or has only just come.
/// </summary>
internal sealed class ScreenChannel(
    string name, Func<ProgramEngine> engine, IBoardReads boards, string id, string bundle, FanOutPace pace, TimeProvider time)
    : LiveChannel(name, pace, time)
{
    private const int Backlog = 100;

    private readonly TimeProvider _time = time;
    private readonly ScreenNews _news = new();
    private readonly LeadWatch _leads = new(boards);
    private ProgramEngine? _engine;
    private StoredDocument? _stored;
    private long _revision;
    private ScreenSettings? _settings;
    private long _version;
    private long _soldThrough;
    private long _changedAt;
    private long _settingsChangedAt;
    private StageState _stage = StageState.Initial;
    private long _stageChangedAt;
    private long _floor;

    /// <inheritdoc/>
    protected override long Version => _version;

    /// <inheritdoc/>
    protected override long ChangedAt => _changedAt;

    /// <inheritdoc/>
    protected override async ValueTask<bool> RefreshAsync()
    {
        var now = engine();
        var isNew = !ReferenceEquals(now, _engine) || now.Version < _floor;
        var wereOther = ReadSettings(now);
        var today = now.Current.Definition.Calendar.DayOf(_time.GetUtcNow());
        var (leads, version) = _settings is null ? ([], now.Version) : await _leads.ReadAsync(now, _settings, today);
        var names = new ScreenNames(now.Members, _settings?.Audience ?? ScreenAudience.Everyone);
        var soldThrough = Math.Min(version, FreezeGate.Through(now));

        // Sales that were held back are older than what viewers know: after a freeze all is told anew.
        var isFirst = isNew || (_soldThrough < _version && soldThrough == version);
        var sales = await LogFollower.ReadAsync(now, names, isFirst ? Math.Max(0, soldThrough - Backlog) : _soldThrough, soldThrough);
        if (isFirst)
        {
            _news.Clear();
            _leads.Clear();
            (_engine, _floor) = (now, version);
        }

        var changed = Tell(sales, celebrate: !isFirst);
        changed |= Celebrate(_leads.Compare(names, leads, sales, version, _time.GetUtcNow()));
        var isOtherStage = ReadStage(now) || isFirst;
        if (changed || wereOther || isOtherStage)
        {
            _changedAt = version;
        }

        _settingsChangedAt = wereOther || isFirst ? version : _settingsChangedAt;
        _stageChangedAt = isOtherStage ? version : _stageChangedAt;
        (_version, _soldThrough) = (version, soldThrough);
        return isFirst;
    }

    /// <inheritdoc/>
    protected override bool KnowsSince(long version) => version >= _floor;

    /// <inheritdoc/>
    protected override void WriteChanges(Utf8JsonWriter writer, long since) => Write(writer, since, _news.MomentsSince(since, _time.GetUtcNow()));

    /// <inheritdoc/>
    protected override void WriteSnapshot(Utf8JsonWriter writer) => Write(writer, -1, []);

    private bool ReadSettings(ProgramEngine now)
    {
        var stored = now.FindDocument(ScreenEndpoints.DocumentKind, id);
        var revision = ScreenSettings.Revision(now, stored);
        if (revision == _revision && ReferenceEquals(now, _engine))
        {
            return false;
        }

        (_revision, _stored) = (revision, stored);
        _settings = stored?.Body is { } body ? ScreenSettings.Read(body) : null;
        return true;
    }

    private bool ReadStage(ProgramEngine now)
    {
        var stage = StageDocument.Of(now);
        var isOther = stage.Step != _stage.Step;
        _stage = stage;
        return isOther;
    }

    private bool Tell(List<LoggedSale> logged, bool celebrate)
    {
        var changed = false;
        foreach (var entry in logged)
        {
            if (entry.Withdrawn is { } activity)
            {
                _news.Withdraw(entry.Version, activity);
                changed = true;
            }
            else if (entry is { Sale: { } sale, IsToday: true })
            {
                _news.Add(sale);
                changed = true;
                if (celebrate && IsLarge(sale))
                {
                    _news.Add(new ScreenMoment(sale.Version, sale.At, $"sale/{sale.Activity}", sale, null));
                }
            }
        }

        return changed;
    }

    private bool IsLarge(ScreenSale sale)
    {
        if (_settings?.Celebrations.Threshold is not { } threshold)
        {
            return false;
        }

        for (var i = 0; i < _engine!.Current.Definition.Money.Decimals; i++)
        {
            threshold *= 10m;
        }

        return sale.Amount >= threshold;
    }

    private bool Celebrate(List<ScreenMoment> taken)
    {
        var wanted = _settings?.Celebrations.FirstPlace == true ? taken : [];
        wanted.ForEach(_news.Add);
        return wanted.Count > 0;
    }

    private void Write(Utf8JsonWriter writer, long since, IEnumerable<ScreenMoment> moments)
    {
        writer.WriteStartObject();
        ScreenNewsWriter.WriteNow(writer, _time.GetUtcNow());
        if (since < 0)
        {
            ScreenNewsWriter.WriteBundle(writer, bundle);
        }

        if (_settingsChangedAt > since)
        {
            ScreenNewsWriter.WriteSettings(writer, _stored, _revision);
        }

        if (_stageChangedAt > since)
        {
            ScreenNewsWriter.WriteStage(writer, _stage);
        }

        // A rehearsal knows no real names.
        ScreenNewsWriter.WriteSales(writer, _stage.Rehearsal ? [] : _news.SalesSince(since));
        ScreenNewsWriter.WriteMoments(writer, _stage.Rehearsal ? [] : moments);
        ScreenNewsWriter.WriteWithdrawn(writer, _news.WithdrawnSince(since));
        writer.WriteEndObject();
    }
}
