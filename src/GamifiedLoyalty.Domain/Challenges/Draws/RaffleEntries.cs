using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Draws;

/// <summary>Who takes part in the draw of a challenge, and how many are drawn.</summary>
internal static class RaffleEntries
{
    /// <summary>Whoever has a ticket and reached the contest's minimum.</summary>
    public static IEnumerable<RaffleEntry> Of(ChallengeField field, IEnumerable<Entrant> entrants) => entrants
        .Where(e => e.Value > 0 && e.Score >= field.Definition.MinimumScore)
        .Select(e => new RaffleEntry(e.Subject, e.Value));

    /// <summary>As many as there are places; everyone, where somebody drawn may be passed over or bands have places of their own.</summary>
    public static int Winners(ChallengeDefinition definition)
    {
        var places = definition.Prizes.Prizes.Where(p => p.For == PrizeFor.Place).ToList();
        return definition.ByBand || definition.Prizes.MostPerPartner is not null ? int.MaxValue : places.Select(p => p.ToPlace).DefaultIfEmpty(0).Max();
    }
}
