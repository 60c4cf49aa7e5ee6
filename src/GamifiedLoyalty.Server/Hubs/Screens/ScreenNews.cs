namespace GamifiedLoyalty.Server.Hubs.Screens;

/// <summary>A sale as a screen tells it.</summary>
/// <param name="Version">The version that recorded it.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Activity">Its id.</param>
/// <param name="Name">Who sold: the employee, or the partner where there is none.</param>
/// <param name="Company">The employee's company; null when there is none or it is <paramref name="Name"/>.</param>
/// <param name="Amount">Minor units of the program's money.</param>
internal sealed record ScreenSale(long Version, DateTimeOffset At, string Activity, string Name, string? Company, long Amount);

/// <summary>Something to celebrate.</summary>
/// <param name="Version">The version at which it was noticed.</param>
/// <param name="At">When it happened.</param>
/// <param name="Id">The same for the same event, however often it is told.</param>
/// <param name="Sale">The sale that is celebrated, or by which the first place was taken.</param>
/// <param name="Lead">The first place that was taken; null when the sale itself is celebrated.</param>
internal sealed record ScreenMoment(long Version, DateTimeOffset At, string Id, ScreenSale Sale, ScreenLead? Lead);

/// <summary>A first place.</summary>
/// <param name="Board">The board.</param>
/// <param name="Period">The period.</param>
/// <param name="Name">Who stands there.</param>
/// <param name="Company">The company of an employee.</param>
/// <param name="Score">With this score.</param>
internal sealed record ScreenLead(string Board, string Period, string Name, string? Company, long Score);

/// <summary>
/// The latest sales, what there was to celebrate, and which sales were taken back, as far as a viewer who was away for a
/// moment can still need them.
/// </summary>
internal sealed class ScreenNews
{
    /// <summary>How many sales a screen tells at once.</summary>
    public const int MaxSales = 8;

    private const int MaxMoments = 16;
    private const int MaxWithdrawn = 64;

    /// <summary>Nothing older than this is celebrated.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly List<ScreenSale> _sales = [];
    private readonly List<ScreenMoment> _moments = [];
    private readonly List<(long Version, string Activity)> _withdrawn = [];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _sales.Clear();
        _moments.Clear();
        _withdrawn.Clear();
    }

    /// <summary>Adds a sale, newer than all before.</summary>
    public void Add(ScreenSale sale) => Append(_sales, sale, MaxSales);

    /// <summary>Adds something to celebrate.</summary>
    public void Add(ScreenMoment moment) => Append(_moments, moment, MaxMoments);

    /// <summary>A sale was taken back, wholly or in part: it is told and celebrated no longer.</summary>
    public void Withdraw(long version, string activity)
    {
        _sales.RemoveAll(s => s.Activity == activity);
        _moments.RemoveAll(m => m.Sale.Activity == activity);
        Append(_withdrawn, (version, activity), MaxWithdrawn);
    }

    /// <summary>The latest sales after a version, oldest first.</summary>
    public IEnumerable<ScreenSale> SalesSince(long version) => _sales.Where(s => s.Version > version);

    /// <summary>What to celebrate after a version that is fresh at an instant.</summary>
    public IEnumerable<ScreenMoment> MomentsSince(long version, DateTimeOffset now) =>
        _moments.Where(m => m.Version > version && now - m.At <= Fresh);

    /// <summary>The sales taken back after a version.</summary>
    public IEnumerable<string> WithdrawnSince(long version) => _withdrawn.Where(w => w.Version > version).Select(w => w.Activity);

    private static void Append<T>(List<T> list, T item, int most)
    {
        list.Add(item);
        if (list.Count > most)
        {
            list.RemoveAt(0);
        }
    }
}
