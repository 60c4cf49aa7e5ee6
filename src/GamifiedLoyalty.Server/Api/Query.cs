using System.Buffers.Text;
using System.Globalization;
using System.Text;
using GamifiedLoyalty.Domain;

namespace GamifiedLoyalty.Server.Api;

/// <summary>Reads query parameters; a value that cannot be understood is 400.</summary>
internal static class Query
{
    /// <summary>Rows of a page when not said.</summary>
    public const int DefaultLimit = 100;

    /// <summary>Most rows of a page.</summary>
    public const int MaxLimit = 1_000;

    /// <summary>The <c>limit</c> of a list.</summary>
    public static bool TryLimit(HttpRequest request, out int limit, out IResult problem) =>
        TryNumber(request, "limit", DefaultLimit, 1, MaxLimit, "badLimit", out limit, out problem);

    /// <summary>A whole number within bounds.</summary>
    public static bool TryNumber(HttpRequest request, string name, int standard, int min, int max, string code, out int value, out IResult problem)
    {
        problem = Results.Empty;
        value = standard;
        if (request.Query[name] is not { Count: > 0 } given
            || (given is [{ } text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= min && value <= max))
        {
            return true;
        }

        problem = Problems.Result(400, code, string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from {min} to {max}."));
        return false;
    }

    /// <summary>A version, 0 when absent.</summary>
    public static bool TryVersion(HttpRequest request, string name, out long value, out IResult problem)
    {
        problem = Results.Empty;
        value = 0;
        if (request.Query[name] is not { Count: > 0 } given
            || (given is [{ } text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)))
        {
            return true;
        }

        problem = Problems.Result(400, "badVersion", $"{name} must be a version: a whole number, not negative.");
        return false;
    }

    /// <summary>True or false, false when absent.</summary>
    public static bool TryFlag(HttpRequest request, string name, out bool value, out IResult problem)
    {
        problem = Results.Empty;
        value = false;
        if (request.Query[name] is not { Count: > 0 } given || (given is [{ } text] && bool.TryParse(text, out value)))
        {
            return true;
        }

        problem = Problems.Result(400, "bad" + char.ToUpperInvariant(name[0]) + name[1..], $"{name} is true or false.");
        return false;
    }

    /// <summary>The position inside an opaque cursor; null at the start of the list.</summary>
    public static bool TryCursor(HttpRequest request, out string? position, out IResult problem)
    {
        problem = Results.Empty;
        position = null;
        if (request.Query["cursor"] is not [{ Length: > 0 } text])
        {
            return true;
        }

        if (text.Length <= 4 * Limits.IdLength && Base64Url.IsValid(text))
        {
            position = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
            return true;
        }

        problem = BadCursor();
        return false;
    }

    /// <summary>The position inside an opaque cursor that counts rows.</summary>
    public static bool TryOffset(HttpRequest request, out int offset, out IResult problem)
    {
        offset = 0;
        if (!TryCursor(request, out var position, out problem))
        {
            return false;
        }

        if (position is null || int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out offset))
        {
            return true;
        }

        problem = BadCursor();
        return false;
    }

    /// <summary>An opaque cursor of a position.</summary>
    public static string Cursor(string position) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(position));

    /// <summary>An opaque cursor of a number of rows or a version.</summary>
    public static string Cursor(long position) => Cursor(position.ToString(CultureInfo.InvariantCulture));

    /// <summary>The answer to a cursor that no list gave.</summary>
    public static IResult BadCursor() => Problems.Result(400, "badCursor", "The cursor is not one that this list gave.");
}
