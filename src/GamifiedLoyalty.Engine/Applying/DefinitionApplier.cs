using System.Security.Cryptography;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Text;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>Publishes definitions; new or changed boards are filled from the activities recorded so far.</summary>
internal sealed class DefinitionApplier(ICommitStore store, CommitDraft draft)
{
    public async Task<PublishResult> ApplyAsync(byte[] document, string actor, bool dryRun, CancellationToken cancellationToken)
    {
        var definitions = draft.State.Definitions;
        var latest = definitions.Latest;
        var reading = DefinitionReader.Read(document, draft.State.Head.Program);
        if (reading.Definition is null)
        {
            return new PublishResult(reading.Faults, latest?.DefinitionVersion ?? 0, false, false, draft.State.Head.Version);
        }

        var created = latest is null;
        if (!created && CanonicalJson.Of(latest!.Document).AsSpan().SequenceEqual(CanonicalJson.Of(document)))
        {
            return new PublishResult([], latest.DefinitionVersion, false, false, draft.State.Head.Version);
        }

        var immutable = created ? [] : ImmutableParts.Faults(definitions.Current!.Definition, reading.Definition);
        if (immutable.Count > 0)
        {
            return new PublishResult(immutable, latest!.DefinitionVersion, false, false, draft.State.Head.Version);
        }

        var next = (latest?.DefinitionVersion ?? 0) + 1;
        if (dryRun)
        {
            return new PublishResult([], next, true, created, draft.State.Head.Version);
        }

        await PublishAsync(document, latest, next, reading.Definition, actor, cancellationToken);
        return new PublishResult([], next, true, created, draft.NextVersion - 1);
    }

    private async Task PublishAsync(
        byte[] document, StoredDefinition? latest, int next, ProgramDefinition definition, string actor, CancellationToken cancellationToken)
    {
        var version = draft.NextVersion;
        var previous = latest is null ? default(ReadOnlyMemory<byte>?) : new ReadOnlyMemory<byte>(latest.Document);
        var versions = RuleVersioning.Next(previous, latest?.RuleVersions ?? RuleVersioning.Empty, document);
        var (fresh, stored) = draft.State.Definitions.PlanSeries(definition);
        if (fresh.Count > 0 && version > 1)
        {
            await new SeriesFiller(store, draft, fresh, definition.Money).FillAsync(cancellationToken);
        }

        draft.Append(new DefinitionEntry(
            version, draft.At, actor, next, Convert.ToHexStringLower(SHA256.HashData(document))));
        draft.Definitions.Add(new StoredDefinition(next, version, draft.At, document, versions));
        draft.Series.AddRange(stored);
    }
}
