using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Pages;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>Turns exceptions and bare status codes into the documented errors; nothing of the inside leaks.</summary>
internal sealed partial class FailureMiddleware(
    RequestDelegate next, IHostApplicationLifetime lifetime, ILogger<FailureMiddleware> logger)
{
    /// <summary>Handles a request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
            if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
            {
                await AnswerAsync(http, http.Response.StatusCode, OfStatus(http.Response.StatusCode));
            }
        }
        catch (Exception failure)
        {
            if (http.RequestAborted.IsCancellationRequested || http.Response.HasStarted)
            {
                // The client is gone, or has part of an answer that only a broken connection can take back.
                LogUnfinished(logger, failure.GetType().Name);
                http.Abort();
                return;
            }

            await AnswerAsync(http, failure);
        }
    }

    private Task AnswerAsync(HttpContext http, Exception failure)
    {
        switch (failure)
        {
            case BadHttpRequestException bad:
                return AnswerAsync(http, bad.StatusCode, OfStatus(bad.StatusCode));
            case QueueFullException:
                return AnswerAsync(http, 503, new("queueFull", "The program's queue is full; try again."));
            case StoreUnavailableException:
                return AnswerAsync(http, 503, new("storeUnavailable", "The store is away; retry with the same ids."));
            case BoardsUnavailableException:
                return AnswerAsync(http, 503, new("boardsUnavailable", "The boards are away; what is recorded is safe. Try again."));
            case ObjectDisposedException or OperationCanceledException when lifetime.ApplicationStopping.IsCancellationRequested:
                return AnswerAsync(http, 503, new("stopping", "The server is stopping; try again."));
            default:
                LogFailure(logger, failure, http.GetEndpoint()?.DisplayName);
                return AnswerAsync(http, 500, new("internal", "Something went wrong on the server."));
        }
    }

    private static Task AnswerAsync(HttpContext http, int status, Fault fault) => AccessMiddleware.IsApi(http.Request)
        ? Problems.WriteAsync(http, status, fault)
        : PageErrors.WriteAsync(http, status, fault);

    private static Fault OfStatus(int status) => status switch
    {
        400 => new("badRequest", "The request cannot be understood."),
        401 => new("unauthorized", "A key or a personal link is needed."),
        403 => new("forbidden", "This caller may not do this."),
        404 => new("notFound", "There is nothing at this address."),
        405 => new("methodNotAllowed", "This address does not know this method."),
        408 => new("tooSlow", "The request arrived too slowly."),
        413 => new("tooLarge", "The body is too large."),
        415 => new("unsupportedMediaType", "This content type is not accepted here."),
        _ => new("failed", "The request failed."),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "A request to {Endpoint} failed.")]
    private static partial void LogFailure(ILogger logger, Exception failure, string? endpoint);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A request ended unfinished: {Reason}.")]
    private static partial void LogUnfinished(ILogger logger, string reason);
}
