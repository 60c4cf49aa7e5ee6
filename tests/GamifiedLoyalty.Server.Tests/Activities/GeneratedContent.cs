using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace GamifiedLoyalty.Server.Tests.Activities;

/// <summary>A request body of lines that are made while it is sent, so that its length costs no memory.</summary>
internal sealed class GeneratedContent : HttpContent
{
    private readonly IEnumerable<string> _lines;

    public GeneratedContent(string mediaType, IEnumerable<string> lines)
    {
        _lines = lines;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), bufferSize: 64 * 1024, leaveOpen: true);
        foreach (var line in _lines)
        {
            await writer.WriteAsync(line);
            await writer.WriteAsync('\n');
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
