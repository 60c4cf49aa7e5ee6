using GamifiedLoyalty.Domain.Programs.Reading;
using GamifiedLoyalty.Domain.Text;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Programs;

/// <summary>What reading a program definition gave.</summary>
/// <param name="Definition">The definition; null when there are faults.</param>
/// <param name="Faults">Every fault, each with the pointer to its exact place.</param>
public readonly record struct DefinitionReading(ProgramDefinition? Definition, IReadOnlyList<Fault> Faults);

/// <summary>Reads and validates the JSON document of a program definition.</summary>
public static class DefinitionReader
{
    /// <summary>
    /// Reads a document of at most 1 MiB. Faults name unknown fields, wrong types and values, and references that lead
    /// nowhere; all of them are collected. Rules come in evaluation order, with version 1.
    /// </summary>
    /// <param name="utf8Json">The document.</param>
    /// <param name="defaultName">The program's name when the document gives none.</param>
    public static DefinitionReading Read(ReadOnlyMemory<byte> utf8Json, string defaultName = "")
    {
        ArgumentNullException.ThrowIfNull(defaultName);
        var (definition, faults) = JsonDocuments.Read(utf8Json, Limits.DefinitionBytes, root => Definition(root, defaultName));
        return new(definition, faults);
    }

    private static ProgramDefinition? Definition(JsonPlace root, string defaultName)
    {
        if (root.Object(KnownFields.Program) is not { } place)
        {
            return null;
        }

        _ = place.Optional("$schema")?.Text();
        var currencies = Currencies(place);
        var calendar = place.Required("timeZone") is { } zone ? Calendar(zone) : new ProgramCalendar("UTC");
        var context = new DefinitionContext(calendar, currencies.Select(c => c.Id).ToHashSet(StringComparer.Ordinal));
        return new ProgramDefinition
        {
            Name = (place.Optional("name") is { } name ? Texts.Localized(name) : null) ?? new LocalizedText(defaultName),
            Calendar = calendar,
            Locales = place.Optional("locales") is { } locales ? Locales(locales) : ["en"],
            Money = (place.Required("money") is { } money ? MoneyReader.Money(money) : null) ?? new("", 2, []),
            Visibility = place.Optional("privacy") is { } privacy ? Privacy(privacy) : Visibility.Members,
            Currencies = currencies,
            Rules = Rules(place, context),
            Boards = Boards(place, context),
            Imports = Imports(place),
            Challenges = place.Optional("challenges") is { } challenges ? Challenges(challenges) : ChallengeSettings.Default,
        };
    }

    private static ProgramCalendar Calendar(JsonPlace place)
    {
        var id = place.Text();
        if (id is null || Ids.FindZone(id) is not null)
        {
            return new ProgramCalendar(id ?? "UTC");
        }

        place.Fault("unknownZone", $"\"{id}\" is not a time zone of the IANA database.");
        return new ProgramCalendar("UTC");
    }

    private static List<string> Locales(JsonPlace place)
    {
        var locales = new List<string>();
        foreach (var item in place.SomeItems(Limits.Locales))
        {
            var locale = item.Text();
            if (locale is not null && !Ids.IsLocale(locale))
            {
                item.Fault("badLocale", $"\"{locale}\" is not a language tag such as en or fr-CA.");
            }
            else if (locale is not null && locales.Contains(locale, StringComparer.OrdinalIgnoreCase))
            {
                item.Fault("duplicateLocale", $"\"{locale}\" is given twice.");
            }

            locales.Add(locale ?? "");
        }

        return locales;
    }

    private static Visibility Privacy(JsonPlace place) =>
        place.Object(KnownFields.Privacy)?.Optional("visibility")?.Word("unknownValue", Words.Visibilities)
        ?? Visibility.Members;

    private static CurrencyDefinition[] Currencies(ObjectPlace place)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var items = place.Required("currencies")?.SomeItems(Limits.Currencies) ?? [];
        return [.. items.Select(i => MoneyReader.Currency(i, seen)).OfType<CurrencyDefinition>()];
    }

    private static EarningRule[] Rules(ObjectPlace place, DefinitionContext context)
    {
        var reader = new RuleReader(context);
        var rules = new List<(EarningRule Rule, ObjectPlace Place)>();
        foreach (var item in place.Items("earningRules", Limits.Rules))
        {
            if (reader.Read(item) is { } rule)
            {
                rules.Add(rule);
            }
        }

        new RuleReferences(rules).Check();
        return [.. rules.Select(r => r.Rule).OrderByDescending(r => r.Priority)];
    }

    private static BoardDefinition[] Boards(ObjectPlace place, DefinitionContext context)
    {
        var reader = new BoardReader(context);
        return [.. place.Items("boards", Limits.Boards).Select(reader.Read).OfType<BoardDefinition>()];
    }

    private static ImportMapping[] Imports(ObjectPlace place)
    {
        var reader = new ImportReader();
        return [.. place.Items("imports", Limits.Imports).Select(reader.Read).OfType<ImportMapping>()];
    }

    private static ChallengeSettings Challenges(JsonPlace place)
    {
        var above = place.Object(KnownFields.Challenges)?.Optional("approvalAbove")?.Object(KnownFields.ApprovalAbove);
        return new(
            above?.Optional("points")?.Integer(0, Limits.MaxMagnitude),
            above?.Optional("money")?.Integer(0, Limits.MaxMagnitude));
    }
}
