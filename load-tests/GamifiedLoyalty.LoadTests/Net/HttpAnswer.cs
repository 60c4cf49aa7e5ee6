using System.Buffers.Text;
using System.Text;

namespace GamifiedLoyalty.LoadTests.Net;

/// <summary>An HTTP/1.1 answer of known length.</summary>
internal readonly ref struct HttpAnswer
{
    private const int StatusAt = 9;

    /// <summary>The status code.</summary>
    public int Status { get; private init; }

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
        var length = BodyLength(bytes[..head]);
        if (bytes.Length < body + length)
        {
            return false;
        }

        Utf8Parser.TryParse(bytes[StatusAt..], out int status, out _);
        answer = new HttpAnswer { Status = status, Body = bytes.Slice(body, length), Length = body + length };
        return true;
    }

    /// <summary>Whether the body contains a text.</summary>
    public bool Contains(ReadOnlySpan<byte> text) => Body.IndexOf(text) >= 0;

    /// <summary>The first number of a name in the body; -1 when there is none.</summary>
    public long Number(ReadOnlySpan<byte> quotedNameAndColon) => JsonText.Number(Body, quotedNameAndColon);

    /// <summary>Ends the run with what the server said instead of what was expected.</summary>
    public LoadTestException Unexpected(string request) =>
        new($"{request} was answered {Status}: {Encoding.UTF8.GetString(Body[..Math.Min(Body.Length, 500)])}");

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var name = "Content-Length: "u8;
        var at = head.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _)
            ? length
            : throw new LoadTestException("An answer came without Content-Length: " + Encoding.ASCII.GetString(head));
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
