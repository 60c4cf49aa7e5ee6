using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Viewing;

/// <summary>
/// A member's own money as they may see it: live, but a contest that was settled while it is frozen betrays nobody's prize
/// before it is revealed.
/// </summary>
internal static class ViewerMoney
{
    /// <summary>The balances without such prizes.</summary>
    public static async ValueTask<WalletView> OfAsync(ProgramEngine engine, WalletView wallet, OwnerRef owner, CancellationToken cancellationToken)
    {
        var balances = wallet.Balances;
        foreach (var challenge in Secret(engine, wallet.Version))
        {
            var (currency, points) = await PointsAsync(engine, challenge, owner, cancellationToken);
            balances = points == 0 ? balances : [.. balances.Select(b => b.Currency == currency ? (b.Currency, b.Balance.Plus(-points, 0), b.Lifetime - points) : b)];
        }

        return wallet with { Balances = balances };
    }

    /// <summary>The statement without such prizes.</summary>
    public static StatementView Of(ProgramEngine engine, StatementView statement)
    {
        var secret = Secret(engine, statement.Version).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return secret.Count == 0 ? statement : statement with { Lines = [.. statement.Lines.Where(l => l.Challenge is null || !secret.Contains(l.Challenge))] };
    }

    private static IEnumerable<ChallengeRecord> Secret(ProgramEngine engine, long version) => (engine.Frozen?.Challenges ?? [])
        .Where(c => c.Status == ChallengeStatus.Settled && c.Steps.Any(s => s.Action == ChallengeAction.Settle && s.Version <= version));

    private static async ValueTask<(string? Currency, long Points)> PointsAsync(
        ProgramEngine engine, ChallengeRecord challenge, OwnerRef owner, CancellationToken cancellationToken)
    {
        var ranked = challenge.Definition.RanksPartners ? OwnerKind.Partner : OwnerKind.Employee;
        if (owner.Kind != ranked || await engine.ReadStandingsAsync(challenge.Id, ViewAs.Manager, cancellationToken) is not { } settled)
        {
            return (null, 0);
        }

        var row = settled.Standings.Rows.FirstOrDefault(r => r.Subject == owner.Id);
        return (challenge.Definition.Prizes.Currency, row?.Prizes.Where(p => p.Kind == PrizeKind.Points).Sum(p => p.Value) ?? 0);
    }
}
