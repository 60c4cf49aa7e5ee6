using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Server.Pages.Search;

namespace GamifiedLoyalty.Server.Pages.Contests.Formats;

/// <summary>
/// Finds whom somebody may invite to a duel: everybody who takes part, ranked or not. Where they are too many to list,
/// those who stand nearby are offered, and a search finds the others; no page looks at more than some thousand members.
/// </summary>
/// <param name="indexes">Finds members by name.</param>
internal sealed class Opponents(MemberIndexes indexes)
{
    private const int MostListed = 40;
    private const int MostHits = 12;
    private const int Nearby = 4;

    /// <summary>The choice; null for who cannot invite now.</summary>
    /// <param name="scene">The contest and who looks.</param>
    /// <param name="typed">What was searched for.</param>
    public async Task<OpponentChoice?> OfAsync(FormatScene scene, string? typed)
    {
        if (scene.Contest.Definition.Format is not ChallengeFormat.Duels || scene.Part is not { TakesPart: true } || !scene.IsOpen || scene.Contest.Definition.RanksPartners)
        {
            return null;
        }

        var text = string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
        if (Few(scene) is { } few)
        {
            return new OpponentChoice(Named(scene, few), IsMany: false, null);
        }

        var found = text is null
            ? Near(scene)
            : (await indexes.Of(scene.Engine.Members).FindAsync(text, MostHits, profile => ValueTask.FromResult(profile.Kind == OwnerKind.Employee && MayBeInvited(scene, profile.Id))))
                .Select(p => p.Id);
        return new OpponentChoice(Named(scene, found), IsMany: true, text);
    }

    /// <summary>Everybody who takes part, when they can be listed; null when they are too many.</summary>
    private static List<string>? Few(FormatScene scene)
    {
        var (found, looked) = (new List<string>(), 0);
        foreach (var subject in scene.Contest.Definition.OptIn ? scene.Shown.Challenge.Participants.Select(p => p.Subject) : scene.Engine.Members.Employees.Select(e => e.Id))
        {
            if (++looked > MemberIndex.MaxExamined || found.Count > MostListed)
            {
                return null;
            }

            if (MayBeInvited(scene, subject))
            {
                found.Add(subject);
            }
        }

        return found.Count > MostListed ? null : found;
    }

    /// <summary>Those who stand next to the viewer; the best where the viewer does not stand anywhere.</summary>
    private static IEnumerable<string> Near(FormatScene scene)
    {
        var at = scene.OwnRow is { } own ? Math.Max(0, scene.Ranked.ToList().IndexOf(own) - Nearby) : 0;
        return scene.Ranked.Skip(at).Take((2 * Nearby) + 1).Select(r => r.Subject).Where(s => MayBeInvited(scene, s));
    }

    private static bool MayBeInvited(FormatScene scene, string subject) => subject != scene.Own && scene.Engine.TakesPart(scene.Contest.Id, subject);

    private static IReadOnlyList<OpponentName> Named(FormatScene scene, IEnumerable<string> subjects) => [.. subjects
        .Select(s => new OpponentName(s, scene.Words.Names.CompanyOf(s) is { } company ? $"{scene.Words.Names.NameOf(s)} · {company}" : scene.Words.Names.NameOf(s)))
        .OrderBy(o => o.Name, StringComparer.Create(scene.Words.Language.Culture, ignoreCase: true)).ThenBy(o => o.Subject, StringComparer.Ordinal)];
}
