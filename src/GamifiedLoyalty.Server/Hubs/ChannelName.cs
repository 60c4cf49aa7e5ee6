using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Server.Api.Screens;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>What kinds of channel there are.</summary>
internal enum ChannelKind
{
    /// <summary>The top of a board.</summary>
    Board,

    /// <summary>An employee's wallet.</summary>
    Employee,

    /// <summary>A partner's wallet.</summary>
    Partner,

    /// <summary>A screen's settings.</summary>
    Screen,

    /// <summary>The latest sales of the program.</summary>
    Sales,

    /// <summary>The standings of a contest.</summary>
    Challenge,

    /// <summary>That a contest changed, for pages that then ask for what they show.</summary>
    ChallengeMoves,

    /// <summary>A contest as a screen shows it.</summary>
    ScreenChallenge,

    /// <summary>The top of a board as a screen's audience may see it.</summary>
    ScreenBoard,
}

/// <summary>A channel's name, taken apart.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">The board's, member's, screen's or contest's id.</param>
/// <param name="Part">For boards, a period such as <c>2026-Q4</c> or a kind such as <c>quarter</c>, which moves with time; null for the default kind.</param>
internal sealed record ChannelName(ChannelKind Kind, string Id, string? Part)
{
    /// <summary>For boards and contests of a screen, the screen's id; else null.</summary>
    public string? Screen { get; init; }

    /// <summary>The name of the channel of the latest sales.</summary>
    public const string SalesName = "sales";

    private const string MovesPart = "moves";
    private const int MaxLength = 160;

    /// <summary>The name of the channel that only tells that a contest changed.</summary>
    public static string MovesOf(string challenge) => $"challenge/{challenge}/{MovesPart}";

    /// <summary>Takes a name apart; null when there are no such channels.</summary>
    public static ChannelName? Parse(string? text)
    {
        if (text is null || text.Length > MaxLength)
        {
            return null;
        }

        var parts = text.Split('/');
        return parts switch
        {
            ["board", { Length: > 0 } id] => new(ChannelKind.Board, id, null),
            ["board", { Length: > 0 } id, { Length: > 0 } period] => new(ChannelKind.Board, id, period),
            ["employee", { Length: > 0 } id] => new(ChannelKind.Employee, id, null),
            ["partner", { Length: > 0 } id] => new(ChannelKind.Partner, id, null),
            ["challenge", { Length: > 0 } id] => new(ChannelKind.Challenge, id, null),
            ["challenge", { Length: > 0 } id, MovesPart] => new(ChannelKind.ChallengeMoves, id, null),
            ["screen", { Length: > 0 } id] => new(ChannelKind.Screen, id, null),
            ["screen", { Length: > 0 } screen, "challenge", { Length: > 0 } id] => new(ChannelKind.ScreenChallenge, id, null) { Screen = screen },
            ["screen", { Length: > 0 } screen, "board", { Length: > 0 } id] => new(ChannelKind.ScreenBoard, id, null) { Screen = screen },
            ["screen", { Length: > 0 } screen, "board", { Length: > 0 } id, { Length: > 0 } period] => new(ChannelKind.ScreenBoard, id, period) { Screen = screen },
            [SalesName] => new(ChannelKind.Sales, "", null),
            _ => null,
        };
    }

    /// <summary>The fixed period or moving kind of a board's channel; both null for the board's default.</summary>
    /// <param name="board">The board.</param>
    /// <param name="period">The fixed period.</param>
    /// <param name="kind">The kind whose current period is shown.</param>
    /// <returns>Why the board has no such channel, or null.</returns>
    public Fault? PeriodOf(BoardDefinition board, out Period? period, out PeriodKind? kind)
    {
        (period, kind) = (null, null);
        if (Part is null)
        {
            return null;
        }

        if (ScreenBoard.KindOf(Part) is not { } named)
        {
            return new Fault("badPeriod", "A period looks like all, 2026, 2026-Q4, 2026-11, 2026-W47 or 2026-11-21.");
        }

        if (!board.Periods.Contains(named))
        {
            return new Fault("periodNotOffered", "The board does not offer this kind of period.");
        }

        if (Period.TryParse(Part, out var parsed))
        {
            period = parsed;
        }
        else
        {
            kind = named;
        }

        return null;
    }
}
