using System.Security.Cryptography;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>Applies wishes to set or delete documents.</summary>
internal sealed class DocumentApplier(CommitDraft draft)
{
    /// <summary>Returns the version; that of the stored document when it says the same already.</summary>
    public long Apply(string kind, string id, byte[]? body, string actor)
    {
        var before = draft.State.Documents.GetValueOrDefault((kind, id));
        var unchanged = body is null
            ? before?.Body is null
            : before?.Body is { } stored && stored.AsSpan().SequenceEqual(body);
        if (unchanged)
        {
            return before?.Version ?? draft.State.Head.Version;
        }

        var version = draft.NextVersion;
        var hash = body is null ? null : Convert.ToHexStringLower(SHA256.HashData(body));
        draft.Append(new DocumentEntry(version, draft.At, actor, kind, id, hash));
        draft.Documents.Add(new StoredDocument(kind, id, version, body));
        return version;
    }
}
