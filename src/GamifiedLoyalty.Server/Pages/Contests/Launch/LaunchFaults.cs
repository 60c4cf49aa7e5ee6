using System.Globalization;
using System.Text;
using System.Text.Json;
using GamifiedLoyalty.Domain;

namespace GamifiedLoyalty.Server.Pages.Contests.Launch;

/// <summary>Says what is wrong with a draft, and where.</summary>
internal static class LaunchFaults
{
    private const int LongestQuote = 80;

    /// <summary>A fault in the language of the page, as far as there is a text for it.</summary>
    public static string Words(Fault fault, ContestWords words) => words.Find($"Fault.{fault.Code}") ?? fault.Detail;

    /// <summary>The faults of a document that somebody wrote, with the lines that they are in.</summary>
    public static IReadOnlyList<LaunchFault> Of(IReadOnlyList<Fault> faults, string document, ContestWords words)
    {
        var lines = document.ReplaceLineEndings("\n").Split('\n');
        return [.. faults.Select(f =>
        {
            var line = f.Pointer is { Length: > 0 } pointer ? LineOf(document, pointer) : LineOfMistake(document);
            var quote = line is { } number && number <= lines.Length ? lines[number - 1].Trim() : null;
            return new LaunchFault(InDocument(f, words), f.Pointer, line, quote is { Length: > LongestQuote } ? quote[..LongestQuote] + "…" : quote);
        })];
    }

    /// <summary>
    /// A fault of a document in the language of the page, with its place and with what belongs there. One whose code has no
    /// text, because the program and not the document refuses it, is told as on the form.
    /// </summary>
    public static string InDocument(Fault fault, ContestWords words)
    {
        var place = PlaceOf(fault.Pointer ?? "");
        var sentence = words.Find($"Wrong.{fault.Code}.{place.Split('.')[^1]}", place) ?? words.Find($"Wrong.{fault.Code}", place) ?? Words(fault, words);
        return fault.Expected is null ? sentence : $"{sentence} {words.Say("Expected", fault.Expected)}";
    }

    /// <summary>A pointer as people write places, such as <c>prizes.list[0].points</c>.</summary>
    private static string PlaceOf(string pointer)
    {
        var place = new StringBuilder();
        foreach (var step in Steps(pointer))
        {
            place.Append(step.All(char.IsAsciiDigit) ? $"[{step}]" : place.Length == 0 ? step : $".{step}");
        }

        return place.ToString();
    }

    private static IEnumerable<string> Steps(string pointer) =>
        pointer.Split('/').Skip(1).Select(s => s.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));

    /// <summary>The faults that belong to none of the inputs shown.</summary>
    public static IReadOnlyList<LaunchFault> WithoutInput(IReadOnlyList<Fault> faults, IReadOnlyList<LaunchInput> inputs, ContestWords words) =>
        [.. faults.Where(f => inputs.All(i => f.Pointer != $"/{i.Id}")).Select(f => new LaunchFault(Words(f, words), f.Pointer, null, null))];

    /// <summary>The line of the value that a pointer leads to, or of the last part of the way that exists.</summary>
    private static int? LineOf(string document, string pointer)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        var steps = Steps(pointer).ToList();
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            var found = reader.Read() ? Find(ref reader, steps) : 0;
            return bytes.AsSpan(0, (int)Math.Min(found, bytes.Length)).Count((byte)'\n') + 1;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long Find(ref Utf8JsonReader reader, IReadOnlyList<string> steps)
    {
        var last = reader.TokenStartIndex;
        foreach (var step in steps)
        {
            var isThere = reader.TokenType switch
            {
                JsonTokenType.StartObject => Enter(ref reader, step),
                JsonTokenType.StartArray => int.TryParse(step, CultureInfo.InvariantCulture, out var index) && Enter(ref reader, index),
                _ => false,
            };
            if (!isThere)
            {
                return last;
            }

            last = reader.TokenStartIndex;
        }

        return last;
    }

    private static bool Enter(ref Utf8JsonReader reader, string member)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(member);
            reader.Read();
            if (isIt)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static bool Enter(ref Utf8JsonReader reader, int index)
    {
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == index)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static int? LineOfMistake(string document)
    {
        try
        {
            using var parsed = JsonDocument.Parse(document);
            return null;
        }
        catch (JsonException mistake)
        {
            return (int?)mistake.LineNumber + 1;
        }
    }
}
