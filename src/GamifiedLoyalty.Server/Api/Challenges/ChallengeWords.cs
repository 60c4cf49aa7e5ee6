using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>The words that stand for values of contests in answers.</summary>
internal static class ChallengeWords
{
    /// <summary>The word of a value of an enumeration: its name, beginning in lower case.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The word of a format, as in a definition.</summary>
    public static string Of(ChallengeFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return JsonNamingPolicy.CamelCase.ConvertName(format.GetType().Name);
    }
}
