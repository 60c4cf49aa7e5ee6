namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>Progress that is told in the thread that makes it, in order.</summary>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => report(value);
}
