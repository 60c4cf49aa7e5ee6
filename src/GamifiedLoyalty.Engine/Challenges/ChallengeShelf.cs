using System.Collections.Concurrent;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>The challenges of a program as of the last commit. Changed by the engine's loop only, read by everyone.</summary>
internal sealed class ChallengeShelf(DefinitionBook definitions)
{
    private readonly ConcurrentDictionary<string, ChallengeCase> _cases = new(StringComparer.Ordinal);
    private volatile FrozenView? _frozen;
    private bool _isChanged;

    /// <summary>When a challenge next opens, closes or settles by the clock; null when none does.</summary>
    public DateTimeOffset? NextDue { get; private set; }

    /// <summary>What viewers may see while a challenge is frozen; null while none is.</summary>
    public FrozenView? Frozen => _frozen;

    /// <summary>All challenges, in no order.</summary>
    public IEnumerable<ChallengeCase> All => _cases.Select(c => c.Value).Where(c => c.Record is not null);

    /// <summary>A challenge; null when there is none.</summary>
    public ChallengeCase? Find(string id) => _cases.GetValueOrDefault(id) is { Record: not null } found ? found : null;

    /// <summary>Takes over a document, if it is one of a challenge.</summary>
    public void Set(StoredDocument document)
    {
        if (ChallengeDocuments.ChallengeOf(document.Kind, document.Id) is { } challenge)
        {
            _cases.GetOrAdd(challenge, static _ => new ChallengeCase()).Set(document);
            _isChanged = true;
        }
    }

    /// <summary>The documents of a commit, or of all there are, are set.</summary>
    public void EndCommit()
    {
        if (_isChanged)
        {
            Refresh();
        }
    }

    /// <summary>Works out anew what follows from the challenges and the program's calendar.</summary>
    public void Refresh()
    {
        _isChanged = false;
        var calendar = Calendar;
        NextDue = All.Min(c => ChallengeLife.NextDue(c.Record!, calendar)?.At);
        _frozen = FrozenView.Of(All, calendar);
    }

    /// <summary>The challenges that have something to do by the clock at an instant, the earliest first.</summary>
    public IReadOnlyList<string> DueAt(DateTimeOffset now)
    {
        var calendar = Calendar;
        return All.Select(c => (c.Record!.Id, ChallengeLife.NextDue(c.Record, calendar)?.At))
            .Where(c => c.At <= now)
            .OrderBy(c => c.At).ThenBy(c => c.Id, StringComparer.Ordinal)
            .Select(c => c.Id)
            .ToList();
    }

    private ProgramCalendar Calendar => definitions.Rules.Definition.Calendar;
}
