using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Challenges.Templates;

/// <summary>A common contest that a handful of inputs make a complete definition of.</summary>
public sealed class ChallengeTemplate
{
    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    private static readonly (string Pointer, string Input)[] Origins =
    [
        ("/start", "start"), ("/end", "end"), ("/baseline/floor", "floor"), ("/baseline", "start"), ("/audience/members", "members"), ("/format/roundLength", "roundLength"),
        ("/format/out", "out"), ("/format/steps", "units"), ("/minimumHeadcount", "headcount"), ("/prizes/budget", "budget"),
        ("/prizes/currency", "currency"), ("/prizes", "prizePoints"), ("/filter", "product"), ("/name", "product"),
    ];

    private readonly Func<DateTime, (DateTime Start, DateTime End)> _dates;
    private readonly IReadOnlyList<OwnInput> _own;
    private readonly Action<TemplateDraft> _write;
    private readonly int _wholePoints;

    internal ChallengeTemplate(
        string id, Func<DateTime, (DateTime Start, DateTime End)> dates, int wholePoints, IReadOnlyList<OwnInput> own, Action<TemplateDraft> write)
    {
        Id = id;
        _dates = dates;
        _wholePoints = wholePoints;
        _own = own;
        _write = write;
    }

    /// <summary>Its id, part of the public contract.</summary>
    public string Id { get; }

    /// <summary>What a person calls it.</summary>
    public LocalizedText Title => TemplateTexts.Of($"{Id}.Title");

    /// <summary>What it is good for, for whoever chooses.</summary>
    public LocalizedText Purpose => TemplateTexts.Of($"{Id}.Purpose");

    /// <summary>Its inputs in the order of a form, with defaults for a program at an instant.</summary>
    public IReadOnlyList<TemplateInput> Inputs(ProgramDefinition program, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(program);
        var (start, end) = _dates(program.Calendar.ToLocal(now).DateTime);
        var currency = program.Currencies[0];
        var points = _wholePoints * Decimals.PowerOfTen(currency.Decimals);
        return
        [
            Input("start", TemplateInputKind.Moment, Moment(start)),
            Input("end", TemplateInputKind.Moment, Moment(end)),
            .. _own.Select(o => Input(o.Id, o.Kind, o.Default?.Invoke(program), o.IsRequired)),
            Input("region", TemplateInputKind.Text, null),
            Input("category", TemplateInputKind.Text, null),
            Input("currency", TemplateInputKind.Currency, currency.Id),
            Input("prizePoints", TemplateInputKind.Number, points.ToString(CultureInfo.InvariantCulture)),
            Input("budget", TemplateInputKind.Number, null),
        ];
    }

    /// <summary>Writes the definition of a challenge, which the reader accepts; or else says what is wrong with which input.</summary>
    /// <param name="inputs">Inputs by id; blank ones count as not given.</param>
    /// <param name="program">The program.</param>
    /// <param name="now">Now, for defaults.</param>
    public TemplateDocument Fill(IReadOnlyDictionary<string, string> inputs, ProgramDefinition program, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var values = new TemplateValues(Inputs(program, now), inputs, program);
        if (values.Faults.Count > 0)
        {
            return new(default, values.Faults);
        }

        var draft = new TemplateDraft(values);
        _write(draft);
        var document = Encoding.UTF8.GetBytes(draft.Document.ToJsonString(Readable));
        var faults = ChallengeReader.Read(document, program).Faults;
        return faults.Count > 0 ? new(default, [.. faults.Select(Translated)]) : new(document, faults);
    }

    private static TemplateInput Input(string id, TemplateInputKind kind, string? value, bool isRequired = false) =>
        new(id, kind, TemplateTexts.Of($"Input.{id}"), value, isRequired);

    private static string Moment(DateTime local) => local.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A fault of the document as one of the input that it comes from.</summary>
    private static Fault Translated(Fault fault)
    {
        var origin = Origins.FirstOrDefault(o => fault.Pointer?.StartsWith(o.Pointer, StringComparison.Ordinal) == true);
        return origin.Input is null ? fault : fault with { Pointer = $"/{origin.Input}" };
    }
}

/// <summary>An input that not every template has.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Default">Its default; null for none.</param>
/// <param name="IsRequired">Whether it must be given.</param>
internal sealed record OwnInput(string Id, TemplateInputKind Kind, Func<ProgramDefinition, string>? Default = null, bool IsRequired = false);
