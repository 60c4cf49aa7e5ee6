using System.Globalization;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Standings;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

/// <summary>Contests for tests that need many of them.</summary>
internal static class ContestBench
{
    public static readonly ProgramCalendar Calendar = new("Europe/Paris");
    public static readonly DateTimeOffset Start = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset End = Start.AddDays(20);

    public static ChallengeDefinition Definition(ChallengeFormat format) => new()
    {
        Name = new LocalizedText("Contest"),
        Metric = new ChallengeMetric(Measure.Amount, null, Condition.Always),
        Start = Start,
        End = End,
        Format = format,
    };

    public static ChallengeField Field(ChallengeDefinition definition, IReadOnlyList<string>? field = null) => new()
    {
        Record = new ChallengeRecord
        {
            Id = "c",
            Document = default,
            Definition = definition,
            Status = ChallengeStatus.Open,
            Start = definition.Start,
            End = definition.End,
            Field = field,
            DrawSeed = new string('5', 64),
        },
        Calendar = Calendar,
        Partner = subject => "p" + subject[^1],
        Band = subject => subject[^1] is > '5' ? "large" : "small",
    };

    public static ChallengeTally Tally(ChallengeDefinition? definition = null) => new(Calendar, definition?.ReturnWindow);

    public static Contribution Sale(long version, string subject, long score, DateTimeOffset? at = null, long pending = 0) => new()
    {
        Activity = version,
        Subject = subject,
        Seller = subject,
        OccurredAt = at ?? Start,
        Score = score,
        PendingPoints = pending,
        Turnover = score,
        Version = version,
    };

    /// <summary>Some sales of some subjects, with ties and pending points.</summary>
    public static ChallengeTally RandomTally(Random random, ChallengeDefinition definition, int subjects, int sales)
    {
        var tally = Tally(definition);
        for (var i = 1; i <= sales; i++)
        {
            var score = random.Next(1, 8) * 50L;
            tally.Set(Sale(
                i, Name(random.Next(subjects)), score, Start.AddMinutes(random.Next(20 * 24 * 60)), random.Next(3) == 0 ? random.Next((int)score + 1) : 0));
        }

        return tally;
    }

    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"e{number:D4}");
}
