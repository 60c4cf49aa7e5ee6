using System.Globalization;
using System.Text;
using GamifiedLoyalty.LoadTests.Net;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>The text of a read, prepared once.</summary>
internal sealed class ReadText
{
    private const int TopRows = 100;
    private const int Span = 5;
    private const string Subject = "e0000000";

    private readonly byte[] _text;
    private readonly int _subject;

    private ReadText(Api api, string path)
    {
        var text = $"GET {path} HTTP/1.1\r\nHost: {api.Server.Authority}\r\nAuthorization: Bearer {api.Key}\r\n\r\n";
        _text = Encoding.ASCII.GetBytes(text);
        _subject = text.IndexOf(Subject, StringComparison.Ordinal);
    }

    /// <summary>The read of the first hundred on the board of revenue.</summary>
    public static ReadText Top(Api api, Sales sales) => new(api, $"{Board(sales)}?limit={TopRows}");

    /// <summary>The read of somebody and five neighbours on each side on the board of revenue.</summary>
    public static ReadText AroundMe(Api api, Sales sales) => new(api, $"{Board(sales)}/around/{Subject}?span={Span}");

    /// <summary>The text that asks for a seller, where it asks for somebody; valid until the next call.</summary>
    public ReadOnlySpan<byte> For(int seller)
    {
        if (_subject >= 0)
        {
            seller.TryFormat(_text.AsSpan(_subject + 1), out _, "D7", CultureInfo.InvariantCulture);
        }

        return _text;
    }

    /// <summary>Ends the run when an answer does not show what was asked for.</summary>
    public void Check(in HttpAnswer answer, int seller)
    {
        var holds = _subject >= 0 ? answer.Body.IndexOf(Quoted(seller)) >= 0 : answer.Contains("\"rank\":1,"u8);
        if (answer.Status != 200 || !holds)
        {
            throw answer.Unexpected("A read");
        }
    }

    private static string Board(Sales sales) => $"/api/v1/programs/{sales.Program}/boards/revenue";

    // A seller's id as answers show it.
    private static ReadOnlySpan<byte> Quoted(int seller)
    {
        var text = "\"e0000000\""u8.ToArray();
        seller.TryFormat(text.AsSpan(2), out _, "D7", CultureInfo.InvariantCulture);
        return text;
    }
}
