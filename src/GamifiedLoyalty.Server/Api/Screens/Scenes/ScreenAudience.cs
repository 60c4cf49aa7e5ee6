using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Api.Screens.Scenes;

/// <summary>
/// For whom a screen hangs: members of these partners, or of partners of these regions or categories, are shown by name, and
/// all others by their initials, without their company.
/// </summary>
internal sealed record ScreenAudience(IReadOnlyList<string> Partners, IReadOnlyList<string> Regions, IReadOnlyList<string> Categories)
{
    private const int MaxItems = 100;

    /// <summary>A screen for everybody.</summary>
    public static ScreenAudience Everyone { get; } = new([], [], []);

    /// <summary>Whether everybody is shown by name.</summary>
    public bool IsEveryone => Partners.Count == 0 && Regions.Count == 0 && Categories.Count == 0;

    /// <summary>Reads the entry strictly.</summary>
    public static ScreenAudience Read(FieldReader reader) =>
        new(Names(reader, "partners"), Names(reader, "regions"), Names(reader, "categories"));

    /// <summary>Whether a member is shown by name.</summary>
    public bool Includes(MemberDirectory members, OwnerRef member)
    {
        if (IsEveryone)
        {
            return true;
        }

        var profile = members.Find(member);
        var company = member.Kind == OwnerKind.Partner ? profile : profile?.Partner is { } id ? members.Find(OwnerRef.Partner(id)) : null;
        return company is not null
            && (Partners.Contains(company.Id, StringComparer.Ordinal)
                || Matches(Regions, company.Region) || Matches(Categories, company.Category)
                || members.AncestorsOf(company.Id).Any(a => Partners.Contains(a, StringComparer.Ordinal)));
    }

    private static bool Matches(IReadOnlyList<string> wanted, string? value) => value is not null && wanted.Contains(value, StringComparer.Ordinal);

    private static List<string> Names(FieldReader reader, string field)
    {
        var names = new List<string>();
        foreach (var (element, pointer) in reader.Items(field, MaxItems))
        {
            if (element.ValueKind == System.Text.Json.JsonValueKind.String && FieldReader.TextOf(element) is { Length: > 0 and <= Limits.TextLength } name)
            {
                names.Add(name);
            }
            else
            {
                reader.ReportAt(pointer, "wrongType", "A text is expected.");
            }
        }

        return names;
    }
}
