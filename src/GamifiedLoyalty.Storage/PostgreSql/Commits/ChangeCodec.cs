using System.Buffers;
using System.Text;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage.PostgreSql.Commits;

/// <summary>What a commit changed beside owners and scores, as nodes that follow need it. Profiles are named only: they may be erased.</summary>
/// <param name="Due">Due ranges as set.</param>
/// <param name="DueDone">First versions of due ranges that were done.</param>
/// <param name="Members">The profiles that were set.</param>
/// <param name="Documents">Documents as set or deleted.</param>
internal sealed record OtherChanges(
    IReadOnlyList<DueRange> Due, IReadOnlyList<long> DueDone, IReadOnlyList<MemberVersion> Members, IReadOnlyList<StoredDocument> Documents)
{
    public static OtherChanges None { get; } = new([], [], [], []);
}

/// <summary>Names a version of a profile.</summary>
internal readonly record struct MemberVersion(OwnerRef Member, long Version);

/// <summary>Packs and reads <see cref="OtherChanges"/>; each list after its length.</summary>
internal static class ChangeCodec
{
    /// <summary>The packed form; null when there is nothing.</summary>
    public static byte[]? Write(Commit commit)
    {
        if (commit.Due.Count + commit.DueDone.Count + commit.Members.Count + commit.Documents.Count == 0)
        {
            return null;
        }

        var bytes = new ArrayBufferWriter<byte>(256);
        WriteDue(bytes, commit);
        Packed.Write(bytes, commit.Members.Count);
        foreach (var member in commit.Members)
        {
            Packed.Write(bytes, (int)member.Kind);
            Packed.WriteText(bytes, member.Id);
            Packed.Write(bytes, member.Version);
        }

        WriteDocuments(bytes, commit.Documents);
        return bytes.WrittenSpan.ToArray();
    }

    public static OtherChanges Read(byte[]? packed)
    {
        if (packed is null)
        {
            return OtherChanges.None;
        }

        ReadOnlySpan<byte> bytes = packed;
        var due = new DueRange[Packed.Read(ref bytes)];
        for (var i = 0; i < due.Length; i++)
        {
            var at = new DateTimeOffset(Packed.Read(ref bytes), TimeSpan.Zero);
            due[i] = new DueRange(at, Packed.Read(ref bytes), Packed.Read(ref bytes));
        }

        var done = new long[Packed.Read(ref bytes)];
        for (var i = 0; i < done.Length; i++)
        {
            done[i] = Packed.Read(ref bytes);
        }

        var members = new MemberVersion[Packed.Read(ref bytes)];
        for (var i = 0; i < members.Length; i++)
        {
            var kind = (OwnerKind)Packed.Read(ref bytes);
            members[i] = new MemberVersion(new OwnerRef(kind, ReadText(ref bytes)), Packed.Read(ref bytes));
        }

        return new OtherChanges(due, done, members, ReadDocuments(ref bytes));
    }

    private static void WriteDue(ArrayBufferWriter<byte> bytes, Commit commit)
    {
        Packed.Write(bytes, commit.Due.Count);
        foreach (var range in commit.Due)
        {
            Packed.Write(bytes, range.Due.UtcTicks);
            Packed.Write(bytes, range.FirstVersion);
            Packed.Write(bytes, range.LastVersion);
        }

        Packed.Write(bytes, commit.DueDone.Count);
        foreach (var first in commit.DueDone)
        {
            Packed.Write(bytes, first);
        }
    }

    private static void WriteDocuments(ArrayBufferWriter<byte> bytes, IReadOnlyList<StoredDocument> documents)
    {
        Packed.Write(bytes, documents.Count);
        foreach (var document in documents)
        {
            Packed.WriteText(bytes, document.Kind);
            Packed.WriteText(bytes, document.Id);
            Packed.Write(bytes, document.Version);
            Packed.WriteSigned(bytes, document.Body?.Length ?? -1);
            bytes.Write(document.Body);
        }
    }

    private static StoredDocument[] ReadDocuments(ref ReadOnlySpan<byte> bytes)
    {
        var documents = new StoredDocument[Packed.Read(ref bytes)];
        for (var i = 0; i < documents.Length; i++)
        {
            var (kind, id) = (ReadText(ref bytes), ReadText(ref bytes));
            var version = Packed.Read(ref bytes);
            var length = (int)Packed.ReadSigned(ref bytes);
            documents[i] = new StoredDocument(kind, id, version, length < 0 ? null : bytes[..length].ToArray());
            bytes = bytes[Math.Max(length, 0)..];
        }

        return documents;
    }

    private static string ReadText(ref ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(Packed.ReadText(ref bytes));
}
