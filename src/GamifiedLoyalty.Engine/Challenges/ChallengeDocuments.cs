using System.Globalization;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>The kinds and ids of the documents that hold challenges. They are persisted and never change.</summary>
public static class ChallengeDocuments
{
    /// <summary>A challenge; the id is its own.</summary>
    public const string Challenge = "challenge";

    /// <summary>Somebody who joined; the id is the challenge's and the subject's.</summary>
    public const string Participant = "participant";

    /// <summary>A duel; the id is the challenge's and the duel's number.</summary>
    public const string Duel = "duel";

    /// <summary>Standings and prizes of a settled challenge; the id is the challenge's.</summary>
    public const string Settlement = "settlement";

    /// <summary>What viewers see while a challenge is frozen: its standings under its own id, and boards under <c>{challenge}/{board}/{period}</c>.</summary>
    public const string Pin = "pin";

    /// <summary>The id of a participant's document.</summary>
    public static string ParticipantId(string challenge, string subject) => $"{challenge}/{subject}";

    /// <summary>The id of a duel's document.</summary>
    public static string DuelId(string challenge, int number) => string.Create(CultureInfo.InvariantCulture, $"{challenge}/{number}");

    /// <summary>The id of a pinned board's document.</summary>
    public static string PinId(string challenge, string board, string period) => $"{challenge}/{board}/{period}";

    /// <summary>The challenge that a document belongs to; null when its kind is another.</summary>
    public static string? ChallengeOf(string kind, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (kind is not (Challenge or Participant or Duel or Settlement or Pin))
        {
            return null;
        }

        var end = id.IndexOf('/', StringComparison.Ordinal);
        return end < 0 ? id : id[..end];
    }

    /// <summary>The number in a duel's id.</summary>
    internal static int NumberIn(string id) =>
        int.Parse(id.AsSpan(id.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
}
