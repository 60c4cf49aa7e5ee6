using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Programs;

/// <summary>A validated program definition: what the JSON document of the public contract says, typed.</summary>
public sealed record ProgramDefinition
{
    /// <summary>The program's display name.</summary>
    public required LocalizedText Name { get; init; }

    /// <summary>The program's calendar, from its IANA zone.</summary>
    public required ProgramCalendar Calendar { get; init; }

    /// <summary>The languages offered; the first is the default.</summary>
    public IReadOnlyList<string> Locales { get; init; } = ["en"];

    /// <summary>The program's money and conversion rates.</summary>
    public required MoneyDefinition Money { get; init; }

    /// <summary>Who may see boards.</summary>
    public Visibility Visibility { get; init; } = Visibility.Members;

    /// <summary>What members earn; at least one.</summary>
    public required IReadOnlyList<CurrencyDefinition> Currencies { get; init; }

    /// <summary>Earning rules in evaluation order: higher priority first, then document order.</summary>
    public IReadOnlyList<EarningRule> Rules { get; init; } = [];

    /// <summary>Boards in document order.</summary>
    public IReadOnlyList<BoardDefinition> Boards { get; init; } = [];

    /// <summary>CSV import mappings.</summary>
    public IReadOnlyList<ImportMapping> Imports { get; init; } = [];

    /// <summary>What it asks of its challenges.</summary>
    public ChallengeSettings Challenges { get; init; } = ChallengeSettings.Default;

    /// <summary>Finds a currency by id.</summary>
    public CurrencyDefinition? Currency(string id) => Currencies.FirstOrDefault(c => c.Id == id);

    /// <summary>Finds a board by id.</summary>
    public BoardDefinition? Board(string id) => Boards.FirstOrDefault(b => b.Id == id);

    /// <summary>Finds an import mapping by id.</summary>
    public ImportMapping? Import(string id) => Imports.FirstOrDefault(i => i.Id == id);

    /// <summary>Finds a rule by id.</summary>
    public EarningRule? Rule(string id)
    {
        for (var i = 0; i < Rules.Count; i++)
        {
            if (Rules[i].Id == id)
            {
                return Rules[i];
            }
        }

        return null;
    }
}

/// <summary>Who sees pages and boards.</summary>
public enum Visibility
{
    /// <summary>Whoever has a key, a personal link or a screen link.</summary>
    Members = 0,

    /// <summary>Everyone.</summary>
    Public = 1,
}

/// <summary>The program's money.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Decimals">Fraction digits of its minor unit, 0 to 4.</param>
/// <param name="Rates">Conversion rates.</param>
public sealed record MoneyDefinition(string Currency, int Decimals, IReadOnlyList<MoneyRate> Rates)
{
    /// <summary>Program money for one unit of <paramref name="currency"/> on a local day; null when no rate is in force.</summary>
    public decimal? RateFor(string currency, DateOnly day)
    {
        if (string.Equals(currency, Currency, StringComparison.Ordinal))
        {
            return 1m;
        }

        MoneyRate? best = null;
        foreach (var rate in Rates)
        {
            if (string.Equals(rate.Currency, currency, StringComparison.Ordinal) && rate.From <= day
                && (best is null || rate.From >= best.From))
            {
                best = rate;
            }
        }

        return best?.Rate;
    }
}

/// <summary>A conversion rate in force from a local day until the next one of the same currency.</summary>
/// <param name="Currency">ISO 4217 code of the foreign currency.</param>
/// <param name="From">First local day.</param>
/// <param name="Rate">Program money for one unit, above zero.</param>
public sealed record MoneyRate(string Currency, DateOnly From, decimal Rate);

/// <summary>A currency that members earn.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Display name.</param>
/// <param name="Decimals">0 to 4; balances are integers of 10^-decimals.</param>
public sealed record CurrencyDefinition(string Id, LocalizedText Name, int Decimals);

/// <summary>What a board, threshold or slab sums up. Values are persisted and never change.</summary>
public enum Measure
{
    /// <summary>Awarded points of a currency.</summary>
    Points = 0,

    /// <summary>Amount in the program's money.</summary>
    Amount = 1,

    /// <summary>Quantity of lines.</summary>
    Quantity = 2,

    /// <summary>Number of activities.</summary>
    Count = 3,
}

/// <summary>An earning rule.</summary>
public sealed record EarningRule
{
    /// <summary>Its id, unique in the program for good.</summary>
    public required string Id { get; init; }

    /// <summary>Display name; the id when not given.</summary>
    public LocalizedText? Name { get; init; }

    /// <summary>What statements call it in a language: its name, or its id without one.</summary>
    /// <param name="locale">BCP 47.</param>
    public string NameFor(string locale) => Name?.For(locale) ?? Id;

    /// <summary>How often the rule's content changed, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The activity type it applies to.</summary>
    public required string On { get; init; }

    /// <summary>First instant of validity, if limited.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>First instant after validity, if limited.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Higher goes first.</summary>
    public int Priority { get; init; }

