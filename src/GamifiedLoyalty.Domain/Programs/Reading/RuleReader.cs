namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>Reads earning rules.</summary>
internal sealed class RuleReader(DefinitionContext context)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public (EarningRule Rule, ObjectPlace Place)? Read(JsonPlace item)
    {
        if (item.Object(KnownFields.Rule) is not { } place)
        {
            return null;
        }

        var (from, until) = Validity(place);
        var rule = new EarningRule
        {
            Id = Texts.UniqueId(place, _seen),
            Name = place.Optional("name") is { } name ? Texts.Localized(name) : null,
            On = place.Required("on")?.Printable(Limits.IdLength) ?? "",
            From = from,
            Until = until,
            Priority = (int)(place.Optional("priority")?.Integer(int.MinValue, int.MaxValue) ?? 0),
            ExclusiveGroup = place.Optional("exclusiveGroup")?.Printable(Limits.IdLength),
            When = ConditionReader.Read(place.Optional("when")),
            Formula = place.Required("formula") is { } formula ? FormulaReader.Read(formula) : new Formula.Fixed(0),
            Currency = context.Currency(place.Required("currency")) ?? "",
            EmployeePercent = place.Optional("beneficiary") is { } beneficiary ? EmployeePercent(beneficiary) : 100,
            Rounding = place.Optional("rounding")?.Word("unknownValue", Words.Roundings) ?? Rounding.Down,
            PendingFor = place.Optional("pendingFor") is { } pending ? Times.Duration(pending) : null,
            Caps = [.. place.Items("caps", Limits.CapsPerRule).Select(Cap).OfType<Cap>()],
            Sponsor = place.Optional("sponsor")?.Id(),
        };
        return (rule, place);
    }

    private (DateTimeOffset? From, DateTimeOffset? Until) Validity(ObjectPlace place)
    {
        var from = place.Optional("from") is { } first ? Times.Moment(first, context.Calendar) : null;
        var until = place.Optional("until") is { } last ? Times.Moment(last, context.Calendar) : null;
        if (from >= until)
        {
            place.Fault("until", "badWindow", "\"until\" must be later than \"from\".");
        }

        return (from, until);
    }

    private static int EmployeePercent(JsonPlace place)
    {
        if (place.IsText)
        {
            return place.Word("unknownValue", Words.Subjects) == true ? 0 : 100;
        }

        if (place.Object(KnownFields.Split) is not { } split)
        {
            return 100;
        }

        var faultless = true;
        var employee = Share(split, "employee", ref faultless);
        var partner = Share(split, "partner", ref faultless);
        if (faultless && employee + partner != 100)
        {
            place.Fault("sumNot100", "The percentages of employee and partner must total 100.");
        }

        return (int)employee;
    }

    private static long Share(ObjectPlace split, string name, ref bool faultless)
    {
        if (split.Optional(name) is not { } place)
        {
            return 0;
        }

        var share = place.Integer(0, 100);
        faultless &= share is not null;
        return share ?? 0;
    }

    private static Cap? Cap(JsonPlace item)
    {
        if (item.Object(KnownFields.Cap) is not { } place)
        {
            return null;
        }

        var scope = place.Required("per")?.Word("unknownValue", Words.CapScopes) ?? default;
        var period = place.Required("period")?.Word("badPeriod", Words.Periods) ?? default;
        var max = place.Required("max")?.Integer(0, Limits.MaxMagnitude) ?? 0;
        return new Cap(scope, period, max);
    }
}
