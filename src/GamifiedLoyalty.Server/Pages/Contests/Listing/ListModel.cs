using GamifiedLoyalty.Server.Pages.Rendering;

namespace GamifiedLoyalty.Server.Pages.Contests.Listing;

/// <summary>What the page of all contests shows.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="IsManager">Whether a manager looks.</param>
/// <param name="NewUrl">Where a contest is launched; whoever is no manager yet is asked for a key there.</param>
/// <param name="Groups">The contests, in groups that are not empty.</param>
/// <param name="Month">The calendar of a month.</param>
/// <param name="CalendarUrl">The contests as iCalendar.</param>
public sealed record ListModel(
    PageFrame Frame, bool IsManager, string NewUrl, IReadOnlyList<ListGroup> Groups, MonthView Month, string CalendarUrl)
{
    /// <summary>Where drafts are compared; null while there are fewer than two.</summary>
    public string? CompareUrl { get; init; }
}

/// <summary>Contests that are in the same part of their life.</summary>
/// <param name="Id">Names it in the page.</param>
/// <param name="Title">What they are called.</param>
/// <param name="Items">The contests.</param>
public sealed record ListGroup(string Id, string Title, IReadOnlyList<ListItem> Items);

/// <summary>A contest.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its page.</param>
/// <param name="Status">The word of its status.</param>
/// <param name="StatusText">What its status is called.</param>
/// <param name="Format">How the winner is found.</param>
/// <param name="Window">From when until when.</param>
public sealed record ListItem(string Name, string Url, string Status, string StatusText, string Format, string Window)
{
    /// <summary>What it is about.</summary>
    public string? Description { get; init; }

    /// <summary>What comes next, with the time left.</summary>
    public string? Next { get; init; }

    /// <summary>What the first prize is.</summary>
    public string? Prize { get; init; }

    /// <summary>Where it is conducted; null for who is no manager.</summary>
    public string? ManageUrl { get; init; }
}

/// <summary>A month.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Before">The month before: words and address.</param>
/// <param name="After">The month after: words and address.</param>
/// <param name="Weekdays">The names of the days, short, from Monday.</param>
/// <param name="Weeks">Its weeks.</param>
/// <param name="Rows">Its contests, for who reads by ear.</param>
public sealed record MonthView(
    string Title, (string Text, string Url) Before, (string Text, string Url) After, IReadOnlyList<string> Weekdays, IReadOnlyList<MonthWeek> Weeks,
    IReadOnlyList<ListItem> Rows);

/// <summary>A week of a month.</summary>
/// <param name="Days">Its seven days.</param>
/// <param name="Bars">The contests that take place in it.</param>
public sealed record MonthWeek(IReadOnlyList<MonthDay> Days, IReadOnlyList<MonthBar> Bars);

/// <summary>A day.</summary>
/// <param name="Number">In its month.</param>
/// <param name="IsInMonth">Whether it belongs to the month shown.</param>
/// <param name="IsToday">Whether it is today.</param>
public sealed record MonthDay(int Number, bool IsInMonth, bool IsToday);

/// <summary>The part of a contest that lies in a week.</summary>
/// <param name="Name">The contest's name.</param>
/// <param name="Url">Its page.</param>
/// <param name="Status">The word of its status.</param>
/// <param name="From">The first day, 1 to 7.</param>
/// <param name="Days">How many days, 1 to 7.</param>
/// <param name="Begins">Whether it begins in this week.</param>
/// <param name="Ends">Whether it ends in this week.</param>
public sealed record MonthBar(string Name, string Url, string Status, int From, int Days, bool Begins, bool Ends);
