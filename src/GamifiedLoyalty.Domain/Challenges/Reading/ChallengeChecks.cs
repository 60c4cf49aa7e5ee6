using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Programs.Reading;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Challenges.Reading;

/// <summary>Checks what of a challenge does not go together.</summary>
/// <param name="place">The document.</param>
/// <param name="definition">What it says.</param>
/// <param name="partners">Whether partners compete; null while that is faulty, so that one fault does not bring others.</param>
/// <param name="optIn">Whether members join; null while that is faulty.</param>
/// <param name="format">The format; null while it is faulty.</param>
/// <param name="scoring">The scoring; null while it is faulty.</param>
internal sealed class ChallengeChecks(
    ObjectPlace place, ChallengeDefinition definition, bool? partners, bool? optIn, ChallengeFormat? format, Scoring? scoring)
{
    /// <summary>Adds a fault for everything that does not go together.</summary>
    /// <param name="calendar">The program's calendar.</param>
    /// <param name="hasWindow">Whether the window is without fault.</param>
    public void Check(ProgramCalendar calendar, bool hasWindow)
    {
        CheckJoining();
        CheckSubject();
        CheckScoring();
        CheckBracket();
        if (hasWindow && RoundLength is { } length)
        {
            CheckRounds(length, calendar);
        }
    }

    private CalendarDuration? RoundLength => format switch
    {
        ChallengeFormat.Bracket bracket => bracket.RoundLength,
        ChallengeFormat.KingOfTheHill hill => hill.RoundLength,
        ChallengeFormat.Elimination elimination => elimination.RoundLength,
        _ => null,
    };

    private void CheckJoining()
    {
        if (optIn != false)
        {
            return;
        }

        if (place.Has("terms"))
        {
            place.Fault("terms", "optInOnly", "Terms are accepted by joining; they need the enrolment optIn.");
        }

        if (definition.LateJoining != LateJoining.Full)
        {
            place.Fault("lateJoining", "optInOnly", "Nobody joins late without the enrolment optIn.");
        }
    }

    private void CheckSubject()
    {
        if (partners == false && format is ChallengeFormat.Team)
        {
            place.FaultAt("format/type", "partnersOnly", "Teams are partners.");
        }

        if (partners == true && format is ChallengeFormat.Duels)
        {
            place.FaultAt("format/type", "employeesOnly", "Only employees duel.");
        }

        if (partners == false && scoring is Scoring.PerHead or Scoring.PerActiveSeller)
        {
            place.Fault("scoring", "partnersOnly", "Only partners have heads to divide by.");
        }

        if (scoring is not (null or Scoring.PerHead) && place.Has("minimumHeadcount"))
        {
            place.Fault("minimumHeadcount", "perHeadOnly", "A minimum headcount needs the scoring perHead.");
        }
    }

    private void CheckScoring()
    {
        if ((scoring == Scoring.Growth || format is ChallengeFormat.Target { GrowthPercent: not null }) && !place.Has("baseline"))
        {
            place.Fault("baseline", "required", "Growth needs a past window to compare with.");
        }

        if (scoring == Scoring.Growth && format is ChallengeFormat.Target { Bar: null })
        {
            place.Fault("scoring", "growthNotAllowed", "A target of one's own is compared with the sum, not with its growth.");
        }
    }

    private void CheckBracket()
    {
        if (format is ChallengeFormat.Bracket { Seeds: null } && optIn == false && !place.Has("baseline"))
        {
            place.FaultAt("format/seeds", "required", "Without seeds, a bracket needs a baseline to seed by, or the enrolment optIn.");
        }
    }

    /// <summary>Rounds keep the local time of day, so they are counted through the calendar.</summary>
    private void CheckRounds(CalendarDuration length, ProgramCalendar calendar)
    {
        var rounds = 0;
        while (rounds <= Limits.ChallengeRounds && StartOf(rounds, length, calendar) < definition.End)
        {
            rounds++;
        }

        if (format is ChallengeFormat.Bracket bracket)
        {
            var needed = System.Numerics.BitOperations.Log2((uint)(bracket.Seeds?.Count ?? bracket.Size) - 1) + 1;
            if (rounds < needed)
            {
                place.FaultAt("format/roundLength", "roundsDoNotFit", FormattableString.Invariant($"The {needed} rounds do not fit into the window."));
            }
        }
        else if (rounds > Limits.ChallengeRounds)
        {
            place.FaultAt("format/roundLength", "tooManyRounds", FormattableString.Invariant($"At most {Limits.ChallengeRounds} rounds are allowed."), FormattableString.Invariant($"≤ {Limits.ChallengeRounds}"));
        }
    }

    private DateTimeOffset StartOf(int round, CalendarDuration length, ProgramCalendar calendar) =>
        calendar.Add(definition.Start, round * length.Months, round * length.Days, round * length.Time);
}
