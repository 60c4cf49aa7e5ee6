using Microsoft.OpenApi;

namespace GamifiedLoyalty.Server.Api;

/// <summary>Describes endpoints in the OpenAPI document.</summary>
internal static class Describing
{
    /// <summary>Names an endpoint, says what it does and what it answers.</summary>
    public static RouteHandlerBuilder Describe<T>(this RouteHandlerBuilder endpoint, string name, string summary, int status = 200) => endpoint
        .WithName(name)
        .WithSummary(summary)
        .Produces<T>(status)
        .Produces<ProblemShape>(StatusCodes.Status401Unauthorized, "application/problem+json")
        .Produces<ProblemShape>(StatusCodes.Status403Forbidden, "application/problem+json")
        .Produces<ProblemShape>(StatusCodes.Status404NotFound, "application/problem+json")
        .Produces<ProblemShape>(StatusCodes.Status422UnprocessableEntity, "application/problem+json");

    /// <summary>Says which query parameters an endpoint takes, all of them optional.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params string[] parameters) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            foreach (var name in parameters)
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Query,
                    Required = false,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }

            return Task.CompletedTask;
        });
}
