using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>Turns awards into transfers from whoever funds them.</summary>
internal static class AwardPoster
{
    public static OwnerRef Funder(Award award) =>
        award.Sponsor is { } sponsor ? new OwnerRef(OwnerKind.Sponsor, sponsor) : OwnerRef.Program;

    /// <summary>Makes sure that posting the awards keeps every balance exact.</summary>
    /// <exception cref="OverflowException">A balance would leave <see cref="Limits.MaxMagnitude"/>.</exception>
    public static void Check(CommitDraft draft, IReadOnlyList<Award> awards)
    {
        if (awards.Count == 0)
        {
            return;
        }

        var points = awards.Sum(a => a.Points);
        foreach (var award in awards)
        {
            // The funder's account holds the negative sum of all others, so its magnitude bounds each of them.
            var issued = -draft.Owner(Funder(award)).Account(award.Currency).Lifetime;
            if (issued + points > Limits.MaxMagnitude)
            {
                throw new OverflowException("The issued points would be larger than the largest exact number.");
            }
        }
    }

    /// <summary>Posts a change of an award to the side it is on now.</summary>
    public static void Post(CommitDraft draft, Award award, long points)
    {
        if (points == 0)
        {
            return;
        }

        var pending = award.IsPending(draft.PostedThrough);
        draft.Transfer(Funder(award), award.Owner, award.Currency, pending ? 0 : points, pending ? points : 0, points);
    }

    /// <summary>Moves a pending award to the available side.</summary>
    public static void PostDue(CommitDraft draft, Award award) =>
        draft.Transfer(Funder(award), award.Owner, award.Currency, award.Points, -award.Points, 0);
}
