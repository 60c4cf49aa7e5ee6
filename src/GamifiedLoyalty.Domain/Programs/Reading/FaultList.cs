namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>Collects the faults of a document, up to a limit that no honest document reaches.</summary>
internal sealed class FaultList
{
    private readonly List<Fault> _faults = [];

    public IReadOnlyList<Fault> Faults => _faults;

    public void Add(string pointer, string code, string detail, string? expected = null)
    {
        if (_faults.Count < Limits.FaultsPerDocument)
        {
            _faults.Add(new Fault(code, detail, pointer) { Expected = expected });
        }
    }
}
