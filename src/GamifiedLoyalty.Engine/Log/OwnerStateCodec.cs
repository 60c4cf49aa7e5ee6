using System.Buffers;
using System.Text.Json;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Engine.Log;

/// <summary>The stored form of owner states: compact JSON arrays, in a fixed order.</summary>
internal sealed class OwnerStateCodec
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;

    public OwnerStateCodec() => _json = new Utf8JsonWriter(_buffer, JsonParts.WriterOptions);

    public byte[] Write(OwnerState state)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        WriteAccounts(state);
        WriteAccumulators(state);
        _json.WriteStartArray("recent");
        foreach (var version in state.Recent)
        {
            _json.WriteNumberValue(version);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    public static OwnerState Read(byte[]? stored)
    {
        var state = new OwnerState();
        if (stored is null)
        {
            return state;
        }

        using var document = JsonDocument.Parse(stored);
        foreach (var account in document.RootElement.GetProperty("accounts").EnumerateObject())
        {
            state.Restore(account.Name, new AccountState(
                new Balance(account.Value[0].GetInt64(), account.Value[1].GetInt64()), account.Value[2].GetInt64()));
        }

        foreach (var value in document.RootElement.GetProperty("values").EnumerateArray())
        {
            var period = new Period((PeriodKind)value[2].GetInt32(), DateOnly.FromDayNumber(value[3].GetInt32()));
            state.Restore(value[0].GetString()!, (AccumulatorKind)value[1].GetInt32(), period, value[4].GetDecimal());
        }

        state.Restore(document.RootElement.GetProperty("recent").EnumerateArray().Select(v => v.GetInt64()));
        return state;
    }

    private void WriteAccounts(OwnerState state)
    {
        _json.WriteStartObject("accounts");
        foreach (var (currency, account) in state.Accounts)
        {
            _json.WriteStartArray(currency);
            _json.WriteNumberValue(account.Balance.Available);
            _json.WriteNumberValue(account.Balance.Pending);
            _json.WriteNumberValue(account.Lifetime);
            _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }

    private void WriteAccumulators(OwnerState state)
    {
        _json.WriteStartArray("values");
        foreach (var (key, value) in state.Accumulators)
        {
            _json.WriteStartArray();
            _json.WriteStringValue(key.Rule);
            _json.WriteNumberValue((int)key.Kind);
            _json.WriteNumberValue((int)key.Period.Kind);
            _json.WriteNumberValue(key.Period.Start.DayNumber);
            _json.WriteNumberValue(value);
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
    }
}
