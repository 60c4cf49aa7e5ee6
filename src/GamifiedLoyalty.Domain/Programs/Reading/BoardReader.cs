using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>Reads boards.</summary>
internal sealed class BoardReader(DefinitionContext context)
{
    private static readonly string[] MetricOptions = ["aggregate", "minimumHeadcount", "rollUp"];

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public BoardDefinition? Read(JsonPlace item)
    {
        if (item.Object(KnownFields.Board) is not { } place)
        {
            return null;
        }

        var metric = place.Required("metric")?.Object(KnownFields.Metric);
        var subject = place.Required("subject")?.Word("unknownValue", Words.Subjects);
        var measure = metric?.Required("measure")?.Word("unknownMeasure", Words.Measures);
        var perHead = Option(place, metric, "aggregate")?.Word("unknownValue", Words.Aggregates) ?? false;
        var rollUp = Option(place, metric, "rollUp")?.Flag() ?? false;
        RefuseTwice(place, metric);
        RefusePartnerOptions(place, metric, subject, perHead, rollUp);
        return new BoardDefinition
        {
            Id = Texts.UniqueId(place, _seen),
            Name = place.Optional("name") is { } name ? Texts.Localized(name) : null,
            RanksPartners = subject ?? false,
            Measure = measure ?? default,
            Currency = context.MetricCurrency(metric, measure),
            Filter = ConditionReader.Read(place.Optional("filter")),
            PerHead = perHead,
            MinimumHeadcount = (int)(Option(place, metric, "minimumHeadcount")?.Integer(1, 1_000_000) ?? 1),
            RollUp = rollUp,
            SharedTies = place.Optional("ties")?.Word("unknownValue", Words.Ties) ?? false,
            Periods = Periods(place.Required("periods")),
        };
    }

    /// <summary>Options of the metric may stand in it or beside it.</summary>
    private static JsonPlace? Option(ObjectPlace board, ObjectPlace? metric, string name) =>
        metric?.Optional(name) ?? board.Optional(name);

    private static void RefuseTwice(ObjectPlace board, ObjectPlace? metric)
    {
        foreach (var name in MetricOptions)
        {
            if (board.Has(name) && metric?.Has(name) == true)
            {
                board.Fault(name, "duplicateProperty", $"\"{name}\" is given in the metric already.");
            }
        }
    }

    private static void RefusePartnerOptions(ObjectPlace board, ObjectPlace? metric, bool? partners, bool perHead, bool rollUp)
    {
        if (partners == false && perHead)
        {
            Option(board, metric, "aggregate")!.Fault("partnersOnly", "Only a board of partners can be per head.");
        }

        if (partners == false && rollUp)
        {
            Option(board, metric, "rollUp")!.Fault("partnersOnly", "Only a board of partners can roll up.");
        }

        if (!perHead && Option(board, metric, "minimumHeadcount") is { } headcount)
        {
            headcount.Fault("perHeadOnly", "A minimum headcount needs the aggregate perHead.");
        }
    }

    private static List<PeriodKind> Periods(JsonPlace? place)
    {
        var periods = new List<PeriodKind>();
        foreach (var item in place?.SomeItems(Words.Periods.Length * 2) ?? [])
        {
            if (item.Word("badPeriod", Words.Periods) is not { } period)
            {
                continue;
            }

            if (periods.Contains(period))
            {
                item.Fault("duplicatePeriod", "A period is offered once.");
            }

            periods.Add(period);
        }

        return periods;
    }
}
