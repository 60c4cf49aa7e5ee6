using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Pages.Contests.Participants;

/// <summary>
/// Reads which activities last moved a contest, with the names that its ranking shows as well and no others: where companies
/// compete, nobody is told who of them sold.
/// </summary>
internal static class ContestSalesReader
{
    private const int MostOwn = 3;
    private const int MostOfAll = 8;

    /// <summary>The latest activities as viewers may know them; null while nothing counts.</summary>
    public static async Task<ContestSales?> ReadAsync(ProgramEngine engine, ParticipantWords words, string? own, CancellationToken cancellationToken)
    {
        if (await engine.ReadMovesAsync(words.Contest.Id, own, MostOfAll, ViewAs.Viewer, cancellationToken) is not { } moves)
        {
            return null;
        }

        words.Language.Apply();
        return new(
            [.. moves.Own.Take(MostOwn).Select(m => Of(m, words, own))],
            [.. moves.Latest.Select(m => Of(m, words, own))]);
    }

    private static ContestSale Of(ChallengeMove move, ParticipantWords words, string? own) =>
        new(words.Names.NameOf(move.Subject), words.Names.CompanyOf(move.Subject), Moved(move, words), words.Instant(move.OccurredAt))
        {
            Correction = move switch
            {
                { IsTakenBack: true } => words.Say("SaleTakenBack"),
                _ when move.Score != move.Recorded => words.Say("SaleCorrected", words.Counted(move.Recorded)),
                _ => null,
            },
            IsTakenBack = move.IsTakenBack,
            IsOwn = move.Subject == own,
        };

    private static string Moved(ChallengeMove move, ParticipantWords words) =>
        move.IsTakenBack ? "−" + words.Counted(move.Recorded) : "+" + words.Counted(move.Score);
}
