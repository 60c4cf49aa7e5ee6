using System.Text.Json;
using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Domain.Activities;

/// <summary>
/// Parses one activity. The first fault is kept and parsing goes on, so that the reader ends behind the activity and the
/// external id is known wherever it stands.
/// </summary>
internal struct ActivityJsonParser(string? givenSource, string? givenExternalId)
{
    private string? _source = null;
    private string? _externalId = null;
    private string? _type = null;
    private string? _employee = null;
    private string? _partner = null;
    private string? _currency = null;
    private decimal? _amount = null;
    private decimal? _quantity = null;
    private TimeReading _occurred = default;
    private CustomerRef? _customer = null;
    private AttributeMap _attributes = AttributeMap.Empty;
    private IReadOnlyList<ActivityLine>? _lines = null;
    private FirstFault _faults = default;
    private int _seen = 0;

    private enum Field
    {
        Unknown, Source, ExternalId, Type, OccurredAt, Employee, Partner, Currency, Customer, Lines, Amount, Quantity, Attributes,
    }

    public ActivityReading Parse(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return new(null, givenExternalId, new Fault("wrongType", "An activity is an object.", ""));
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ParseMember(ref reader);
        }

        return Finish();
    }

    private void ParseMember(ref Utf8JsonReader reader)
    {
        var field = FieldOf(ref reader);
        if (field == Field.Unknown || (_seen & (1 << (int)field)) != 0)
        {
            _faults.Add(field == Field.Unknown ? "unknownField" : "duplicateProperty", JsonPointer.Member("", reader.GetString()!));
            reader.Read();
            reader.Skip();
            return;
        }

        _seen |= 1 << (int)field;
        reader.Read();
        ParseValue(field, ref reader);
    }

    private static Field FieldOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("externalId"u8) ? Field.ExternalId
        : reader.ValueTextEquals("type"u8) ? Field.Type
        : reader.ValueTextEquals("occurredAt"u8) ? Field.OccurredAt
        : reader.ValueTextEquals("employee"u8) ? Field.Employee
        : reader.ValueTextEquals("partner"u8) ? Field.Partner
        : reader.ValueTextEquals("lines"u8) ? Field.Lines
        : reader.ValueTextEquals("amount"u8) ? Field.Amount
        : reader.ValueTextEquals("quantity"u8) ? Field.Quantity
        : reader.ValueTextEquals("currency"u8) ? Field.Currency
        : reader.ValueTextEquals("customer"u8) ? Field.Customer
        : reader.ValueTextEquals("source"u8) ? Field.Source
        : reader.ValueTextEquals("attributes"u8) ? Field.Attributes
        : Field.Unknown;

    private void ParseValue(Field field, ref Utf8JsonReader reader)
    {
        switch (field)
        {
            case Field.Source: _source = ParseExternalName(ref reader, "/source"); break;
            case Field.ExternalId: _externalId = ParseExternalId(ref reader); break;
            case Field.Type: _type = ParseType(ref reader); break;
            case Field.OccurredAt: _occurred = ParseOccurred(ref reader); break;
            case Field.Employee: _employee = JsonParts.Id(ref reader, ref _faults, "", "/employee"); break;
            case Field.Partner: _partner = JsonParts.Id(ref reader, ref _faults, "", "/partner"); break;
            case Field.Currency: _currency = ParseCurrency(ref reader); break;
            case Field.Customer: _customer = JsonParts.Customer(ref reader, ref _faults); break;
            case Field.Lines: _lines = LineJsonParser.Lines(ref reader, ref _faults); break;
            case Field.Amount: _amount = JsonParts.Amount(ref reader, ref _faults, "", "/amount"); break;
            case Field.Quantity: _quantity = JsonParts.Quantity(ref reader, ref _faults, "", "/quantity"); break;
            default: _attributes = JsonParts.Attributes(ref reader, ref _faults, ""); break;
        }
    }

    private string? ParseExternalId(ref Utf8JsonReader reader)
    {
        var text = JsonValues.UniqueText(ref reader, out var code);
        return CheckExternalName(text, code, "/externalId");
    }

    private string? ParseExternalName(ref Utf8JsonReader reader, string pointer)
    {
        var text = JsonValues.Text(ref reader, out var code);
        return CheckExternalName(text, code, pointer);
    }

    private string? CheckExternalName(string? text, string? code, string pointer)
    {
        if (code is not null || (text is not null && !Ids.IsExternalId(text)))
        {
            _faults.Add(code ?? "badId", pointer);
            return null;
        }

        return text;
    }

    private string? ParseType(ref Utf8JsonReader reader)
    {
        var text = JsonValues.Text(ref reader, out var code);
        if (code is not null || (text is not null && !Ids.IsName(text)))
        {
            _faults.Add(code ?? "badText", "/type");
        }

        return text;
    }

    private string? ParseCurrency(ref Utf8JsonReader reader)
    {
        var text = JsonValues.Text(ref reader, out var code);
        if (code is not null || (text is not null && !IsoCurrencies.Contains(text)))
        {
            _faults.Add(code ?? "badIsoCurrency", "/currency");
        }

        return text;
    }

    private TimeReading ParseOccurred(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var time = reader.ValueIsEscaped ? TimeText.Read(reader.GetString()) : TimeText.Read(reader.ValueSpan);
            if (time.Kind is not (TimeKind.Date or TimeKind.Instant))
            {
                _faults.Add("badDate", "/occurredAt");
            }

            return time;
        }

        _ = JsonValues.Text(ref reader, out var code);
        if (code is not null)
        {
            _faults.Add(code, "/occurredAt");
        }

        return default;
    }

    private ActivityReading Finish()
    {
        var externalId = givenExternalId ?? _externalId;
        if (externalId is null)
        {
            _faults.Add("required", "/externalId");
        }

        if (_type is null)
        {
            _faults.Add("required", "/type");
        }

        if (_lines is not null && (_amount is not null || _quantity is not null))
        {
            _faults.Add("amountWithLines", _amount is not null ? "/amount" : "/quantity");
        }

        return _faults.ToFault() is { } fault ? new(null, externalId, fault) : new(Activity(externalId!), externalId, null);
    }

    private readonly Activity Activity(string externalId) => new()
    {
        Source = givenSource ?? _source ?? "api",
        ExternalId = externalId,
        Type = _type!,
        OccurredAt = _occurred.Kind == TimeKind.Instant ? _occurred.Instant : null,
        OccurredLocal = _occurred.Kind == TimeKind.Date ? _occurred.Local : null,
        Employee = _employee,
        Partner = _partner,
        Currency = _currency,
        Customer = _customer,
        Lines = _lines ?? [new ActivityLine("1", null, null, (long)(_quantity ?? 0), _amount ?? 0, AttributeMap.Empty)],
        HasImplicitLine = _lines is null,
        Attributes = _attributes,
    };
}
