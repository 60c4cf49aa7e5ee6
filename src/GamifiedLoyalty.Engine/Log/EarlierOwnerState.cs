using System.Text.Json;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Engine.Log;

/// <summary>
/// Reads owner states as they were stored before they were packed: as JSON. Each is packed when it is stored next, so files
/// hold both forms.
/// </summary>
internal static class EarlierOwnerState
{
    public static OwnerState Read(byte[] stored)
    {
        var state = new OwnerState();
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

        foreach (var version in document.RootElement.GetProperty("recent").EnumerateArray())
        {
            state.RestoreVersion(version.GetInt64());
        }

        return state;
    }
}
