using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>Gathers what the commands of a batch change, and makes one commit of it.</summary>
/// <param name="state">The program's state, with the changes of <paramref name="previous"/>.</param>
/// <param name="at">When the batch is applied.</param>
/// <param name="writer">Writes entries.</param>
/// <param name="ownerCodec">Writes owner states.</param>
/// <param name="previous">The draft that is being stored meanwhile: its receipts and members are not in the store yet.</param>
internal sealed class CommitDraft(
    ProgramState state, DateTimeOffset at, EntryWriter writer, OwnerStateCodec ownerCodec, CommitDraft? previous = null)
{
    private readonly List<StoredEntry> _entries = [];
    private readonly List<(ReceiptKey Key, long Version)> _receipts = [];
    private readonly Dictionary<ReceiptKey, RecordedActivity> _recorded = [];
    private readonly Dictionary<ScoreKey, (ScoreValue Sum, long Reach)> _scores = [];
    private readonly HashSet<OwnerRef> _changedOwners = [];
    private readonly List<OwnerPage> _pages = [];
    private readonly Dictionary<long, ActivityAdjustment> _adjustments = [];
    private readonly List<(string Import, long Version)> _imports = [];
    private readonly Dictionary<OwnerRef, MemberProfile> _members = [];
    private readonly DueDraft _due = new(state.Due);
    private CommitDraft? _previous = previous;

    public ProgramState State => state;

    public DateTimeOffset At => at;

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>How many versions the draft has taken.</summary>
    public int Count => _entries.Count;

    public long NextVersion => state.Head.Version + _entries.Count + 1;

    public DateTimeOffset PostedThrough { get; set; } = state.Head.PostedThrough;

    /// <summary>Profiles set by this draft, each version of them.</summary>
    public List<MemberProfile> Members { get; } = [];

    public List<StoredDefinition> Definitions { get; } = [];

    public List<StoredSeries> Series { get; } = [];

    public List<StoredDocument> Documents { get; } = [];

    public DueDraft Due => _due;

    public IReadOnlyCollection<OwnerRef> ChangedOwners => _changedOwners;

    /// <summary>A member's profile, with what this draft changed.</summary>
    public MemberProfile? FindMember(OwnerRef member) => _members.GetValueOrDefault(member) ?? _previous?.FindMember(member) ?? state.Members.Find(member);

    /// <summary>The activity that this draft, or the one being stored, recorded under a key.</summary>
    public RecordedActivity? FindRecorded(ReceiptKey key) => _recorded.GetValueOrDefault(key) ?? _previous?.FindRecorded(key);

    /// <summary>The draft before this one is stored: what it changed is found in the store and the state from now on.</summary>
    public void PreviousIsStored() => _previous = null;

    /// <summary>Sets a member's profile.</summary>
    public void SetMember(MemberProfile profile)
    {
        _members[profile.Ref] = profile;
        Members.Add(profile);
    }

    /// <summary>An owner's state; it must have been loaded before.</summary>
    public OwnerState Owner(OwnerRef owner) => state.Owners.Find(owner)
        ?? throw new InvalidOperationException($"The state of {owner.Kind} {owner.Id} was not loaded.");

    public void Append(LogEntry entry) => _entries.Add(new StoredEntry(entry.Version, writer.Write(entry)));

    public void AddReceipt(RecordedActivity activity)
    {
        var key = new ReceiptKey(activity.Sent.Source, activity.Sent.ExternalId);
        _receipts.Add((key, activity.Version));
        _recorded[key] = activity;
        if (activity.Import is { } import)
        {
            _imports.Add((import, activity.Version));
        }
    }

    public void AddScore(ScoreKey key, ScoreValue change, long version)
    {
        if (change != default)
        {
            ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(_scores, key, out _);
            total = (total.Sum + change, change.Score != 0 ? version : total.Reach);
        }
    }

    public void Accumulate(AccumulatorKey key, decimal change)
    {
        if (change != 0)
        {
            Owner(key.Owner).Accumulate(key, change);
            _changedOwners.Add(key.Owner);
        }
    }

    /// <summary>A double-entry transfer: what the owner gets, the program or sponsor gives.</summary>
    public void Transfer(OwnerRef from, OwnerRef to, string currency, long available, long pending, long lifetime)
    {
        Owner(to).Post(currency, available, pending, lifetime);
        Owner(from).Post(currency, -available, -pending, -lifetime);
        _changedOwners.Add(to);
        _changedOwners.Add(from);
    }

    /// <summary>Notes that a version concerns a member's statement and history.</summary>
    public void Note(OwnerRef owner, long version)
    {
        _changedOwners.Add(owner);
        if (Owner(owner).Note(version) is { } page)
        {
            _pages.Add(new OwnerPage(owner, page));
        }
    }

    /// <summary>Pages of an owner that this draft filled and that are not in the store yet.</summary>
    public IEnumerable<OwnerPage> PagesOf(OwnerRef owner) => _pages.Where(p => p.Owner == owner);

    public ActivityAdjustment? FindAdjustment(long activity) => _adjustments.GetValueOrDefault(activity);

    public void SetAdjustment(ActivityAdjustment adjustment) => _adjustments[adjustment.Version] = adjustment;

    public Commit Build() => new()
    {
        Program = state.Head.Program,
        ProgramNumber = state.Head.Number,
        ExpectedHead = state.Head.Version,
        Entries = _entries,
        At = at,
        Hash = HashChain.Next(state.Head.Hash, _entries),
        PostedThrough = PostedThrough,
        Receipts = _receipts,
        Members = Members,
        Scores = _scores.Select(s => new ScoreChange(s.Key, s.Value.Sum, s.Value.Reach)).ToList(),
        Owners = PackOwners(),
        OwnerPages = _pages,
        Adjustments = _adjustments.Values.Select(AdjustmentCodec.Write).ToList(),
        Due = _due.Set,
        DueDone = _due.Done,
        Definitions = Definitions,
        Series = Series,
        Documents = Documents,
        Imports = _imports,
    };

    private List<(OwnerRef Owner, byte[] State)> PackOwners()
    {
        var packed = new List<(OwnerRef, byte[])>(_changedOwners.Count);
        foreach (var owner in _changedOwners)
        {
            var stored = ownerCodec.Write(Owner(owner));
            State.Owners.Stored(owner, stored);
            packed.Add((owner, stored));
        }

        return packed;
    }
}

/// <summary>The chain that makes later changes of the log evident.</summary>
internal static class HashChain
{
    private static readonly byte[] Separator = "\n"u8.ToArray();

    /// <summary>SHA-256 of the previous hash and the bodies of a commit, each followed by a line feed.</summary>
    public static byte[] Next(ReadOnlySpan<byte> previous, IReadOnlyList<StoredEntry> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        foreach (var entry in entries)
        {
            hash.AppendData(entry.Body.Span);
            hash.AppendData(Separator);
        }

        return hash.GetHashAndReset();
    }
}
