using System.Buffers.Text;
using System.Text;

namespace GamifiedLoyalty.LoadTests.Net;

/// <summary>An HTTP/1.1 answer: of known length, or in chunks, which are not put together.</summary>
internal readonly ref struct HttpAnswer
{
    private const int StatusAt = 9;

    /// <summary>The status code.</summary>
    public int Status { get; private init; }

    /// <summary>Status line and header fields.</summary>
    public ReadOnlySpan<byte> Head { get; private init; }

    /// <summary>The body.</summary>
    public ReadOnlySpan<byte> Body { get; private init; }

    /// <summary>Bytes of head and body.</summary>
    public int Length { get; private init; }

    /// <summary>Reads an answer; false while it is incomplete.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out HttpAnswer answer)
    {
        answer = default;
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var body = head + 4;
        var length = BodyLength(bytes[..head], bytes[body..]);
        if (length < 0 || bytes.Length < body + length)
        {
            return false;
        }

        Utf8Parser.TryParse(bytes[StatusAt..], out int status, out _);
        answer = new HttpAnswer { Status = status, Head = bytes[..head], Body = bytes.Slice(body, length), Length = body + length };
        return true;
    }

    /// <summary>Whether the answer has a header field.</summary>
    /// <param name="lineBreakNameAndColon">As it is written by the server.</param>
    public bool HasHeader(ReadOnlySpan<byte> lineBreakNameAndColon) => Head.IndexOf(lineBreakNameAndColon) >= 0;

    /// <summary>Whether the body contains a text.</summary>
    public bool Contains(ReadOnlySpan<byte> text) => Body.IndexOf(text) >= 0;

    /// <summary>The first number of a name in the body; -1 when there is none.</summary>
    public long Number(ReadOnlySpan<byte> quotedNameAndColon) => JsonText.Number(Body, quotedNameAndColon);

    /// <summary>Ends the run with what the server said instead of what was expected.</summary>
    public LoadTestException Unexpected(string request) =>
        new($"{request} was answered {Status}: {Encoding.UTF8.GetString(Body[..Math.Min(Body.Length, 500)])}");

    // Below 0 while the length of a chunk is not known.
    private static int BodyLength(ReadOnlySpan<byte> head, ReadOnlySpan<byte> rest)
    {
        var name = "Content-Length: "u8;
        if (head.IndexOf(name) is var at and >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _))
        {
            return length;
        }

        return head.IndexOf("Transfer-Encoding: chunked"u8) >= 0
            ? ChunksLength(rest)
            : throw new LoadTestException("An answer came without a length: " + Encoding.ASCII.GetString(head));
    }

    // Each chunk is its length in hexadecimal digits, a line break, that many bytes, a line break; the last has length 0.
    private static int ChunksLength(ReadOnlySpan<byte> rest)
    {
        var at = 0;
        while (Utf8Parser.TryParse(rest[at..], out int chunk, out var digits, 'x') && rest[at..].IndexOf("\r\n"u8) > 0)
        {
            at += digits + chunk + 4;
            if (chunk == 0 || at > rest.Length)
            {
                return chunk == 0 ? at : -1;
            }
        }

        return -1;
    }
}

/// <summary>Finds values in JSON without parsing all of it.</summary>
internal static class JsonText
{
    /// <summary>The first number of a name; -1 when there is none.</summary>
    public static long Number(ReadOnlySpan<byte> json, ReadOnlySpan<byte> quotedNameAndColon)
    {
        var at = json.IndexOf(quotedNameAndColon);
        return at >= 0 && Utf8Parser.TryParse(json[(at + quotedNameAndColon.Length)..], out long number, out _) ? number : -1;
    }
}
