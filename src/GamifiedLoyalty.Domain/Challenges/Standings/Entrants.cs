namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>Finds out who is listed in the standings, and with what score.</summary>
internal static class Entrants
{
    /// <summary>
    /// Everyone who is listed: who contributed or joined; in a knockout only its field, with personal targets only those
    /// who have one. Partners that are too small to be compared are left out.
    /// </summary>
    public static IReadOnlyList<Entrant> Of(ChallengeField field, ChallengeTally tally, ScoreRule scores, DateTimeOffset now)
    {
        var joined = new Dictionary<string, DateTimeOffset>(field.Participants.Count, StringComparer.Ordinal);
        foreach (var participant in field.Participants)
        {
            joined.TryAdd(participant.Subject, participant.JoinedAt);
        }

        var entrants = new List<Entrant>(tally.Subjects.Count);
        foreach (var subject in Listed(field, tally, joined))
        {
            if (scores.Ranks(subject))
            {
                entrants.Add(Of(field, tally.Find(subject), scores, subject, joined.TryGetValue(subject, out var at) ? at : null, now));
            }
        }

        return entrants;
    }

    /// <summary>The partners that contributed and are too small to be compared, the largest first.</summary>
    public static IReadOnlyList<UnrankedPartner> TooSmall(ChallengeField field, ChallengeTally tally, ScoreRule scores) =>
        field.Definition.Scoring != Scoring.PerHead ? [] : [.. tally.Subjects
            .Where(s => s.Counting > 0 && !scores.Ranks(s.Subject))
            .Select(s => new UnrankedPartner(s.Subject, field.Headcount(s.Subject)))
            .OrderByDescending(u => u.Headcount).ThenBy(u => u.Subject, StringComparer.Ordinal)];

    /// <summary>Tells entrants their positions in a draw.</summary>
    public static void PlaceDrawn(IReadOnlyList<Entrant> entrants, IReadOnlyList<string> drawn)
    {
        if (drawn.Count == 0)
        {
            return;
        }

        var positions = new Dictionary<string, int>(drawn.Count, StringComparer.Ordinal);
        for (var i = 0; i < drawn.Count; i++)
        {
            positions.Add(drawn[i], i);
        }

        foreach (var entrant in entrants)
        {
            entrant.Drawn = positions.GetValueOrDefault(entrant.Subject, int.MaxValue);
        }
    }

    private static IEnumerable<string> Listed(ChallengeField field, ChallengeTally tally, Dictionary<string, DateTimeOffset> joined) =>
        field switch
        {
            { Record.Field: { } fixedField, Definition.Format: ChallengeFormat.Bracket or ChallengeFormat.Elimination } => fixedField,
            { Definition.Format: ChallengeFormat.Target { Personal: { } personal } } => personal.Keys,
            _ => tally.Subjects.Where(s => s.Counting > 0 && !joined.ContainsKey(s.Subject)).Select(s => s.Subject).Concat(joined.Keys),
        };

    private static Entrant Of(
        ChallengeField field, SubjectTally? tally, ScoreRule scores, string subject, DateTimeOffset? joinedAt, DateTimeOffset now)
    {
        var length = field.Record.End - field.Record.Start;
        var (confirmed, sellers) = tally?.ConfirmedAt(now, field.Definition.Scoring == Scoring.PerActiveSeller) ?? default;
        var score = scores.Score(subject, tally?.Total ?? 0, tally?.Sellers ?? 0, length);
        return new Entrant
        {
            Subject = subject,
            JoinedAt = joinedAt,
            Band = field.Definition.ByBand ? field.Band(subject) : null,
            Sum = tally?.Total ?? 0,
            Sellers = tally?.Sellers ?? 0,
            Score = score,
            Confirmed = confirmed == tally?.Total ? score : scores.Score(subject, confirmed, sellers, length),
            Reach = tally?.Reach ?? 0,
        };
    }
}
