namespace GamifiedLoyalty.Simulation.Nodes;

/// <summary>A node's clock, which goes a little before or after the true one.</summary>
internal sealed class SkewedTime(TimeProvider truth, TimeSpan skew) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => truth.GetUtcNow() + skew;

    public override long TimestampFrequency => truth.TimestampFrequency;

    public override long GetTimestamp() => truth.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        truth.CreateTimer(callback, state, dueTime, period);
}
