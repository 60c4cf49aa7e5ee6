namespace GamifiedLoyalty.Domain.Text;

/// <summary>What a text says about time.</summary>
public enum TimeKind
{
    /// <summary>Not a time in any accepted form, or a date or time of day that does not exist.</summary>
    Malformed,

    /// <summary>A plain date, <c>2026-11-21</c>.</summary>
    Date,

    /// <summary>A local date and time without offset, <c>2026-11-21T10:15:00</c> or with a space.</summary>
    Local,

    /// <summary>An instant of RFC 3339, <c>2026-11-21T10:15:00+01:00</c>.</summary>
    Instant,
}

/// <summary>A time as read from text.</summary>
/// <param name="Kind">What was read.</param>
/// <param name="Local">For <see cref="TimeKind.Date"/> (midnight) and <see cref="TimeKind.Local"/>, of unspecified kind.</param>
/// <param name="Instant">For <see cref="TimeKind.Instant"/>, in UTC.</param>
public readonly record struct TimeReading(TimeKind Kind, DateTime Local, DateTimeOffset Instant);

/// <summary>Reads dates, local times and instants without allocation. Fractions beyond 100 ns are cut off.</summary>
public static class TimeText
{
    private const int LongestText = 40;

    /// <summary>Reads a text in UTF-8.</summary>
    public static TimeReading Read(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 10 or > LongestText || !TryDate(text, out var date))
        {
            return default;
        }

        if (text.Length == 10)
        {
            return new(TimeKind.Date, date, default);
        }

        var rest = text[11..];
        if (text[10] is not ((byte)'T' or (byte)'t' or (byte)' ') || !TryTimeOfDay(ref rest, out var timeOfDay))
        {
            return default;
        }

        var local = date + timeOfDay;
        return rest.IsEmpty ? new(TimeKind.Local, local, default) : WithOffset(local, rest);
    }

    /// <summary>Reads a text.</summary>
    public static TimeReading Read(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestText)
        {
            return default;
        }

        Span<byte> bytes = stackalloc byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            bytes[i] = text[i] < 128 ? (byte)text[i] : (byte)'?';
        }

        return Read(bytes);
    }

    private static bool TryDate(ReadOnlySpan<byte> text, out DateTime date)
    {
        date = default;
        if (text[4] != '-' || text[7] != '-' || !TryNumber(text[..4], out var year)
            || !TryNumber(text[5..7], out var month) || !TryNumber(text[8..10], out var day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified);
        return true;
    }

    private static bool TryTimeOfDay(ref ReadOnlySpan<byte> text, out TimeSpan time)
    {
        time = default;
        if (text.Length < 8 || text[2] != ':' || text[5] != ':' || !TryNumber(text[..2], out var hour)
            || !TryNumber(text[3..5], out var minute) || !TryNumber(text[6..8], out var second)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new TimeSpan(hour, minute, second);
        text = text[8..];
        return text.IsEmpty || text[0] != '.' || TryFraction(ref text, ref time);
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> text, ref TimeSpan time)
    {
        var digits = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? text.Length - 1 : digits;
        if (digits is < 1 or > 9)
        {
            return false;
        }

        long ticks = 0;
        for (var i = 0; i < 7; i++)
        {
            ticks = (ticks * 10) + (i < digits ? text[1 + i] - '0' : 0);
        }

        time += TimeSpan.FromTicks(ticks);
        text = text[(1 + digits)..];
        return true;
    }

    private static TimeReading WithOffset(DateTime local, ReadOnlySpan<byte> text)
    {
        if (!TryOffset(text, out var minutes))
        {
            return default;
        }

        var ticks = local.Ticks - (minutes * TimeSpan.TicksPerMinute);
        return ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks
            ? default
            : new(TimeKind.Instant, default, new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
        {
            return text[0] is (byte)'Z' or (byte)'z';
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !TryNumber(text[1..3], out var hour) || !TryNumber(text[4..6], out var minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        minutes = ((hour * 60) + minute) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return true;
    }
}
