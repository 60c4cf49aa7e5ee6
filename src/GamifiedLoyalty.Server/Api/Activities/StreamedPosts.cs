using System.Buffers;
using System.Security.Cryptography;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Text;
using GamifiedLoyalty.Engine.Ports;
using Microsoft.AspNetCore.Connections;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Records streams: newline-delimited JSON and CSV, of any length, committed as they are read.</summary>
internal static class StreamedPosts
{
    /// <summary>The response header that names the import.</summary>
    public const string ImportHeader = "Import-Id";

    /// <summary>Handles newline-delimited JSON.</summary>
    public static async Task HandleLinesAsync(IngestRequest request)
    {
        if (await BeginAsync(request, AnswerKind.Items) is not var (import, kind))
        {
            return;
        }

        var parser = new ItemParser(request.Actor, import);
        var lines = new NdjsonBatches(request.Http.Request.BodyReader, parser.Parse);
        await RunAsync(request, import, kind, lines.ReadAsync(request.Aborted));
    }

    /// <summary>Handles CSV with a mapping of the program's definition.</summary>
    public static async Task HandleCsvAsync(IngestRequest request)
    {
        var name = request.Http.Request.Query["mapping"].ToString();
        if (request.Definition.Import(name) is not { } mapping)
        {
            await request.ProblemAsync(
                StatusCodes.Status422UnprocessableEntity,
                new Fault("unknownMapping", $"The program's definition has no import \"{name}\"; the parameter \"mapping\" names one."));
            return;
        }

        if (await BeginAsync(request, AnswerKind.Summary) is not var (import, kind))
        {
            return;
        }

        var source = new CsvActivitySource(request.Http.Request.Body, mapping, request.Actor, import);
        if (await source.OpenAsync(request.Aborted) is { Count: > 0 } faults)
        {
            await Problems.WriteAsync(
                request.Http, StatusCodes.Status422UnprocessableEntity,
                new Fault("badHeader", "The header of the file does not fit the mapping."), faults);
            return;
        }

        await RunAsync(request, import, kind, source.ReadAsync(request.Aborted));
    }

    private static async ValueTask<(string Import, AnswerKind Kind)?> BeginAsync(IngestRequest request, AnswerKind otherwise)
    {
        if (AnswerKinds.Of(request.Http.Request, otherwise) is not { } kind)
        {
            await AnswerKinds.RefuseAsync(request);
            return null;
        }

        var import = request.Http.Request.Query["import"].ToString();
        import = import.Length > 0 ? import : NewImport();
        if (!Ids.IsId(import))
        {
            await request.ProblemAsync(
                StatusCodes.Status422UnprocessableEntity, new Fault("badId", "The parameter \"import\" is an id that the client chooses."));
            return null;
        }

        BodyLimits.LiftForStream(request.Http);
        request.Http.Response.Headers[ImportHeader] = import;
        return (import, kind);
    }

    /// <summary>A new import's id.</summary>
    internal static string NewImport() => $"i-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";

    private static async Task RunAsync(
        IngestRequest request, string import, AnswerKind kind, IAsyncEnumerable<IReadOnlyList<ActivityItem>> batches)
    {
        // A stream may last for days; the server must not wait for its end when it stops.
        var lifetime = request.Http.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, lifetime.ApplicationStopping);
        try
        {
            await (kind == AnswerKind.Items
                ? AnswerItemsAsync(request, batches, end.Token)
                : AnswerSummaryAsync(request, import, batches, end.Token));
        }
        catch (ConnectionResetException)
        {
            // The client went away; what was committed stays, and there is nobody to tell.
            request.Http.Abort();
        }
    }

    private static async Task AnswerSummaryAsync(
        IngestRequest request, string import, IAsyncEnumerable<IReadOnlyList<ActivityItem>> batches, CancellationToken end)
    {
        var summary = new ImportSummary(import);
        await RecordingPipeline.RunAsync(batches, request.RecordStreamedAsync, Count, end);
        var json = AnswerBuffer.Rent();
        summary.WriteTo(json.Writer, request.Engine.Version);
        await json.SendAsync(request.Http.Response, StatusCodes.Status200OK, "application/json; charset=utf-8", request.Aborted);

        ValueTask Count(ItemAnswer[] answers, CancellationToken cancellationToken)
        {
            summary.Add(answers);
            return ValueTask.CompletedTask;
        }
    }

    private static async Task AnswerItemsAsync(
        IngestRequest request, IAsyncEnumerable<IReadOnlyList<ActivityItem>> batches, CancellationToken end)
    {
        using var spool = new AnswerSpool();
        var sending = SendAsync(request, spool);
        var answered = false;
        try
        {
            await RecordingPipeline.RunAsync(batches, request.RecordStreamedAsync, Write, end);
        }
        catch (StoreUnavailableException unavailable) when (answered)
        {
            WriteFailure(spool, unavailable);
        }
        finally
        {
            spool.Complete();
            await sending;
        }

        ValueTask Write(ItemAnswer[] answers, CancellationToken cancellationToken)
        {
            answered = true;
            WriteLines(request, spool, answers);
            return ValueTask.CompletedTask;
        }
    }

    private static async Task SendAsync(IngestRequest request, AnswerSpool spool)
    {
        var response = request.Http.Response;
        response.ContentType = "application/x-ndjson; charset=utf-8";
        await spool.DrainAsync(
            async piece =>
            {
                response.BodyWriter.Write(piece.Span);
                await response.BodyWriter.FlushAsync(request.Aborted);
            },
            request.Aborted);
    }

    private static void WriteLines(IngestRequest request, AnswerSpool spool, ItemAnswer[] answers)
    {
        var json = AnswerBuffer.Rent();
        var items = request.Writer();
        foreach (var answer in answers)
        {
            items.Write(json.Writer, answer);
            json.EndLine();
        }

        spool.Write(json.Written.Span);
        json.Return();
    }

    // The status line is long gone, so the stream itself tells that the rest was not answered.
    private static void WriteFailure(AnswerSpool spool, StoreUnavailableException unavailable)
    {
        var json = AnswerBuffer.Rent();
        json.Writer.WriteStartObject();
        json.Writer.WriteString("status"u8, "failed"u8);
        json.Writer.WriteStartObject("error"u8);
        json.Writer.WriteString("code"u8, "storeUnavailable"u8);
        json.Writer.WriteString("detail"u8, $"{unavailable.Message} Send again what was not answered.");
        json.Writer.WriteEndObject();
        json.Writer.WriteEndObject();
        json.EndLine();
        spool.Write(json.Written.Span);
        json.Return();
    }
}
