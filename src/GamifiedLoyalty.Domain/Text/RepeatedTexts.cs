using System.Text;

namespace GamifiedLoyalty.Domain.Text;

/// <summary>
/// Hands out the same string for the same short UTF-8 text again and again: ids, product codes and categories repeat in
/// nearly every activity. Bounded, and safe to use from many threads: a race only costs a second string.
/// </summary>
public sealed class RepeatedTexts
{
    private const int LongestText = 48;

    // Bytes that are no UTF-8 must not become replacement characters: different ids would turn into one.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Entry?[] _entries = new Entry?[4096];

    /// <summary>The text of UTF-8 bytes.</summary>
    /// <exception cref="DecoderFallbackException">The bytes are no UTF-8.</exception>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestText)
        {
            return Strict.GetString(utf8);
        }

        ref var slot = ref _entries[Hash(utf8) & (_entries.Length - 1)];
        if (Volatile.Read(ref slot) is { } found && utf8.SequenceEqual(found.Utf8))
        {
            return found.Text;
        }

        var entry = new Entry(utf8.ToArray(), Strict.GetString(utf8));
        Volatile.Write(ref slot, entry);
        return entry.Text;
    }

    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        return hash.ToHashCode();
    }

    private sealed record Entry(byte[] Utf8, string Text);
}
