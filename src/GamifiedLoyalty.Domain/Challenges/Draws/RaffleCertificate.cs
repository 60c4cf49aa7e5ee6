namespace GamifiedLoyalty.Domain.Challenges.Draws;

/// <summary>Someone who takes part in a draw.</summary>
/// <param name="Id">The subject's id.</param>
/// <param name="Tickets">How many tickets it has, at least 1.</param>
public readonly record struct RaffleEntry(string Id, long Tickets);

/// <summary>
/// What anyone needs to check a draw without this server. It is fair against participants, who cannot know the seed, and
/// not against the organiser, who chose it: <see cref="RaffleDraw"/> uses no public randomness.
/// </summary>
/// <param name="Algorithm">The name of the algorithm, <see cref="RaffleDraw.Algorithm"/>.</param>
/// <param name="SeedHash">SHA-256 of the seed, hexadecimal; it was published when the challenge opened.</param>
/// <param name="Seed">The seed, 32 bytes in hexadecimal.</param>
/// <param name="Root">The Merkle root of the entries, hexadecimal.</param>
/// <param name="Entries">The entries, ordered by id, ordinally.</param>
/// <param name="Winners">Ids in the order in which they were drawn.</param>
public sealed record RaffleCertificate(
    string Algorithm, string SeedHash, string Seed, string Root, IReadOnlyList<RaffleEntry> Entries, IReadOnlyList<string> Winners);

/// <summary>What is wrong with a certificate, in the order in which it is checked. Values are part of the public contract.</summary>
public enum RaffleFault
{
    /// <summary>Nothing: the winners follow from the rest.</summary>
    None = 0,

    /// <summary>It was made by another algorithm.</summary>
    UnknownAlgorithm = 1,

    /// <summary>The seed is not the one whose hash was published.</summary>
    OtherSeed = 2,

    /// <summary>The entries are not ordered by id, name one twice, or one without tickets.</summary>
    BadEntries = 3,

    /// <summary>The root is not that of the entries.</summary>
    OtherRoot = 4,

    /// <summary>The winners are not those that seed and entries give.</summary>
    OtherWinners = 5,
}
