using System.Text;

namespace GamifiedLoyalty.LoadTests;

/// <summary>
/// The sales of one program: each has a number, from which its seller and its amount follow, so that what the server
/// should know can be told from the numbers it acknowledged. Safe for concurrent use.
/// </summary>
/// <param name="program">The program.</param>
/// <param name="sellers">How many employees sell, evenly.</param>
internal sealed class Sales(string program, int sellers)
{
    // Coprime to any number of sellers below it, so that as many sales as there are sellers reach every one of them.
    private const long Stride = 16_777_213;
    private const int LeastAmount = 10_000;
    private const int Amounts = 90_000;
    private const int SecondLine = 5_000;
    private long _next;
    private long _recorded;
    private long _minorUnits;

    /// <summary>The program.</summary>
    public string Program => program;

    /// <summary>How many employees sell.</summary>
    public int Sellers => sellers;

    /// <summary>Sales that the server said it recorded.</summary>
    public long Recorded => Interlocked.Read(ref _recorded);

    /// <summary>Their amounts together, in minor units.</summary>
    public long MinorUnits => Interlocked.Read(ref _minorUnits);

    /// <summary>The number of the last sale that was taken.</summary>
    public long Last => Interlocked.Read(ref _next);

    /// <summary>Goes on after a number, with so many recorded already.</summary>
    public void Continue(long last, long recorded, long minorUnits) => (_next, _recorded, _minorUnits) = (last, recorded, minorUnits);

    /// <summary>The number of a new sale.</summary>
    public long Take() => Interlocked.Increment(ref _next);

    /// <summary>The seller of a sale, from 0.</summary>
    public int SellerOf(long number) => (int)(number * Stride % sellers);

    /// <summary>What the first line of a sale says, in minor units.</summary>
    public static int FirstLineOf(long number) => LeastAmount + (int)(number * 7_919 % Amounts);

    /// <summary>The amount of a whole sale, in minor units.</summary>
    public static int AmountOf(long number) => FirstLineOf(number) + SecondLine;

    /// <summary>The server said that it recorded sales.</summary>
    public void Acknowledge(long count, long minorUnits)
    {
        Interlocked.Add(ref _recorded, count);
        Interlocked.Add(ref _minorUnits, minorUnits);
    }

    /// <summary>The id of a seller.</summary>
    public static string SellerId(int seller) => $"e{seller:D7}";

    /// <summary>The id of the company a seller works for.</summary>
    public static string PartnerId(int seller) => $"p{PartnerOf(seller):D5}";

    /// <summary>The company a seller works for, from 0: there are 500, or fewer when there are few sellers.</summary>
    public static int PartnerOf(int seller) => seller % 500;
}

/// <summary>The text of a sale, prepared once; only digits are written into it.</summary>
internal sealed class SaleText
{
    private readonly byte[] _text;
    private readonly int _number;
    private readonly int _seller;
    private readonly int _partner;
    private readonly int _customer;
    private readonly int _amount;

    private SaleText(string head, string body)
    {
        _text = Encoding.ASCII.GetBytes(head + body);
        _number = Find("S-000");
        _seller = Find("e000");
        _partner = Find("p000");
        _customer = Find("c000");
        _amount = Find("\"amount\":\"000");

        int Find(string mark) => head.Length + body.IndexOf(mark, StringComparison.Ordinal) + mark.IndexOf('0', StringComparison.Ordinal);
    }

    /// <summary>How long a sale is.</summary>
    public int Length => _text.Length;

    /// <summary>A whole HTTP request that posts a sale.</summary>
    public static SaleText Request(Uri server, string key, string program, string occurredAt)
    {
        var body = Body(occurredAt);
        return new SaleText(
            $"POST /api/v1/programs/{program}/activities HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {key}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n",
            body);
    }

    /// <summary>A line of newline-delimited JSON.</summary>
    public static SaleText Line(string occurredAt) => new("", Body(occurredAt) + "\n");

    /// <summary>The text of a sale; valid until the next call.</summary>
    public ReadOnlySpan<byte> For(Sales sales, long number)
    {
        var seller = sales.SellerOf(number);
        var amount = Sales.FirstLineOf(number);
        Write(_number, 12, number);
        Write(_seller, 7, seller);
        Write(_partner, 5, Sales.PartnerOf(seller));
        Write(_customer, 6, number % 1_000_000);
        Write(_amount, 3, amount / 100);
        Write(_amount + 4, 2, amount % 100);
        return _text;
    }

    private static string Body(string occurredAt) =>
        $$"""{"source":"load","externalId":"S-000000000000","type":"sale","occurredAt":"{{occurredAt}}","employee":"e0000000","partner":"p00000","currency":"EUR","customer":{"id":"c000000","isNew":false},"""
        + """ "lines":[{"id":"1","sku":"BT-100","category":"Boats","quantity":1,"amount":"000.00"},{"id":"2","category":"Ropes","quantity":2,"amount":"50.00"}],"attributes":{"channel":"shop"}}""";

    private void Write(int at, int digits, long value)
    {
        for (var i = at + digits - 1; i >= at; i--)
        {
            (value, var digit) = Math.DivRem(value, 10);
            _text[i] = (byte)('0' + digit);
        }
    }
}
