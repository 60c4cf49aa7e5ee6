using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;

namespace GamifiedLoyalty.Server.Pages.Contests.Manage;

/// <summary>Says in one line what comes next for a contest.</summary>
internal static class NextStep
{
    /// <summary>The line.</summary>
    public static string Of(ChallengeView challenge, ContestWords words, Func<string, string> nameOf, DateTimeOffset now)
    {
        var record = challenge.Record;
        return record.Status switch
        {
            ChallengeStatus.Draft => words.Say(record.End <= now ? "NextDraftOver" : "NextDraft"),
            ChallengeStatus.Submitted => words.Say("NextApproval", string.Join(", ", Involved(record).Select(nameOf))),
            ChallengeStatus.Scheduled => words.Say("NextOpens", words.Left(record.Start - now), words.Moment(record.Start)),
            ChallengeStatus.Open => words.Say("NextEnds", words.Left(record.End - now), words.Moment(record.End)),
            ChallengeStatus.Closed when challenge.Next is { Action: ChallengeAction.Settle } due => words.Say("NextSettles", words.Moment(due.At)),
            ChallengeStatus.Closed => words.Say("NextYourWord"),
            ChallengeStatus.Settled when record.FrozenAt is not null => words.Say("NextReveal"),
            ChallengeStatus.Settled => words.Say("NextNothing"),
            _ => words.Say("NextCancelled", record.Steps.LastOrDefault(s => s.Action == ChallengeAction.Cancel)?.Reason ?? ""),
        };
    }

    /// <summary>Who wrote it last and who handed it in: both may not approve it.</summary>
    private static IEnumerable<string> Involved(ChallengeRecord record) => new[] { ChallengeAction.Define, ChallengeAction.Submit }
        .Select(a => record.Steps.LastOrDefault(s => s.Action == a)?.Actor).OfType<string>().Distinct(StringComparer.Ordinal);
}
