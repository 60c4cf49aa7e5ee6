namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>Reads conditions.</summary>
internal static class ConditionReader
{
    /// <summary>A condition; always when there is none.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="allows">Which fields may be asked; null for all.</param>
    /// <param name="depth">How deep it nests, from 1.</param>
    public static Condition Read(JsonPlace? place, Func<FieldKind, bool>? allows = null, int depth = 1)
    {
        if (place is null)
        {
            return Condition.Always;
        }

        if (depth > Limits.ConditionDepth)
        {
            place.Fault("tooDeep", $"Conditions nest at most {Limits.ConditionDepth} deep.", $"≤ {Limits.ConditionDepth}");
            return Condition.Always;
        }

        if (place.AnyObject() is not { } condition || condition.Members.Count == 0)
        {
            return Condition.Always;
        }

        return Combination(condition, allows, depth);
    }

    private static Condition Combination(ObjectPlace condition, Func<FieldKind, bool>? allows, int depth)
    {
        if (condition.Optional("all") is { } all)
        {
            condition.RefuseUnknown("all");
            return new Condition.All(Parts(all, allows, depth));
        }

        if (condition.Optional("any") is { } any)
        {
            condition.RefuseUnknown("any");
            return new Condition.Any(Parts(any, allows, depth));
        }

        if (condition.Optional("not") is { } not)
        {
            condition.RefuseUnknown("not");
            return new Condition.Not(Read(not, allows, depth + 1));
        }

        return CompareReader.Read(condition, allows);
    }

    private static Condition[] Parts(JsonPlace place, Func<FieldKind, bool>? allows, int depth) =>
        [.. place.Items(Limits.ConditionParts).Select(p => Read(p, allows, depth + 1))];
}
