using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Security;
using GamifiedLoyalty.Server.Viewing;

namespace GamifiedLoyalty.Server.Api.Boards;

/// <summary>Reading boards.</summary>
internal static class BoardEndpoints
{
    private const int DefaultSpan = 5;
    private const int MaxSpan = 100;

    /// <summary>Adds the endpoints to the group of a program.</summary>
    public static void MapBoards(this RouteGroupBuilder programs)
    {
        programs.MapGet("/boards", List).Needs(Access.Boards).Describe<BoardList>("listBoards", "The boards of the program.");
        programs.MapGet("/boards/{board}", ReadAsync).Needs(Access.Boards)
            .Describe<BoardAnswer>("readBoard", "Rows of a board; `rebuilding` only while they are of an older version, or missing, because it is being rebuilt, `frozen` while they stand still because a contest is frozen.").Takes("period", "limit", "cursor");
        programs.MapGet("/boards/{board}/around/{subject}", AroundAsync).Needs(Access.Boards)
            .Describe<AroundAnswer>("readAround", "A subject's row with its neighbours; no rows at all only while `rebuilding`, or `frozen` and below the first 1,000.").Takes("period", "span");
        programs.MapGet("/boards/{board}/history", HistoryAsync).Needs(Access.Boards)
            .Describe<HistoryAnswer>("readHistory", "A subject's rank and score at the end of each local day of the period, as now corrected; while `frozen`, of the days before.")
            .Takes("subject", "period");
    }

    private static IResult List(HttpContext http)
    {
        var engine = http.Engine();
        var version = engine.Version;
        var language = Languages.Choose(http.Request, engine.Current.Definition.Locales);
        return JsonAnswer.Ok(writer => BoardWriter.WriteList(writer, version, engine.Current.Definition.Boards, language));
    }

    private static async Task<IResult> ReadAsync(HttpContext http, string board, BoardReads reads, TimeProvider time)
    {
        if (!TryQuery(http, board, time, out var target, out var problem)
            || !Query.TryLimit(http.Request, out var limit, out problem)
            || !Query.TryOffset(http.Request, out var offset, out problem))
        {
            return problem;
        }

        var page = await reads.For(http).ReadAsync(target.Query, offset, limit, http.RequestAborted);
        return page is null ? UnknownBoard() : JsonAnswer.Ok(writer => BoardWriter.WritePage(writer, target, page, offset));
    }

    private static async Task<IResult> AroundAsync(HttpContext http, string board, string subject, BoardReads reads, TimeProvider time)
    {
        if (!TryQuery(http, board, time, out var target, out var problem)
            || !Query.TryNumber(http.Request, "span", DefaultSpan, 0, MaxSpan, "badSpan", out var span, out problem))
        {
            return problem;
        }

        var around = await reads.For(http).AroundAsync(target.Query, subject, span, http.RequestAborted);
        return around is null ? NotListed() : JsonAnswer.Ok(writer => BoardWriter.WriteAround(writer, target, around));
    }

    private static async Task<IResult> HistoryAsync(HttpContext http, string board, BoardReads reads, TimeProvider time)
    {
        if (!TryQuery(http, board, time, out var target, out var problem))
        {
            return problem;
        }

        if (http.Request.Query["subject"] is not [{ Length: > 0 } subject])
        {
            return Problems.Result(400, "badSubject", "subject names one employee or partner.");
        }

        var history = await reads.For(http).HistoryAsync(target.Query, subject, http.RequestAborted);
        return history is null ? NotListed() : JsonAnswer.Ok(writer => BoardWriter.WriteHistory(writer, target, subject, history));
    }

    private static bool TryQuery(HttpContext http, string boardId, TimeProvider time, out BoardTarget target, out IResult problem)
    {
        target = default;
        var engine = http.Engine();
        var definition = engine.Current.Definition;
        if (definition.Board(boardId) is not { } board)
        {
            problem = UnknownBoard();
            return false;
        }

        var now = definition.Calendar.ToLocal(time.GetUtcNow());
        var today = DateOnly.FromDateTime(now.DateTime);
        if (!TryPeriod(http.Request, board, today, out var period, out problem))
        {
            return false;
        }

        var kind = board.RanksPartners ? OwnerKind.Partner : OwnerKind.Employee;
        target = new(new BoardQuery(engine.Program, board.Id, period, today), now, kind, engine.Members);
        return true;
    }

    private static bool TryPeriod(HttpRequest request, BoardDefinition board, DateOnly today, out Period period, out IResult problem)
    {
        problem = Results.Empty;
        period = Period.Of(board.Periods[0], today);
        if (request.Query["period"] is not { Count: > 0 } given)
        {
            return true;
        }

        if (given is not [{ } name] || !Period.TryParse(name, out period))
        {
            problem = Problems.Result(400, "badPeriod", "A period looks like all, 2026, 2026-Q4, 2026-11, 2026-W47 or 2026-11-21.");
            return false;
        }

        if (!board.Periods.Contains(period.Kind))
        {
            problem = Problems.NotFound("periodNotOffered", "The board does not offer this kind of period.");
            return false;
        }

        return true;
    }

    private static IResult NotListed() => Problems.NotFound("subjectNotListed", "This subject is not on the board in this period.");

    private static IResult UnknownBoard() => Problems.NotFound("unknownBoard", "The program has no such board.");
}

/// <summary>Which standings a request reads, and what is needed to show them.</summary>
/// <param name="Query">Which standings.</param>
/// <param name="Now">The time in the program's zone.</param>
/// <param name="SubjectKind">Whether subjects are employees or partners.</param>
/// <param name="Members">Where names come from.</param>
internal readonly record struct BoardTarget(BoardQuery Query, DateTimeOffset Now, OwnerKind SubjectKind, MemberDirectory Members);
