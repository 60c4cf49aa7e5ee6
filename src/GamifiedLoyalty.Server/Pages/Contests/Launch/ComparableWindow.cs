using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Server.Pages.Contests.Launch;

/// <summary>
/// The last time that compares with a contest's: whole weeks earlier, so that the same days of the week and hours are in it;
/// a contest that is over compares with itself.
/// </summary>
/// <param name="From">First instant that counts.</param>
/// <param name="Until">First instant that no longer counts.</param>
internal readonly record struct ComparableWindow(DateTimeOffset From, DateTimeOffset Until)
{
    private const int DaysAWeek = 7;

    /// <summary>The last window before now; local times stay what they are across daylight saving.</summary>
    public static ComparableWindow Before(DateTimeOffset now, DateTimeOffset start, DateTimeOffset end, ProgramCalendar calendar)
    {
        var weeks = end <= now ? 0 : (int)Math.Ceiling((end - now).TotalDays / DaysAWeek);
        var moved = Moved(weeks);
        return moved.Until > now ? Moved(weeks + 1) : moved;

        ComparableWindow Moved(int count) => new(Earlier(start, count), Earlier(end, count));

        DateTimeOffset Earlier(DateTimeOffset at, int count) =>
            count == 0 ? at : calendar.Resolve(calendar.ToLocal(at).DateTime.AddDays(-DaysAWeek * count));
    }
}
