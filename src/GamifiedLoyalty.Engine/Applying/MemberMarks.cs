using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Log;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>Salted hashes that stand for profiles in the log.</summary>
internal static class MemberMarks
{
    public static MemberProfile WithSalt(MemberProfile profile) =>
        profile with { Salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) };

    public static MemberMark Of(MemberProfile profile, bool isNew) => new(profile.Ref, Hash(profile), isNew);

    public static string Hash(MemberProfile profile)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, JsonParts.WriterOptions);
        json.WriteStartArray();
        foreach (var text in new[]
        {
            profile.Salt, OwnerRef.KindName(profile.Kind), profile.Id, profile.Name, profile.Partner, profile.Role, profile.Locale,
            profile.TimeZone, profile.Parent, profile.Category, profile.Region, profile.SizeBand,
        })
        {
            json.WriteStringValue(text);
        }

        profile.Attributes.WriteTo(json);
        json.WriteEndArray();
        json.Flush();
        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }
}
