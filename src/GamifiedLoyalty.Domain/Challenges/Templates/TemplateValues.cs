using System.Globalization;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Text;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Challenges.Templates;

/// <summary>The values of a template's inputs: what was given, else the default; with a fault for each that is not of its kind.</summary>
internal sealed class TemplateValues
{
    private static readonly char[] Separators = [',', ';', ' ', '\t', '\r', '\n'];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<Fault> _faults = [];
    private readonly ProgramCalendar _calendar;

    public TemplateValues(IReadOnlyList<TemplateInput> inputs, IReadOnlyDictionary<string, string> given, ProgramDefinition program)
    {
        _calendar = program.Calendar;
        foreach (var unknown in given.Keys.Where(k => inputs.All(i => i.Id != k)))
        {
            Add(unknown, "unknownField", $"There is no input \"{unknown}\".");
        }

        foreach (var input in inputs)
        {
            var value = given.TryGetValue(input.Id, out var text) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : input.Default;
            if (value is not null)
            {
                _values[input.Id] = value;
                Check(input, value, program);
            }
            else if (input.IsRequired)
            {
                Add(input.Id, "required", $"The input \"{input.Id}\" is required.");
            }
        }
    }

    public IReadOnlyList<Fault> Faults => _faults;

    public string? Text(string input) => _values.GetValueOrDefault(input);

    public long? Number(string input) => Text(input) is { } text ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    public IReadOnlyList<string> Members(string input) => MembersOf(Text(input) ?? "");

    /// <summary>The local date and time of a moment.</summary>
    public DateTime Local(string input) => LocalOf(Text(input)!, _calendar)!.Value;

    private static string[] MembersOf(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    private static DateTime? LocalOf(string text, ProgramCalendar calendar)
    {
        var time = LocalTimeText.Read(text);
        return time.Kind switch
        {
            TimeKind.Malformed => null,
            TimeKind.Instant => calendar.ToLocal(time.Instant).DateTime,
            _ => time.Local,
        };
    }

    private void Check(TemplateInput input, string value, ProgramDefinition program)
    {
        switch (input.Kind)
        {
            case TemplateInputKind.Moment when LocalOf(value, _calendar) is null:
                Add(input.Id, "badInstant", "A date such as 2026-11-27, or a local time such as 2026-11-27T18:00, is expected.");
                break;
            case TemplateInputKind.Text when !Ids.IsPrintable(value, Limits.ExternalIdLength):
                Add(input.Id, "badText", $"A text of 1 to {Limits.ExternalIdLength} printable characters is expected.");
                break;
            case TemplateInputKind.Number when !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > Limits.MaxMagnitude:
                Add(input.Id, "wrongType", "A whole number, at least 0, is expected.");
                break;
            case TemplateInputKind.Currency when program.Currency(value) is null:
                Add(input.Id, "unknownCurrency", $"The program has no currency \"{value}\".");
                break;
            case TemplateInputKind.Members when !MembersOf(value).All(m => Ids.IsId(m)):
                Add(input.Id, "badId", "Ids have 1 to 64 characters of A-Z, a-z, 0-9, dot, underscore and hyphen.");
                break;
            case TemplateInputKind.Duration when !DurationText.TryRead(value, out _):
                Add(input.Id, "badDuration", "An ISO 8601 duration such as P1D is expected.");
                break;
        }
    }

    private void Add(string input, string code, string detail) => _faults.Add(new Fault(code, detail, JsonPointer.Member("", input)));
}
