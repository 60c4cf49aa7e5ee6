using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Server.Demo;

/// <summary>When shops sell: by hour of the day and day of the week, in the program's zone.</summary>
internal static class DemoRhythm
{
    private static readonly int[] ByHour =
        [1, 1, 1, 1, 1, 1, 2, 4, 8, 14, 20, 22, 16, 12, 15, 19, 24, 26, 20, 10, 5, 3, 2, 1];

    private static readonly int[] ByWeekday = [60, 90, 80, 90, 100, 120, 170];

    /// <summary>How busy shops are at an instant, in percent of an ordinary hour; between 60 and 140.</summary>
    public static int BusyPercent(ProgramCalendar calendar, DateTimeOffset at) =>
        60 + (80 * ByHour[calendar.ToLocal(at).Hour] / ByHour.Max());

    /// <summary>Instants of the activities of a day, ascending, none at or after <paramref name="until"/>.</summary>
    /// <param name="calendar">The program's calendar.</param>
    /// <param name="day">The local day.</param>
    /// <param name="ordinary">How many there are on an ordinary day.</param>
    /// <param name="until">Where the past ends.</param>
    /// <param name="random">What decides.</param>
    public static IReadOnlyList<DateTimeOffset> Day(
        ProgramCalendar calendar, DateOnly day, int ordinary, DateTimeOffset until, Random random)
    {
        var count = ordinary * ByWeekday[(int)day.DayOfWeek] / 100;
        var hours = ByHour.SelectMany((weight, hour) => Enumerable.Repeat(hour, weight)).ToArray();
        return Enumerable.Range(0, count)
            .Select(_ => calendar.Resolve(day.ToDateTime(new TimeOnly(hours[random.Next(hours.Length)], random.Next(60), random.Next(60)))))
            .Where(at => at < until)
            .Order()
            .ToArray();
    }
}
