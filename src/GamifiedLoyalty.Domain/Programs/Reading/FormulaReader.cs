namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>Reads formulas.</summary>
internal static class FormulaReader
{
    private static readonly Formula Faulty = new Formula.Fixed(0);

    public static Formula Read(JsonPlace place)
    {
        if (place.AnyObject() is not { } formula || formula.Required("type")?.Text() is not { } type)
        {
            return Faulty;
        }

        if (!KnownFields.Formulas.TryGetValue(type, out var known))
        {
            formula.Fault("type", "unknownFormula", $"One of {string.Join(", ", KnownFields.Formulas.Keys)} is expected.");
            return Faulty;
        }

        formula.RefuseUnknown(["type", .. known]);
        return Read(type, formula);
    }

    private static Formula Read(string type, ObjectPlace formula) => type switch
    {
        "fixed" => new Formula.Fixed(Points(formula)),
        "perAmount" => new Formula.PerAmount(Points(formula), Above(formula, "per")),
        "perQuantity" => new Formula.PerQuantity(Points(formula), formula.Has("per") ? Above(formula, "per") : 1),
        "percentBack" => new Formula.PercentBack(formula.Required("percent")?.Number(0) ?? 0),
        "multiplier" => Multiplier(formula),
        "threshold" => Threshold(formula),
        "firstTime" => new Formula.FirstTime(
            formula.Required("per")?.Word("unknownValue", Words.FirstTimes) ?? default, Points(formula)),
        _ => Slabs(formula),
    };

    private static Formula.Multiplier Multiplier(ObjectPlace formula)
    {
        var factor = formula.Required("factor")?.Number(1) ?? 1;
        var of = formula.Required("of")?.SomeItems(Limits.CapsPerRule) ?? [];
        return new Formula.Multiplier(factor, [.. of.Select(o => o.Id() ?? "")]);
    }

    private static Formula.Threshold Threshold(ObjectPlace formula) => new(
        formula.Required("measure")?.Word("unknownMeasure", Words.Measures) ?? default,
        formula.Required("period")?.Word("badPeriod", Words.Periods) ?? default,
        formula.Required("bar")?.Number(0) ?? 0,
        Points(formula));

    private static Formula.Slabs Slabs(ObjectPlace formula) => new(
        formula.Required("measure")?.Word("unknownMeasure", Words.Measures) ?? default,
        formula.Required("period")?.Word("badPeriod", Words.Periods) ?? default,
        formula.Required("mode")?.Word("unknownValue", Words.SlabModes) ?? default,
        Steps(formula.Required("steps")));

    private static List<SlabStep> Steps(JsonPlace? place)
    {
        var steps = new List<SlabStep>();
        decimal? last = null;
        foreach (var item in place?.SomeItems(Limits.SlabSteps) ?? [])
        {
            if (item.Object(KnownFields.Step) is not { } step)
            {
                continue;
            }

            var from = step.Required("from")?.Number(0);
            if (from <= last)
            {
                step.Fault("from", "notAscending", "Each step begins above the one before.");
            }

            last = from ?? last;
            steps.Add(new SlabStep(from ?? 0, Points(step), Above(step, "per")));
        }

        return steps;
    }

    private static long Points(ObjectPlace place) =>
        place.Required("points")?.Integer(0, Limits.MaxMagnitude) ?? 0;

    private static decimal Above(ObjectPlace place, string name) =>
        place.Required(name)?.Number(0, exclusive: true) ?? 1;
}
