using System.Security.Cryptography;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Applying;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>One step of a challenge on its way into a commit: the documents that it sets, and then its entry.</summary>
internal sealed class ChallengeDraft(CommitDraft draft, string challenge, string actor)
{
    private readonly List<DocumentMark> _marks = [];

    /// <summary>When and by whom, and the version that the step takes.</summary>
    public ChallengeOccasion Occasion { get; } = new(draft.At, actor, draft.NextVersion);

    /// <summary>Sets a document, or deletes it.</summary>
    public void Set(string kind, string id, byte[]? body)
    {
        _marks.Add(new DocumentMark(kind, id, body is null ? null : Convert.ToHexStringLower(SHA256.HashData(body))));
        draft.Documents.Add(new StoredDocument(kind, id, Occasion.Version, body));
    }

    /// <summary>Sets the challenge itself.</summary>
    public void Set(ChallengeRecord record) => Set(ChallengeDocuments.Challenge, record.Id, ChallengeRecordCodec.Write(record));

    /// <summary>The entry, to be completed and appended.</summary>
    public ChallengeEntry Entry(ChallengeAction action) => new(Occasion.Version, draft.At, actor, challenge, action, _marks);

    /// <summary>Appends the entry of the step.</summary>
    public void Append(ChallengeEntry entry) => draft.Append(entry);
}
