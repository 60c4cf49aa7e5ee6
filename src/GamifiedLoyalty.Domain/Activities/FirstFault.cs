namespace GamifiedLoyalty.Domain.Activities;

/// <summary>Keeps the first fault.</summary>
internal struct FirstFault
{
    private string? _code;
    private string? _pointer;

    public readonly bool IsEmpty => _code is null;

    public void Add(string code, string pointer)
    {
        if (_code is null)
        {
            _code = code;
            _pointer = pointer;
        }
    }

    public readonly Fault? ToFault() => _code is null ? null : new Fault(_code, JsonValues.Describe(_code), _pointer);
}
