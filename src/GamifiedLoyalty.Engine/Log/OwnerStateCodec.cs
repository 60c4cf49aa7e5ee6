using System.Buffers;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Text;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Engine.Log;

/// <summary>
/// The stored form of owner states, packed: every sale writes some of them, and most of a large program's are read back
/// before they change. A format number, then accounts, running values, and the newest versions as differences, each with
/// their count before them.
/// </summary>
internal sealed class OwnerStateCodec
{
    private const byte Format = 1;
    private static readonly RepeatedTexts Names = new();
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    public byte[] Write(OwnerState state)
    {
        _buffer.ResetWrittenCount();
        _buffer.Write([Format]);
        WriteAccounts(state);
        WriteAccumulators(state);
        Packed.Write(_buffer, state.Recent.Count);
        var previous = 0L;
        foreach (var version in state.Recent)
        {
            Packed.Write(_buffer, version - previous);
            previous = version;
        }

        return _buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not of this format.</exception>
    public static OwnerState Read(byte[]? stored)
    {
        return stored switch
        {
            null => new OwnerState(),
            [Format, ..] => ReadPacked(stored),
            [(byte)'{', ..] => EarlierOwnerState.Read(stored),
            _ => throw new InvalidDataException("An owner's stored state is not of a format that this program knows."),
        };
    }

    private static OwnerState ReadPacked(byte[] stored)
    {
        var state = new OwnerState();
        ReadOnlySpan<byte> bytes = stored.AsSpan(1);
        ReadAccounts(state, ref bytes);
        ReadAccumulators(state, ref bytes);
        var version = 0L;
        for (var left = Packed.Read(ref bytes); left > 0; left--)
        {
            version += Packed.Read(ref bytes);
            state.RestoreVersion(version);
        }

        return state;
    }

    private void WriteAccounts(OwnerState state)
    {
        Packed.Write(_buffer, state.Accounts.Count);
        foreach (var (currency, account) in state.Accounts)
        {
            Packed.WriteText(_buffer, currency);
            Packed.WriteSigned(_buffer, account.Balance.Available);
            Packed.WriteSigned(_buffer, account.Balance.Pending);
            Packed.WriteSigned(_buffer, account.Lifetime);
        }
    }

    private void WriteAccumulators(OwnerState state)
    {
        Packed.Write(_buffer, state.Accumulators.Count);
        foreach (var (key, value) in state.Accumulators)
        {
            Packed.WriteText(_buffer, key.Rule);
            Packed.Write(_buffer, (int)key.Kind);
            Packed.Write(_buffer, (int)key.Period.Kind);
            Packed.Write(_buffer, key.Period.Start.DayNumber);
            Packed.WriteDecimal(_buffer, value);
        }
    }

    private static void ReadAccounts(OwnerState state, ref ReadOnlySpan<byte> bytes)
    {
        for (var left = Packed.Read(ref bytes); left > 0; left--)
        {
            var currency = Names.Get(Packed.ReadText(ref bytes));
            var balance = new Balance(Packed.ReadSigned(ref bytes), Packed.ReadSigned(ref bytes));
            state.Restore(currency, new AccountState(balance, Packed.ReadSigned(ref bytes)));
        }
    }

    private static void ReadAccumulators(OwnerState state, ref ReadOnlySpan<byte> bytes)
    {
        for (var left = Packed.Read(ref bytes); left > 0; left--)
        {
            var rule = Names.Get(Packed.ReadText(ref bytes));
            var kind = (AccumulatorKind)Packed.Read(ref bytes);
            var periodKind = (PeriodKind)Packed.Read(ref bytes);
            var period = new Period(periodKind, DateOnly.FromDayNumber((int)Packed.Read(ref bytes)));
            state.Restore(rule, kind, period, Packed.ReadDecimal(ref bytes));
        }
    }
}
