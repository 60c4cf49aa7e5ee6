namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>Reads conditions.</summary>
internal static class ConditionReader
{
    public static Condition Read(JsonPlace? place, int depth = 1)
    {
        if (place is null)
        {
            return Condition.Always;
        }

        if (depth > Limits.ConditionDepth)
        {
            place.Fault("tooDeep", $"Conditions nest at most {Limits.ConditionDepth} deep.");
            return Condition.Always;
        }

        if (place.AnyObject() is not { } condition || condition.Members.Count == 0)
        {
            return Condition.Always;
        }

        return Combination(condition, depth);
    }

    private static Condition Combination(ObjectPlace condition, int depth)
    {
        if (condition.Optional("all") is { } all)
        {
            condition.RefuseUnknown("all");
            return new Condition.All(Parts(all, depth));
        }

        if (condition.Optional("any") is { } any)
        {
            condition.RefuseUnknown("any");
            return new Condition.Any(Parts(any, depth));
        }

        if (condition.Optional("not") is { } not)
        {
            condition.RefuseUnknown("not");
            return new Condition.Not(Read(not, depth + 1));
        }

        return CompareReader.Read(condition);
    }

    private static Condition[] Parts(JsonPlace place, int depth) =>
        [.. place.Items(Limits.ConditionParts).Select(p => Read(p, depth + 1))];
}
