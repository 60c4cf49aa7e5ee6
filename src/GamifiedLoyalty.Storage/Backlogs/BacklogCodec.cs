using System.Buffers;
using System.Text;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Log;

namespace GamifiedLoyalty.Storage.Backlogs;

/// <summary>The state of an owner of a program.</summary>
internal readonly record struct OwnerKey(int Program, OwnerRef Owner);

/// <summary>A score of a program.</summary>
internal readonly record struct ProgramScoreKey(int Program, ScoreKey Key) : IComparable<ProgramScoreKey>
{
    /// <summary>The order of the table of scores, so that neighbours are written together.</summary>
    public int CompareTo(ProgramScoreKey other)
    {
        var (mine, theirs) = (Key, other.Key);
        var order = Program.CompareTo(other.Program);
        order = order != 0 ? order : mine.Series.CompareTo(theirs.Series);
        order = order != 0 ? order : mine.Day.CompareTo(theirs.Day);
        return order != 0 ? order : string.CompareOrdinal(mine.Subject, theirs.Subject);
    }
}

/// <summary>Writes and reads the rows of the backlog. Only this binary's own file holds them, and never for long.</summary>
internal sealed class BacklogCodec
{
    private readonly ArrayBufferWriter<byte> _buffer = new(16_384);

    /// <summary>The score changes of a commit; valid until the next call.</summary>
    public ReadOnlySpan<byte> WriteScores(int program, IReadOnlyList<ScoreChange> scores)
    {
        _buffer.ResetWrittenCount();
        Packed.Write(_buffer, program);
        foreach (var (key, change, version) in scores)
        {
            Packed.Write(_buffer, key.Series);
            Packed.Write(_buffer, key.Day.DayNumber);
            Packed.WriteText(_buffer, key.Subject);
            Packed.WriteSigned(_buffer, change.Score);
            Packed.WriteSigned(_buffer, change.Provisional);
            Packed.WriteSigned(_buffer, change.Count);
            Packed.Write(_buffer, version);
        }

        return _buffer.WrittenSpan;
    }

    /// <summary>The owner states of a commit; valid until the next call.</summary>
    public ReadOnlySpan<byte> WriteOwners(int program, IReadOnlyList<(OwnerRef Owner, byte[] State)> owners)
    {
        _buffer.ResetWrittenCount();
        Packed.Write(_buffer, program);
        foreach (var (owner, state) in owners)
        {
            Packed.Write(_buffer, (int)owner.Kind);
            Packed.WriteText(_buffer, owner.Id);
            Packed.Write(_buffer, state.Length);
            _buffer.Write(state);
        }

        return _buffer.WrittenSpan;
    }

    public static void ReadScores(ReadOnlySpan<byte> bytes, Action<ProgramScoreKey, StoredScore> visit)
    {
        var program = (int)Packed.Read(ref bytes);
        while (!bytes.IsEmpty)
        {
            var series = (int)Packed.Read(ref bytes);
            var day = DateOnly.FromDayNumber((int)Packed.Read(ref bytes));
            var subject = Encoding.UTF8.GetString(Packed.ReadText(ref bytes));
            var value = new ScoreValue(Packed.ReadSigned(ref bytes), Packed.ReadSigned(ref bytes), Packed.ReadSigned(ref bytes));
            visit(new ProgramScoreKey(program, new ScoreKey(series, subject, day)), new StoredScore(value, Packed.Read(ref bytes)));
        }
    }

    public static void ReadOwners(ReadOnlySpan<byte> bytes, Action<OwnerKey, byte[]> visit)
    {
        var program = (int)Packed.Read(ref bytes);
        while (!bytes.IsEmpty)
        {
            var kind = (OwnerKind)Packed.Read(ref bytes);
            var id = Encoding.UTF8.GetString(Packed.ReadText(ref bytes));
            var length = (int)Packed.Read(ref bytes);
            visit(new OwnerKey(program, new OwnerRef(kind, id)), bytes[..length].ToArray());
            bytes = bytes[length..];
        }
    }
}
