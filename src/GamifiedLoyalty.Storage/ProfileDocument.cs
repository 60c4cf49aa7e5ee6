using System.Buffers;
using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Storage;

/// <summary>A member's profile as JSON; absent fields are left out. Kind, id and version are columns.</summary>
internal static class ProfileDocument
{
    public static byte[] Write(MemberProfile profile)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("name", profile.Name);
            WriteText(json, "salt", profile.Salt);
            WriteText(json, "partner", profile.Partner);
            WriteText(json, "role", profile.Role);
            WriteText(json, "locale", profile.Locale);
            WriteText(json, "timeZone", profile.TimeZone);
            WriteText(json, "parent", profile.Parent);
            WriteText(json, "category", profile.Category);
            WriteText(json, "region", profile.Region);
            WriteText(json, "sizeBand", profile.SizeBand);
            if (!profile.Attributes.IsEmpty)
            {
                json.WritePropertyName("attributes");
                profile.Attributes.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static MemberProfile Read(OwnerRef member, long version, byte[] document)
    {
        using var json = JsonDocument.Parse(document);
        var root = json.RootElement;
        return new MemberProfile(member.Kind, member.Id, root.GetProperty("name").GetString()!)
        {
            Version = version,
            Salt = ReadText(root, "salt"),
            Partner = ReadText(root, "partner"),
            Role = ReadText(root, "role"),
            Locale = ReadText(root, "locale"),
            TimeZone = ReadText(root, "timeZone"),
            Parent = ReadText(root, "parent"),
            Category = ReadText(root, "category"),
            Region = ReadText(root, "region"),
            SizeBand = ReadText(root, "sizeBand"),
            Attributes = root.TryGetProperty("attributes", out var attributes)
                ? AttributeMap.Read(attributes)
                : AttributeMap.Empty,
        };
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static string? ReadText(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) ? value.GetString() : null;
}
