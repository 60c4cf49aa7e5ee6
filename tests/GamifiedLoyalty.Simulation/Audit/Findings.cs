using GamifiedLoyalty.Simulation.Running;

namespace GamifiedLoyalty.Simulation.Audit;

/// <summary>
/// What the audit has found. The invariants are those of the design: of I8 the draws of raffles are checked, I9 (stock and
/// redemptions) has nothing to check, because the product has none of it; of I10 the log is checked, which must hold
/// no names, while masks belong to the pages and the API.
/// </summary>
internal sealed class Findings
{
    private readonly List<Violation> _violations = [];

    public IReadOnlyList<Violation> Violations => _violations;

    public bool Demand(bool holds, string invariant, FormattableString otherwise)
    {
        if (!holds)
        {
            _violations.Add(new Violation(invariant, FormattableString.Invariant(otherwise)));
        }

        return holds;
    }

    /// <summary>Demands that two texts are the same, and shows both when they are not.</summary>
    public bool DemandSame(string actual, string expected, string invariant, FormattableString what) =>
        Demand(actual == expected, invariant, $"{FormattableString.Invariant(what)} is [{actual}], the model says [{expected}]");
}
