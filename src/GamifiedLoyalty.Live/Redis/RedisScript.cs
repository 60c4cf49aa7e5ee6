using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace GamifiedLoyalty.Live.Redis;

/// <summary>A Lua script with what all scripts share in front of it.</summary>
internal sealed class RedisScript
{
    private static readonly string Common = Resource("common.lua");

    private RedisScript(string name)
    {
        Text = Common + Resource(name);
        Hash = Digest(Text);
    }

    /// <summary>Applies a range of versions.</summary>
    public static RedisScript Apply { get; } = new("apply.lua");

    /// <summary>Reads rows.</summary>
    public static RedisScript Read { get; } = new("read.lua");

    /// <summary>Moves on to a later day.</summary>
    public static RedisScript Advance { get; } = new("advance.lua");

    /// <summary>Puts what was rebuilt in place.</summary>
    public static RedisScript Install { get; } = new("install.lua");

    /// <summary>The source.</summary>
    public string Text { get; }

    /// <summary>The SHA-1 by which Redis knows it.</summary>
    public byte[] Hash { get; }

    [SuppressMessage("Security", "CA5350", Justification = "Redis names scripts by SHA-1; nothing is protected by it.")]
    private static byte[] Digest(string text) => SHA1.HashData(Encoding.UTF8.GetBytes(text));

    private static string Resource(string name)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The script {name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
