namespace GamifiedLoyalty.Benchmarks.Operations;

/// <summary>
/// Something that is measured. It can be called any number of times, always costs the same, and does all of its work on
/// the calling thread.
/// </summary>
/// <param name="Name">What the baselines call it.</param>
/// <param name="PrepareAsync">Makes what it works on, and answers what is to be called.</param>
internal sealed record Operation(string Name, Func<Task<Action>> PrepareAsync)
{
    /// <summary>An operation that is prepared at once.</summary>
    public static Operation Of(string name, Func<Action> prepare) => new(name, () => Task.FromResult(prepare()));
}
