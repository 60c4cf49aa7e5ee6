using System.Collections.Concurrent;
using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>Everything that is stored of one challenge, beside the log. Changed by the engine's loop only, read by everyone.</summary>
internal sealed class ChallengeCase
{
    private readonly ConcurrentDictionary<string, Participant> _participants = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, Duel> _duels = new();
    private readonly ConcurrentDictionary<string, StoredDocument> _pins = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BoardPin> _boards = new(StringComparer.Ordinal);
    private volatile ChallengeRecord? _record;
    private volatile StoredSettlement? _settlement;
    private volatile ChallengeStandings? _frozen;
    private int _revision;

    /// <summary>Nothing is stored of it yet.</summary>
    public ChallengeCase()
    {
    }

    /// <summary>A challenge that is not stored at all, without participants.</summary>
    public ChallengeCase(ChallengeRecord record) => _record = record;

    /// <summary>The record; null until it is set.</summary>
    public ChallengeRecord? Record => _record;

    /// <summary>Counts the changes of what standings are computed from.</summary>
    public int Revision => Volatile.Read(ref _revision);

    /// <summary>Standings and prizes, once it is settled.</summary>
    public StoredSettlement? Settlement => _settlement;

    /// <summary>What viewers see while it is frozen.</summary>
    public ChallengeStandings? Frozen => _frozen;

    /// <summary>Everybody who joined, by when they did.</summary>
    public IReadOnlyList<Participant> Participants =>
        [.. _participants.Values.OrderBy(p => p.JoinedAt).ThenBy(p => p.Subject, StringComparer.Ordinal)];

    /// <summary>How many joined.</summary>
    public int Joined => _participants.Count;

    /// <summary>Every duel, by number.</summary>
    public IReadOnlyList<Duel> Duels => [.. _duels.Values.OrderBy(d => d.Number)];

    /// <summary>The ids of documents that a freeze pinned.</summary>
    public IEnumerable<string> Pins => _pins.Keys;

    public Participant? FindParticipant(string subject) => _participants.GetValueOrDefault(subject);

    public Duel? FindDuel(int number) => _duels.GetValueOrDefault(number);

    /// <summary>A board as it was pinned; null when it was not.</summary>
    public BoardPin? FindPin(string board, string period)
    {
        var id = ChallengeDocuments.PinId(Record!.Id, board, period);
        return _pins.TryGetValue(id, out var stored) ? _boards.GetOrAdd(id, static (_, body) => BoardPin.Read(body), stored.Body!) : null;
    }

    /// <summary>Takes over a document of the challenge.</summary>
    public void Set(StoredDocument document)
    {
        switch (document.Kind)
        {
            case ChallengeDocuments.Challenge:
                _record = document.Body is { } body ? ChallengeRecordCodec.Read(body) : null;
                break;
            case ChallengeDocuments.Participant:
                SetParticipant(document);
                break;
            case ChallengeDocuments.Duel:
                SetDuel(document);
                break;
            case ChallengeDocuments.Settlement:
                _settlement = document.Body is { } settled ? SettlementCodec.Read(settled) : null;
                break;
            default:
                SetPin(document);
                break;
        }

        Interlocked.Increment(ref _revision);
    }

    private void SetParticipant(StoredDocument document)
    {
        if (document.Body is { } body)
        {
            var participant = ChallengeRecordCodec.ReadParticipant(body);
            _participants[participant.Subject] = participant;
        }
        else
        {
            _participants.TryRemove(document.Id[(document.Id.IndexOf('/', StringComparison.Ordinal) + 1)..], out _);
        }
    }

    private void SetDuel(StoredDocument document)
    {
        var number = ChallengeDocuments.NumberIn(document.Id);
        if (document.Body is { } body)
        {
            _duels[number] = ChallengeRecordCodec.ReadDuel(body);
        }
        else
        {
            _duels.TryRemove(number, out _);
        }
    }

    private void SetPin(StoredDocument document)
    {
        _boards.TryRemove(document.Id, out _);
        if (!document.Id.Contains('/', StringComparison.Ordinal))
        {
            _frozen = document.Body is { } body ? ReadFrozen(body) : null;
        }

        if (document.Body is null)
        {
            _pins.TryRemove(document.Id, out _);
        }
        else
        {
            _pins[document.Id] = document;
        }
    }

    private static ChallengeStandings ReadFrozen(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return StandingsCodec.Read(json.RootElement);
    }
}
