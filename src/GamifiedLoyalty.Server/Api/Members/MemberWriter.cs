using System.Text.Json;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;

namespace GamifiedLoyalty.Server.Api.Members;

/// <summary>Writes members and what became of them.</summary>
internal static class MemberWriter
{
    /// <summary>Writes what became of a member.</summary>
    public static void WriteResult(Utf8JsonWriter writer, string? kind, string? id, MemberResult result)
    {
        writer.WriteStartObject();
        writer.WriteOptional("kind", kind);
        writer.WriteOptional("id", id);
        writer.WriteString("status", Word(result.Status));
        writer.WriteNumber("version", result.Version);
        if (result.Fault is { } fault)
        {
            writer.WriteStartObject("error");
            Problems.WriteFault(writer, fault);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes the fields of a member into an open object.</summary>
    public static void WriteProfile(Utf8JsonWriter writer, MemberProfile profile)
    {
        writer.WriteString("id", profile.Id);
        writer.WriteString("name", profile.Name);
        writer.WriteOptional("partner", profile.Partner);
        writer.WriteOptional("role", profile.Role);
        writer.WriteOptional("locale", profile.Locale);
        writer.WriteOptional("timeZone", profile.TimeZone);
        writer.WriteOptional("parent", profile.Parent);
        writer.WriteOptional("category", profile.Category);
        writer.WriteOptional("region", profile.Region);
        writer.WriteOptional("sizeBand", profile.SizeBand);
        if (!profile.Attributes.IsEmpty)
        {
            writer.WritePropertyName("attributes");
            profile.Attributes.WriteTo(writer);
        }
    }

    private static string Word(MemberStatus status) => status switch
    {
        MemberStatus.Created => "created",
        MemberStatus.Updated => "updated",
        MemberStatus.Unchanged => "unchanged",
        _ => "rejected",
    };
}
