using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace GamifiedLoyalty.Server.Api;

/// <summary>Describes endpoints in the OpenAPI document.</summary>
internal static class Describing
{
    private const string Overview =
        "The HTTP API of a self-hosted leaderboard and loyalty server. Errors are problem details with a stable `code`. Every write "
        + "answers with the program's `version` that it made, every read with the version that it shows; `atLeast` waits for one.\n\n"
        + "What changes is sent live by the SignalR hub `/hubs/live` (JSON protocol; browsers send a key as `access_token`): "
        + "`Subscribe({program, channel, knownVersion?})` answers `{channel, version}` with a `snapshot`, or with the `changes` since the "
        + "version known; then come `changed({channel, version, at, changes})`, or `snapshot` when all is new. A board that is being rebuilt or cannot be read says `rebuilding` or `unavailable` in "
        + "either, and keeps the rows told before. Channels: `board/{id}`, "
        + "`board/{id}/{period}` with a period such as `2026-Q4` or a kind such as `quarter`, which moves with time, `employee/{id}`, "
        + "`partner/{id}`, `screen/{id}`, `challenge/{id}` with the standings of a contest and `reach`, the version of the last change of any score in them, `challenge/{id}/moves` with a `mark` that differs whenever they do, and `sales` with the latest sales. While a contest is frozen, channels tell what was so then and say `frozen`; only a person's own wallet goes on. `Unsubscribe({program, channel})` ends one. A refusal's message starts with its code.";

    /// <summary>Names an endpoint, says what it does and what it answers.</summary>
    public static RouteHandlerBuilder Describe<T>(this RouteHandlerBuilder endpoint, string name, string summary, int status = 200) => endpoint
        .WithName(name)
        .WithSummary(summary)
        .Produces<T>(status)
        .Produces<ProblemShape>(StatusCodes.Status401Unauthorized, "application/problem+json")
        .Produces<ProblemShape>(StatusCodes.Status403Forbidden, "application/problem+json")
        .Produces<ProblemShape>(StatusCodes.Status404NotFound, "application/problem+json")
        .Produces<ProblemShape>(StatusCodes.Status422UnprocessableEntity, "application/problem+json");

    /// <summary>Says that an endpoint refuses with 409 what cannot be done as things are.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces<ProblemShape>(StatusCodes.Status409Conflict, "application/problem+json");

    /// <summary>Says what holds everywhere: what the hub sends, how keys are sent, and that every read of a program may wait for a version.</summary>
    public static void DescribeEverywhere(this OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "GamifiedLoyalty";
            document.Info.Description = Overview;
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description is { HttpMethod: "GET", RelativePath: { } path }
                && path.StartsWith("api/v1/programs/{program}", StringComparison.Ordinal))
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(Parameter("atLeast", JsonSchemaType.Integer));
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>
    /// Says that an endpoint takes a file of one of these media types. It is not left to the framework, which would refuse other
    /// types before it is known who asks.
    /// </summary>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder endpoint, IReadOnlyList<string> mediaTypes) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = mediaTypes.ToDictionary(
                    type => type, _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } }, StringComparer.Ordinal),
            };
            return Task.CompletedTask;
        });

    /// <summary>Says which query parameters an endpoint takes, all of them optional.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params string[] parameters) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var name in parameters)
            {
                operation.Parameters.Add(Parameter(name, name is "limit" or "span" or "after" ? JsonSchemaType.Integer : JsonSchemaType.String));
            }

            return Task.CompletedTask;
        });

    private static OpenApiParameter Parameter(string name, JsonSchemaType type) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Required = false,
        Schema = new OpenApiSchema { Type = type },
    };
}
