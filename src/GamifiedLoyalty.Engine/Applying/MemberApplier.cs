using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Log;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>Applies wishes to create or change members, one version each.</summary>
internal sealed class MemberApplier(CommitDraft draft)
{
    public MemberResult Apply(MemberProfile member, string actor)
    {
        var before = draft.FindMember(member.Ref);
        if (before is not null && before.SameContent(member))
        {
            return new MemberResult(MemberStatus.Unchanged, before.Version, null);
        }

        if (MemberRules.Check(member, m => m == member.Ref ? member : draft.FindMember(m)) is { } fault)
        {
            return new MemberResult(MemberStatus.Rejected, 0, fault);
        }

        var version = draft.NextVersion;
        var salted = MemberMarks.WithSalt(member with { Version = version });
        draft.Append(new MemberEntry(version, draft.At, actor, MemberMarks.Of(salted, before is null)));
        draft.SetMember(salted);
        return new MemberResult(before is null ? MemberStatus.Created : MemberStatus.Updated, version, null);
    }
}
