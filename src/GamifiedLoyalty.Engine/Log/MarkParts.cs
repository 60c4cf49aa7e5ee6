using System.Text.Json;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Engine.Log;

/// <summary>Writes and reads the marks that stand for members in the log.</summary>
internal static class MarkParts
{
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, MemberMark mark)
    {
        json.WritePropertyName(name);
        Write(json, mark);
    }

    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<MemberMark> marks)
    {
        json.WriteStartArray(name);
        foreach (var mark in marks)
        {
            Write(json, mark);
        }

        json.WriteEndArray();
    }

    public static MemberMark Read(JsonElement json) => new(
        json.OptionalText("employee") is { } employee ? OwnerRef.Employee(employee) : OwnerRef.Partner(json.Text("partner")),
        json.Text("profile"),
        json.TryGetProperty("new", out _));

    private static void Write(Utf8JsonWriter json, MemberMark mark)
    {
        json.WriteStartObject();
        json.WriteString(OwnerRef.KindName(mark.Member.Kind), mark.Member.Id);
        json.WriteString("profile"u8, mark.Hash);
        if (mark.IsNew)
        {
            json.WriteBoolean("new"u8, true);
        }

        json.WriteEndObject();
    }
}
