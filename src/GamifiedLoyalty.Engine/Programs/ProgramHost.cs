using GamifiedLoyalty.Engine.Commands;

namespace GamifiedLoyalty.Engine.Programs;

/// <summary>The programs of this node: finds, opens and creates engines. Safe for concurrent use.</summary>
public sealed class ProgramHost : IAsyncDisposable
{
    /// <summary>The slugs of all programs.</summary>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The engine of a program, opened when needed; null when there is no such program.</summary>
    public ValueTask<ProgramEngine?> FindAsync(string program, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Validates and publishes a definition, creating the program when it is new.</summary>
    /// <param name="program">The slug.</param>
    /// <param name="document">JSON in UTF-8.</param>
    /// <param name="actor">Who publishes.</param>
    /// <param name="dryRun">Only validate, and tell what would be.</param>
    /// <param name="cancellationToken">Gives up waiting; the command may be applied all the same.</param>
    public Task<PublishResult> PublishAsync(string program, byte[] document, string actor, bool dryRun, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Replaces everything by a backup while serving: engines stop, the store is replaced, engines reopen.</summary>
    public Task RestoreAsync(string file, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
