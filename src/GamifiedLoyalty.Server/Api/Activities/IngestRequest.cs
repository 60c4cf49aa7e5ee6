using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>A request to record activities, with what its handlers share.</summary>
/// <param name="http">The request and its response.</param>
internal sealed class IngestRequest(HttpContext http)
{
    /// <summary>The request and its response.</summary>
    public HttpContext Http { get; } = http;

    /// <summary>The program's engine.</summary>
    public ProgramEngine Engine { get; } = http.Engine();

    /// <summary>Who sends.</summary>
    public string Actor { get; } = http.Caller().Actor;

    /// <summary>The definition in force.</summary>
    public ProgramDefinition Definition => Engine.Current.Definition;

    /// <summary>Cancelled when the client goes away.</summary>
    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>The language of explanations.</summary>
    public string Locale => Languages.Choose(Http.Request, Definition.Locales);

    /// <summary>Writes answers under the definition in force, in the client's language.</summary>
    public ItemWriter Writer() => new(Definition, Locale);

    /// <summary>
    /// Records one command. Whoever sent it is waited for to the end, which is a commit away: a token that ends the wait of one
    /// who left costs more than the wait.
    /// </summary>
    public Task<IReadOnlyList<RecordResult>> RecordOneAsync(RecordActivity command) =>
        Engine.RecordAsync([command], waitForSpace: false, CancellationToken.None);

    /// <summary>Records commands of a stream, which waits while the queue is full.</summary>
    public Task<IReadOnlyList<RecordResult>> RecordStreamedAsync(IReadOnlyList<RecordActivity> commands, CancellationToken cancellationToken) =>
        Engine.RecordAsync(commands, waitForSpace: true, cancellationToken);

    /// <summary>Reads the whole body; null after answering 413 for one over the limit.</summary>
    public async ValueTask<RequestBody?> ReadBodyAsync()
    {
        BodyLimits.Lift(Http);
        var body = await RequestBody.ReadAsync(Http.Request.BodyReader, Http.Request.ContentLength, IngestLimits.BodyBytes);
        if (body is null)
        {
            await ProblemAsync(StatusCodes.Status413PayloadTooLarge, new Fault("tooLarge", "A body that is not a stream has at most 16 MiB."));
        }

        return body;
    }

    /// <summary>Answers a problem.</summary>
    public Task ProblemAsync(int status, Fault fault) => Problems.WriteAsync(Http, status, fault);
}
