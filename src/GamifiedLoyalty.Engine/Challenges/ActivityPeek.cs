using System.Text.Json;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>
/// Looks into entries without reading them whole. Sales of any time may be recorded at any time, and corrected at any later
/// one, so that a window of the past has to be looked for up to the head of the log; most of what is there is of other times.
/// </summary>
internal static class ActivityPeek
{
    /// <summary>Whether an entry records an activity that occurred outside <c>[from, until)</c>.</summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static bool IsOutside(StoredEntry entry, DateTimeOffset from, DateTimeOffset until)
    {
        var reader = new Utf8JsonReader(entry.Body.Span);
        reader.Read();
        var isActivity = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("do"u8))
            {
                reader.Read();
                isActivity = reader.ValueTextEquals("recordActivity"u8);
                if (!isActivity)
                {
                    return false;
                }
            }
            else if (isActivity && reader.ValueTextEquals("occurredAt"u8))
            {
                reader.Read();
                var at = reader.GetDateTimeOffset();
                return at < from || at >= until;
            }
            else
            {
                reader.Skip();
            }
        }

        return false;
    }
}