    /// <summary>Of the rules of a group only the first that awards does.</summary>
    public string? ExclusiveGroup { get; init; }

    /// <summary>Which lines count.</summary>
    public Condition When { get; init; } = Condition.Always;

    /// <summary>How many points.</summary>
    public required Formula Formula { get; init; }

    /// <summary>The id of the currency awarded.</summary>
    public required string Currency { get; init; }

    /// <summary>The employee's share in percent, 0 to 100; the partner receives the rest.</summary>
    public int EmployeePercent { get; init; } = 100;

    /// <summary>How the exact result becomes an integer.</summary>
    public Rounding Rounding { get; init; } = Rounding.Down;

    /// <summary>The return window during which an award is pending; null posts at once.</summary>
    public CalendarDuration? PendingFor { get; init; }

    /// <summary>Caps, in the order in which they cut.</summary>
    public IReadOnlyList<Cap> Caps { get; init; } = [];

    /// <summary>The sponsor that funds the awards; null for the program.</summary>
    public string? Sponsor { get; init; }

    /// <summary>Whether an activity of this instant lies in the rule's half-open validity.</summary>
    public bool IsInForce(DateTimeOffset occurredAt) =>
        (From is not { } from || occurredAt >= from) && (Until is not { } until || occurredAt < until);
}

/// <summary>A duration of calendar months and days and exact time, as in ISO 8601 <c>P1M14DT2S</c>.</summary>
/// <param name="Days">Calendar days in the program's zone, added after the months; weeks count seven.</param>
/// <param name="Time">Exact time added after the days.</param>
/// <param name="Months">Calendar months, added first; a month that lacks the day gives its last one. Years count twelve.</param>
public sealed record CalendarDuration(int Days, TimeSpan Time, int Months = 0);

/// <summary>How an exact decimal becomes an integer.</summary>
public enum Rounding
{
    /// <summary>Towards zero.</summary>
    Down = 0,

    /// <summary>To the nearest, half away from zero.</summary>
    HalfUp = 1,

    /// <summary>To the nearest, half to even.</summary>
    HalfEven = 2,

    /// <summary>Away from zero.</summary>
    Up = 3,
}

/// <summary>Whose awards a cap limits together.</summary>
public enum CapScope
{
    /// <summary>Each account owner that the rule awards to.</summary>
    Beneficiary = 0,

    /// <summary>All awards of the rule from activities of one partner.</summary>
    Partner = 1,

    /// <summary>All awards of the rule in the program; first come, first served.</summary>
    Program = 2,

    /// <summary>All awards funded by the rule's sponsor in the currency; first come, first served.</summary>
    Sponsor = 3,
}

/// <summary>A cap on the awards of a rule.</summary>
/// <param name="Scope">Whose awards are limited together.</param>
/// <param name="Period">The calendar unit after which it starts anew.</param>
/// <param name="Max">The most, in the currency's smallest unit, at least 0.</param>
public sealed record Cap(CapScope Scope, PeriodKind Period, long Max)
{
    /// <summary>The name shown in <c>cappedBy</c>, such as <c>beneficiary/month</c>.</summary>
    public string Name => $"{Scope.ToString().ToLowerInvariant()}/{Period.ToString().ToLowerInvariant()}";
}

/// <summary>A ranking.</summary>
public sealed record BoardDefinition
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Display name; the id when not given.</summary>
    public LocalizedText? Name { get; init; }

    /// <summary>Whether partners (else employees) are ranked.</summary>
    public bool RanksPartners { get; init; }

    /// <summary>What is measured.</summary>
    public required Measure Measure { get; init; }

    /// <summary>The currency, for <see cref="Measure.Points"/>.</summary>
    public string? Currency { get; init; }

    /// <summary>Which lines or activities count.</summary>
    public Condition Filter { get; init; } = Condition.Always;

    /// <summary>Whether the sum is divided by the partner's number of employees.</summary>
    public bool PerHead { get; init; }

    /// <summary>The fewest employees a partner needs to be listed, for <see cref="PerHead"/>.</summary>
    public int MinimumHeadcount { get; init; } = 1;

    /// <summary>Whether a partner's row includes its descendants.</summary>
    public bool RollUp { get; init; }

    /// <summary>Whether equal scores share a rank (1-2-2-4) instead of who reached it first standing higher.</summary>
    public bool SharedTies { get; init; }

    /// <summary>The kinds of period offered; the first is the default.</summary>
    public required IReadOnlyList<PeriodKind> Periods { get; init; }
}

/// <summary>How columns of a CSV file become activities.</summary>
public sealed record ImportMapping
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The activity type of its rows.</summary>
    public string Type { get; init; } = "sale";

    /// <summary>The source of its rows.</summary>
    public required string Source { get; init; }

    /// <summary>Whether unknown members are created on the way.</summary>
    public bool CreateMembers { get; init; }

    /// <summary>Target field to template; <c>{column}</c> is replaced by the cell, the rest is literal.</summary>
    public required IReadOnlyDictionary<string, string> Map { get; init; }
}
