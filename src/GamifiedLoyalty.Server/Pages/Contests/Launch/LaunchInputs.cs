using System.Globalization;
using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Challenges.Templates;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Pages.Contests.Launch;

/// <summary>
/// The inputs of a template as a person fills them in: sums are written in whole units of their currency and not in the
/// smallest, and what the program knows is offered to choose from.
/// </summary>
/// <param name="engine">The program.</param>
/// <param name="template">The template.</param>
/// <param name="words">The words of the page.</param>
/// <param name="now">Now, for defaults.</param>
internal sealed class LaunchInputs(ProgramEngine engine, ChallengeTemplate template, ContestWords words, DateTimeOffset now)
{
    private const int MostChoices = 60;
    private static readonly string[] Lengths = ["PT1H", "PT6H", "PT12H", "P1D", "P2D", "P3D", "P7D"];
    private readonly ProgramDefinition _program = engine.Current.Definition;

    /// <summary>The inputs as the template takes them; what is no sum stays as it is and is told by the template.</summary>
    public Dictionary<string, string> Given(LaunchWish wish) => template.Inputs(_program, now)
        .Where(i => wish.Inputs.ContainsKey(i.Id))
        .ToDictionary(i => i.Id, i => Units(i, wish), StringComparer.Ordinal);

    /// <summary>The fields of the form.</summary>
    /// <param name="wish">What was filled in.</param>
    /// <param name="suggested">Members that are suggested where members are asked for.</param>
    /// <param name="faults">What is wrong.</param>
    public IReadOnlyList<LaunchInput> Fields(LaunchWish wish, IReadOnlyList<string> suggested, IReadOnlyList<Fault> faults) =>
        [.. template.Inputs(_program, now).Where(i => i.Kind != TemplateInputKind.Currency || _program.Currencies.Count > 1).Select(i => Field(i, wish, suggested, faults))];

    private LaunchInput Field(TemplateInput input, LaunchWish wish, IReadOnlyList<string> suggested, IReadOnlyList<Fault> faults)
    {
        var decimals = DecimalsOf(input.Id, wish);
        var value = wish.Inputs.TryGetValue(input.Id, out var given) ? given
            : input.Kind == TemplateInputKind.Members ? string.Join(' ', suggested)
            : input.Kind == TemplateInputKind.Number && long.TryParse(input.Default, CultureInfo.InvariantCulture, out var number) ? ContestWords.Plain(number, decimals)
            : input.Default ?? "";
        return new LaunchInput(input.Id, KindOf(input), input.Label.For(words.Language.Locale), value)
        {
            IsRequired = input.IsRequired,
            Placeholder = input.IsRequired ? null : words.Find($"Placeholder.{input.Id}"),
            Hint = words.Find($"Hint.{input.Id}"),
            Choices = ChoicesOf(input, value),
            Fault = faults.FirstOrDefault(f => f.Pointer == $"/{input.Id}") is { } fault ? LaunchFaults.Words(fault, words) : null,
        };
    }

    private static string KindOf(TemplateInput input) => input.Kind switch
    {
        TemplateInputKind.Currency or TemplateInputKind.Duration => "choice",
        var kind => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()),
    };

    private IReadOnlyList<(string, string)> ChoicesOf(TemplateInput input, string value) => input.Id switch
    {
        "currency" => [.. _program.Currencies.Select(c => (c.Id, c.Name.For(words.Language.Locale)))],
        "roundLength" => [.. Lengths.Append(value).Distinct(StringComparer.Ordinal).Where(l => l.Length > 0).Select(l => (l, words.Find($"Length.{l}") ?? l))],
        "region" => Named(engine.Members.Partners.Select(p => p.Region)),
        "category" => Named(engine.Members.Partners.Select(p => p.Category)),
        "product" => Named(ProductCategories.Of(_program)),
        _ => [],
    };

    private static IReadOnlyList<(string, string)> Named(IEnumerable<string?> names) =>
        [.. names.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.CurrentCulture).Take(MostChoices).Select(n => (n, n))];

    private string Units(TemplateInput input, LaunchWish wish)
    {
        var text = wish.Inputs[input.Id].Trim();
        var decimals = DecimalsOf(input.Id, wish);
        return input.Kind == TemplateInputKind.Number
            && decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var whole)
            && whole <= Limits.MaxMagnitude
            && whole * Decimals.PowerOfTen(decimals) is var units
            && units == decimal.Truncate(units)
            ? units.ToString("0", CultureInfo.InvariantCulture)
            : text;
    }

    private int DecimalsOf(string input, LaunchWish wish) => input switch
    {
        "prizePoints" or "budget" => (_program.Currency(wish.Inputs.GetValueOrDefault("currency") ?? "") ?? _program.Currencies.FirstOrDefault())?.Decimals ?? 0,
        "floor" => _program.Money.Decimals,
        _ => 0,
    };
}
