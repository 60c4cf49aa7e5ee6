using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Operations;

/// <summary>What other commands of this binary ask of the server that has their data directory.</summary>
internal static class OperatorEndpoints
{
    /// <summary>Adds the endpoints, which answer to the token of this run only.</summary>
    public static void MapOperator(this WebApplication app, OperatorAccess access)
    {
        var group = app.MapGroup("/operator").ExcludeFromDescription();
        group.AddEndpointFilter(async (context, next) => access.Allows(context.HttpContext)
            ? await next(context)
            : Problems.Result(StatusCodes.Status401Unauthorized, "unauthorized", "Only this machine's operator may do that."));
        group.MapGet("/status", () => TypedResults.Ok(new OperatorStatus(Environment.ProcessId)));
        group.MapPost("/restore", RestoreAsync);
        group.MapPost("/keys", OperatorKeys.CreateAsync);
        group.MapDelete("/keys/{id}", OperatorKeys.RevokeAsync);
    }

    // Not ended by an impatient client: half a restore helps nobody.
    private static async Task<IResult> RestoreAsync(OperatorFile request, IServiceProvider services, ProgramHost host, Authenticator authenticator)
    {
        if (services.GetService<IStoreBackup>() is not { } store)
        {
            return Problems.Result(StatusCodes.Status422UnprocessableEntity, "restoreFailed", CommandLine.DataDirectory.NoCopies);
        }

        try
        {
            await host.RestoreAsync(store, request.File, CancellationToken.None);
            return TypedResults.NoContent();
        }
        catch (Exception failure) when (failure is SchemaException or IOException or UnauthorizedAccessException or StoreUnavailableException)
        {
            return Problems.Result(StatusCodes.Status422UnprocessableEntity, "restoreFailed", failure.Message);
        }
        finally
        {
            // Keys and sessions are those of the backup now.
            authenticator.Forget();
        }
    }
}

/// <summary>A file on this machine.</summary>
/// <param name="File">Its full path.</param>
internal sealed record OperatorFile(string File);

/// <summary>That the server runs.</summary>
/// <param name="Pid">Its process.</param>
internal sealed record OperatorStatus(int Pid);
