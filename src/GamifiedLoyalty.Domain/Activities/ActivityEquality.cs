using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Activities;

/// <summary>
/// What defaults meant for an activity when it was recorded, so that a retry that spells a default out, or leaves it out,
/// still has the same content.
/// </summary>
/// <param name="Partner">The partner it counted for.</param>
/// <param name="Currency">The currency of its amounts.</param>
/// <param name="OccurredAt">When it happened, in UTC.</param>
public readonly record struct RecordedDefaults(string? Partner, string Currency, DateTimeOffset OccurredAt);

/// <summary>Decides whether a retry has the same content as what was recorded under its external id.</summary>
public static class ActivityEquality
{
    /// <summary>
    /// Whether two activities of one source and external id say the same after parsing. An absent partner or currency
    /// equals the default it stood for on the other side; an absent <c>occurredAt</c> equals only an absent one; a plain
    /// date or local time equals the instant it means in the program's zone.
    /// </summary>
    /// <param name="stored">What was recorded.</param>
    /// <param name="meant">What its defaults meant then.</param>
    /// <param name="retry">What is sent again.</param>
    /// <param name="ownPartner">The employee's own partner now, which an absent partner means; null for none.</param>
    /// <param name="programCurrency">The program's money, which an absent currency means.</param>
    /// <param name="calendar">The program's zone.</param>
    public static bool SameContent(
        Activity stored,
        RecordedDefaults meant,
        Activity retry,
        string? ownPartner,
        string programCurrency,
        ProgramCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(retry);
        return stored.Type == retry.Type
            && stored.Employee == retry.Employee
            && SamePartner(stored, meant.Partner, retry, ownPartner)
            && SameCurrency(stored, meant.Currency, retry, programCurrency)
            && SameTime(stored, meant.OccurredAt, retry, calendar)
            && stored.Customer == retry.Customer
            && SameLines(stored.Lines, retry.Lines)
            && stored.Attributes.Equals(retry.Attributes);
    }

    // A retry that leaves the partner out, like the first time, means the partner of then, even if the employee has
    // moved since.
    private static bool SamePartner(Activity stored, string? meant, Activity retry, string? ownPartner) =>
        (stored.Partner is null && retry.Partner is null)
        || (stored.Partner ?? meant) == (retry.Partner ?? ownPartner);

    private static bool SameCurrency(Activity stored, string meant, Activity retry, string programCurrency) =>
        (stored.Currency ?? meant) == (retry.Currency ?? programCurrency);

    private static bool SameTime(Activity stored, DateTimeOffset meant, Activity retry, ProgramCalendar calendar)
    {
        var storedAbsent = stored.OccurredAt is null && stored.OccurredLocal is null;
        var retryAbsent = retry.OccurredAt is null && retry.OccurredLocal is null;
        if (storedAbsent || retryAbsent)
        {
            return storedAbsent == retryAbsent;
        }

        return stored.OccurredLocal == retry.OccurredLocal && retry.OccurredLocal is not null
            || meant.UtcTicks == (retry.OccurredAt ?? calendar.Resolve(retry.OccurredLocal!.Value)).UtcTicks;
    }

    // Whether a single line was implied or sent makes no difference to its content.
    private static bool SameLines(IReadOnlyList<ActivityLine> a, IReadOnlyList<ActivityLine> b)
    {
        if (a.Count != b.Count)
        {
            return false;
        }

        for (var i = 0; i < a.Count; i++)
        {
            if (a[i] != b[i])
            {
                return false;
            }
        }

        return true;
    }
}
