using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Programs.Reading;

namespace GamifiedLoyalty.Domain.Challenges.Reading;

/// <summary>Reads formats.</summary>
internal static class FormatReader
{
    private static readonly CalendarDuration OneDay = new(0, TimeSpan.FromDays(1));

    /// <summary>The format; null when it is faulty.</summary>
    public static ChallengeFormat? Read(JsonPlace item)
    {
        if (item.AnyObject() is not { } place || place.Required("type") is not { } type || type.Text() is not { } name)
        {
            return null;
        }

        if (!ChallengeFields.Formats.TryGetValue(name, out var known))
        {
            var names = string.Join(", ", ChallengeFields.Formats.Keys);
            type.Fault("unknownFormat", $"One of {names} is expected.", names);
            return null;
        }

        place.RefuseUnknown(["type", .. known]);
        return name switch
        {
            "race" => new ChallengeFormat.Race(),
            "team" => new ChallengeFormat.Team(),
            "target" => Target(place),
            "milestones" => Milestones(place),
            "duels" => Duels(place),
            "bracket" => Bracket(place),
            "kingOfTheHill" => new ChallengeFormat.KingOfTheHill(RequiredLength(place)),
            "elimination" => new ChallengeFormat.Elimination(
                RequiredLength(place), (int)(place.Required("out")?.Integer(1, Limits.AudienceMembers) ?? 1)),
            _ => new ChallengeFormat.Raffle(
                place.Required("per")?.Integer(1, Limits.MaxMagnitude) ?? 1,
                place.Optional("mostTickets")?.Integer(1, Limits.MaxMagnitude)),
        };
    }

    private static ChallengeFormat.Target Target(ObjectPlace place)
    {
        _ = place.OnlyOne("bar", "personal", "growthPercent");
        return new(
            place.Optional("bar")?.Integer(1, Limits.MaxMagnitude),
            place.Optional("personal") is { } personal ? Personal(personal) : null,
            place.Optional("growthPercent")?.Number(0, exclusive: true));
    }

    private static Dictionary<string, long> Personal(JsonPlace place)
    {
        var bars = new Dictionary<string, long>(StringComparer.Ordinal);
        var members = place.AnyObject()?.Members;
        if (members is { Count: 0 })
        {
            place.Fault("required", "At least one item is required.");
        }

        if (members?.Count > Limits.AudienceMembers)
        {
            place.Fault("tooMany", $"At most {Limits.AudienceMembers} items are allowed.", $"≤ {Limits.AudienceMembers}");
            return bars;
        }

        foreach (var (id, bar) in members ?? new Dictionary<string, JsonPlace>(StringComparer.Ordinal))
        {
            if (!Text.Ids.IsId(id))
            {
                bar.Fault("badId", "An id has 1 to 64 characters of A-Z, a-z, 0-9, dot, underscore and hyphen.");
            }

            bars[id] = bar.Integer(1, Limits.MaxMagnitude) ?? 1;
        }

        return bars;
    }

    private static ChallengeFormat.Milestones Milestones(ObjectPlace place)
    {
        var steps = new List<MilestoneStep>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in place.Required("steps")?.SomeItems(Limits.MilestoneSteps) ?? [])
        {
            if (item.Object(ChallengeFields.Step) is not { } step)
            {
                continue;
            }

            var id = Texts.UniqueId(step, seen);
            var at = step.Required("at")?.Integer(1, Limits.MaxMagnitude);
            if (at <= steps.LastOrDefault()?.At)
            {
                step.Fault("at", "notAscending", "Steps ascend.");
            }

            steps.Add(new(id, at ?? 0, step.Optional("name") is { } name ? Texts.Localized(name) : null));
        }

        return new(steps);
    }

    private static ChallengeFormat.Duels Duels(ObjectPlace place) => new(
        (place.Optional("acceptWithin") is { } within ? Times.PositiveDuration(within) : null) ?? OneDay,
        (int)(place.Optional("mostAtOnce")?.Integer(1, Limits.DuelsAtOnce) ?? 3));

    private static ChallengeFormat.Bracket Bracket(ObjectPlace place)
    {
        var seeds = place.Optional("seeds") is { } given ? AudienceReader.Ids(given, Limits.BracketSeats) : null;
        var seats = seeds is null ? place.Required("size") : place.Optional("size");
        var size = seats?.Integer(2, Limits.BracketSeats);
        if (seeds?.Count == 1)
        {
            place.Fault("seeds", "tooFew", "A bracket has at least two participants.");
        }
        else if (seeds?.Count > size)
        {
            place.Fault("seeds", "tooMany", "There are more seeds than seats.");
        }

        var length = place.Optional("roundLength") is { } round ? Times.PositiveDuration(round) : null;
        return new(seeds, (int)(size ?? seeds?.Count ?? Limits.BracketSeats), length);
    }

    private static CalendarDuration RequiredLength(ObjectPlace place) =>
        (place.Required("roundLength") is { } round ? Times.PositiveDuration(round) : null) ?? OneDay;
}
