using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>What the parts of a definition refer to.</summary>
/// <param name="Calendar">The program's calendar; UTC while the zone is faulty, so that one fault does not bring others.</param>
/// <param name="Currencies">
/// The ids of the currencies that members earn. Where one of them is itself faulty, or none is given, references are not
/// checked, so that one fault does not bring others.
/// </param>
internal sealed record DefinitionContext(ProgramCalendar Calendar, IReadOnlySet<string> Currencies)
{
    /// <summary>The id of an existing currency.</summary>
    public string? Currency(JsonPlace? place)
    {
        var id = place?.Text();
        if (id is not null && !Currencies.Contains(id) && Currencies.Count > 0 && !Currencies.Contains(""))
        {
            place!.Fault("unknownCurrency", $"The program has no currency \"{id}\".");
            return null;
        }

        return id;
    }

    /// <summary>The currency of a metric: points have one, other measures none.</summary>
    public string? MetricCurrency(ObjectPlace? metric, Measure? measure)
    {
        if (measure == Measure.Points)
        {
            return Currency(metric!.Required("currency"));
        }

        if (measure is not null && metric!.Optional("currency") is { } currency)
        {
            currency.Fault("pointsOnly", "Only the measure points has a currency.");
        }

        return null;
    }
}
