using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Programs.Reading;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Challenges.Reading;

/// <summary>What reading a challenge's definition gave.</summary>
/// <param name="Definition">The definition; null when there are faults.</param>
/// <param name="Faults">Every fault, each with the pointer to its exact place.</param>
public readonly record struct ChallengeReading(ChallengeDefinition? Definition, IReadOnlyList<Fault> Faults);

/// <summary>Reads and validates the JSON document of a challenge.</summary>
public static class ChallengeReader
{
    /// <summary>
    /// Reads a document of at most 1 MiB. Faults name unknown fields, wrong types and values, and what does not go together;
    /// all of them are collected.
    /// </summary>
    /// <param name="utf8Json">The document.</param>
    /// <param name="program">The program: its zone resolves local times, its currencies can be named.</param>
    public static ChallengeReading Read(ReadOnlyMemory<byte> utf8Json, ProgramDefinition program)
    {
        ArgumentNullException.ThrowIfNull(program);
        var currencies = program.Currencies.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return Read(utf8Json, new DefinitionContext(program.Calendar, currencies));
    }

    /// <summary>Reads a document that was accepted before, whatever has become of the program's zone and currencies since.</summary>
    /// <param name="utf8Json">The document.</param>
    /// <param name="timeZone">The zone that it was read in, <see cref="ChallengeDefinition.TimeZone"/>.</param>
    /// <exception cref="InvalidDataException">The document is faulty.</exception>
    public static ChallengeDefinition ReadAccepted(ReadOnlyMemory<byte> utf8Json, string timeZone)
    {
        var context = new DefinitionContext(new ProgramCalendar(timeZone), new HashSet<string>(StringComparer.Ordinal));
        var (definition, faults) = Read(utf8Json, context);
        return definition ?? throw new InvalidDataException($"The definition of a challenge is faulty: {string.Join("; ", faults)}");
    }

    private static ChallengeReading Read(ReadOnlyMemory<byte> utf8Json, DefinitionContext context)
    {
        var (definition, faults) = JsonDocuments.Read(utf8Json, Limits.ChallengeBytes, root => Definition(root, context));
        return new(definition, faults);
    }

    private static ChallengeDefinition? Definition(JsonPlace root, DefinitionContext context)
    {
        if (root.Object(ChallengeFields.Challenge) is not { } place)
        {
            return null;
        }

        _ = place.Optional("$schema")?.Text();
        var partners = place.Required("subject")?.Word("unknownValue", Words.Subjects);
        var (start, end) = Window(place, context.Calendar);
        var format = place.Optional("format") is { } kind ? FormatReader.Read(kind) : new ChallengeFormat.Race();
        var optIn = Word(place, "enrolment", ChallengeWords.Enrolments, false);
        var scoring = Word(place, "scoring", ChallengeWords.Scorings, Scoring.Total);
        var definition = new ChallengeDefinition
        {
            Name = (place.Required("name") is { } name ? Texts.Localized(name) : null) ?? new LocalizedText(""),
            Description = place.Optional("description") is { } description ? Texts.Prose(description) : null,
            Terms = place.Optional("terms") is { } terms ? Texts.Prose(terms) : null,
            RanksPartners = partners ?? false,
            Metric = Metric(place, context),
            TimeZone = context.Calendar.Zone,
            Start = start ?? default,
            End = end ?? default,
            CorrectionWindow = (place.Optional("correctionWindow") is { } window ? Times.Duration(window) : null) ?? new(0, TimeSpan.Zero),
            SettlesByItself = Word(place, "settlement", ChallengeWords.Settlements, false) ?? false,
            ReturnWindow = place.Optional("returnWindow") is { } returns ? Times.Duration(returns) : null,
            Audience = place.Optional("audience") is { } audience ? AudienceReader.Read(audience, partners) : Audience.Everyone,
            OptIn = optIn ?? false,
            LateJoining = Word(place, "lateJoining", ChallengeWords.LateJoinings, LateJoining.Full) ?? LateJoining.Full,
            Format = format ?? new ChallengeFormat.Race(),
            Scoring = scoring ?? Scoring.Total,
            MinimumHeadcount = (int)(place.Optional("minimumHeadcount")?.Integer(1, 1_000_000) ?? 1),
            Baseline = place.Optional("baseline") is { } past ? Baseline(past, context.Calendar, start) : null,
            ByBand = place.Optional("byBand")?.Flag() ?? false,
            MinimumScore = place.Optional("minimumScore")?.Integer(0, Limits.MaxMagnitude) ?? 0,
            SharedTies = Word(place, "ties", Words.Ties, false) ?? false,
            TiePrizes = Word(place, "tiePrizes", ChallengeWords.TiePrizes, TiePrizes.Split) ?? TiePrizes.Split,
            Prizes = place.Optional("prizes") is { } prizes ? new PrizeReader(context, format).Read(prizes) : PrizePlan.None,
        };
        new ChallengeChecks(place, definition, partners, optIn, format, scoring).Check(context.Calendar, start < end);
        return definition;
    }

    /// <summary>A word, or its default; null when it is faulty.</summary>
    private static T? Word<T>(ObjectPlace place, string name, IReadOnlyList<(string Name, T Value)> words, T otherwise)
        where T : struct =>
        place.Optional(name) is { } word ? word.Word("unknownValue", words) : otherwise;

    private static (DateTimeOffset? Start, DateTimeOffset? End) Window(ObjectPlace place, ProgramCalendar calendar)
    {
        var start = place.Required("start") is { } first ? Moment(first, calendar) : null;
        var end = place.Required("end") is { } last ? Moment(last, calendar) : null;
        if (start >= end)
        {
            place.Fault("end", "badWindow", "\"end\" must be later than \"start\".");
        }

        return (start, end);
    }

    // Far from both ends of the calendar, so that any window, round and wait can be added.
    private static DateTimeOffset? Moment(JsonPlace place, ProgramCalendar calendar)
    {
        var moment = Times.LocalMoment(place, calendar);
        if (moment is { Year: < 1900 or > 2999 })
        {
            place.Fault("outOfRange", "A year from 1900 to 2999 is expected.", "1900–2999");
            return null;
        }

        return moment;
    }

    private static ChallengeMetric Metric(ObjectPlace place, DefinitionContext context)
    {
        var metric = place.Required("metric")?.Object(ChallengeFields.Metric);
        var measure = metric?.Required("measure")?.Word("unknownMeasure", Words.Measures);
        return new(measure ?? default, context.MetricCurrency(metric, measure), ConditionReader.Read(place.Optional("filter")));
    }

    private static Baseline? Baseline(JsonPlace past, ProgramCalendar calendar, DateTimeOffset? start)
    {
        if (past.Object(ChallengeFields.Baseline) is not { } place)
        {
            return null;
        }

        var from = place.Required("from") is { } first ? Moment(first, calendar) : null;
        var until = place.Required("until") is { } last ? Moment(last, calendar) : null;
        var floor = place.Optional("floor")?.Integer(1, Limits.MaxMagnitude);
        if (from >= until)
        {
            place.Fault("until", "badWindow", "\"until\" must be later than \"from\".");
        }
        else if (until > start)
        {
            place.Fault("until", "badWindow", "The past that is compared with ends before the challenge starts.");
        }

        return new(from ?? default, until ?? default, floor ?? 1);
    }
}
