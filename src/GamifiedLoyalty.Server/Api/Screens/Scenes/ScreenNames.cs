using System.Text;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Api.Screens.Scenes;

/// <summary>The names that a screen shows of members, by its audience.</summary>
internal sealed class ScreenNames(MemberDirectory members, ScreenAudience audience)
{
    /// <summary>Whether a member is shown by name.</summary>
    public bool Shows(OwnerRef member) => audience.Includes(members, member);

    /// <summary>The name, or initials for who is not of the audience.</summary>
    public string Name(OwnerRef member)
    {
        var name = members.NameOf(member);
        return audience.Includes(members, member) ? name : Initials(name);
    }

    /// <summary>The name of an employee's company; null when there is none, or it is not to be shown.</summary>
    public string? Company(OwnerRef member) =>
        members.Find(member)?.Partner is { } partner && audience.Includes(members, member) ? members.NameOf(OwnerRef.Partner(partner)) : null;

    /// <summary>The first letters of the first and last word of a name, each with a dot.</summary>
    private static string Initials(string name)
    {
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(w => w.EnumerateRunes().First()).Where(Rune.IsLetterOrDigit).Select(r => $"{r}.").ToList();
        return words.Count switch { 0 => "…", 1 => words[0], _ => $"{words[0]} {words[^1]}" };
    }
}
