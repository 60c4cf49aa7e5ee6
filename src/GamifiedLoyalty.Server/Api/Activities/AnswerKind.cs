using GamifiedLoyalty.Domain;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>How much a client wants to hear.</summary>
internal enum AnswerKind
{
    /// <summary>An answer for each item.</summary>
    Items,

    /// <summary>Counts, and the first errors.</summary>
    Summary,
}

/// <summary>Reads <c>?answer=</c>.</summary>
internal static class AnswerKinds
{
    /// <summary>What was asked for; null when it is neither <c>items</c> nor <c>summary</c>.</summary>
    public static AnswerKind? Of(HttpRequest request, AnswerKind otherwise) => request.Query["answer"].ToString() switch
    {
        "" => otherwise,
        "items" => AnswerKind.Items,
        "summary" => AnswerKind.Summary,
        _ => null,
    };

    /// <summary>Answers that the question was not understood.</summary>
    public static Task RefuseAsync(IngestRequest request) => request.ProblemAsync(
        StatusCodes.Status400BadRequest, new Fault("badParameter", "The parameter \"answer\" is items or summary."));
}
