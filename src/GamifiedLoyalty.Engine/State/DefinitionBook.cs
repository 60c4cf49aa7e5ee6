using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Engine.State;

/// <summary>Every version of a program's definition, ready to be applied, and the score series in use.</summary>
internal sealed class DefinitionBook(string program)
{
    private readonly List<(StoredDefinition Stored, EarningEvaluator Rules)> _versions = [];
    private readonly List<StoredSeries> _series = [];

    /// <summary>The definition in force; null before the first one.</summary>
    public ProgramSnapshot? Current { get; private set; }

    /// <summary>The rules in force.</summary>
    public EarningEvaluator Rules => _versions[^1].Rules;

    /// <summary>The stored form of the definition in force; null before the first one.</summary>
    public StoredDefinition? Latest => _versions.Count == 0 ? null : _versions[^1].Stored;

    /// <summary>The series that boards of the definition in force read, each once.</summary>
    public IReadOnlyList<ScoreSeries> ActiveSeries { get; private set; } = [];

    /// <summary>Whether a rule of the definition in force remembers customers.</summary>
    public bool RemembersCustomers { get; private set; }

    /// <summary>Whether a board of the definition in force divides by heads.</summary>
    public bool CountsHeads { get; private set; }

    /// <summary>The sponsors that rules of the definition in force name.</summary>
    public IReadOnlyList<string> Sponsors { get; private set; } = [];

    public static DefinitionBook Load(
        string program, IReadOnlyList<StoredDefinition> definitions, IReadOnlyList<StoredSeries> series)
    {
        var book = new DefinitionBook(program);
        book._series.AddRange(series);
        foreach (var stored in definitions)
        {
            book._versions.Add((stored, new EarningEvaluator(book.Parse(stored))));
        }

        book.Refresh();
        return book;
    }

    /// <summary>The rules of a definition version.</summary>
    public EarningEvaluator RulesOf(int definitionVersion) => _versions[definitionVersion - 1].Rules;

    /// <summary>The stored form of a definition version; null when there is none.</summary>
    public StoredDefinition? StoredOf(int definitionVersion) =>
        definitionVersion >= 1 && definitionVersion <= _versions.Count ? _versions[definitionVersion - 1].Stored : null;

    /// <summary>Every version of a rule.</summary>
    public IEnumerable<EarningRule> EveryVersionOf(string rule) =>
        _versions.Select(v => v.Rules.Definition.Rule(rule)).OfType<EarningRule>();

    /// <summary>What publishing a definition changes about series: those to fill, and those to store.</summary>
    public (IReadOnlyList<ScoreSeries> New, IReadOnlyList<StoredSeries> Stored) PlanSeries(ProgramDefinition definition)
    {
        var wanted = definition.Boards.Select(SeriesKey.Of).ToHashSet(StringComparer.Ordinal);
        var active = _series.Where(s => s.Active).ToDictionary(s => s.Key, StringComparer.Ordinal);
        var next = _series.Count == 0 ? 1 : _series.Max(s => s.Number) + 1;
        var stored = active.Values.Where(s => !wanted.Contains(s.Key)).Select(s => s with { Active = false }).ToList();
        var fresh = new List<ScoreSeries>();
        foreach (var board in definition.Boards.DistinctBy(SeriesKey.Of).Where(b => !active.ContainsKey(SeriesKey.Of(b))))
        {
            fresh.Add(SeriesOf(board, next));
            stored.Add(new StoredSeries(next++, SeriesKey.Of(board), Active: true));
        }

        return (fresh, stored);
    }

    /// <summary>Takes a published definition into force.</summary>
    public void Publish(StoredDefinition stored, IReadOnlyList<StoredSeries> series)
    {
        _versions.Add((stored, new EarningEvaluator(Parse(stored))));
        foreach (var one in series)
        {
            _series.RemoveAll(s => s.Number == one.Number);
            _series.Add(one);
        }

        Refresh();
    }

    /// <summary>Reads a stored document, with its rules' versions.</summary>
    private ProgramDefinition Parse(StoredDefinition stored)
    {
        var reading = DefinitionReader.Read(stored.Document, program);
        return reading.Definition is { } definition
            ? RuleVersioning.Apply(definition, stored.RuleVersions)
            : throw new InvalidDataException(
                $"The stored definition version {stored.DefinitionVersion} is not valid any more: {reading.Faults[0].Detail} ({reading.Faults[0].Pointer})");
    }

    private void Refresh()
    {
        if (_versions.Count == 0)
        {
            return;
        }

        var (stored, rules) = _versions[^1];
        var definition = rules.Definition;
        var numbers = _series.Where(s => s.Active).ToDictionary(s => s.Key, s => s.Number, StringComparer.Ordinal);
        var boards = definition.Boards.Select(b => (b, SeriesOf(b, numbers[SeriesKey.Of(b)]))).ToList();
        ActiveSeries = boards.Select(b => b.Item2).DistinctBy(s => s.Number).ToList();
        RemembersCustomers = definition.Rules.Any(r => r.Formula is Formula.FirstTime { Per: FirstTimeScope.Customer });
        CountsHeads = definition.Boards.Any(b => b.PerHead);
        Sponsors = definition.Rules.Select(r => r.Sponsor).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        Current = new ProgramSnapshot(definition, stored.DefinitionVersion, stored.Document, boards);
    }

    private static ScoreSeries SeriesOf(BoardDefinition board, int number) =>
        new(number, SeriesKey.Of(board), board.RanksPartners, board.Measure, board.Currency, board.Filter, board.RollUp);
}
