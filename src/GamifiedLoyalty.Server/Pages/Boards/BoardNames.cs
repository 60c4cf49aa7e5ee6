using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Server.Pages.Boards;

/// <summary>What pages call a board.</summary>
internal static class BoardNames
{
    /// <summary>Its name in a language; without one, its id as words: <c>dealer-bikes</c> is "Dealer bikes".</summary>
    /// <param name="board">The board.</param>
    /// <param name="locale">BCP 47.</param>
    public static string Of(BoardDefinition board, string locale)
    {
        if (board.Name is { } name)
        {
            return name.For(locale);
        }

        var words = board.Id.Replace('-', ' ').Replace('_', ' ').Trim();
        return words.Length == 0 ? board.Id : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
