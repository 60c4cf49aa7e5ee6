namespace GamifiedLoyalty.Domain;

/// <summary>The limits of values and documents that the domain enforces, in one place.</summary>
public static class Limits
{
    /// <summary>Largest magnitude of points, amounts in minor units and scores: exact in a double, which sorted sets use.</summary>
    public const long MaxMagnitude = 9_007_199_254_740_991;

    /// <summary>Longest id of a program, member, rule, board, currency, line or screen, in characters.</summary>
    public const int IdLength = 64;

    /// <summary>Longest external id, in characters.</summary>
    public const int ExternalIdLength = 128;

    /// <summary>Longest name of a member, or text of a definition, in characters.</summary>
    public const int TextLength = 256;

    /// <summary>Most integer digits of a decimal.</summary>
    public const int IntegerDigits = 12;

    /// <summary>Most fraction digits of a decimal.</summary>
    public const int FractionDigits = 6;

    /// <summary>Most lines of one activity.</summary>
    public const int LinesPerActivity = 1_000;

    /// <summary>Most attributes of one activity, line or member.</summary>
    public const int Attributes = 64;

    /// <summary>Longest value of one attribute, in characters.</summary>
    public const int AttributeLength = 1_024;

    /// <summary>Longest program definition, in bytes.</summary>
    public const int DefinitionBytes = 1_048_576;

    /// <summary>Most earning rules of a program.</summary>
    public const int Rules = 200;

    /// <summary>Most boards of a program.</summary>
    public const int Boards = 200;

    /// <summary>Most import mappings of a program.</summary>
    public const int Imports = 50;

    /// <summary>Most currencies of a program.</summary>
    public const int Currencies = 20;

    /// <summary>Most languages of a program.</summary>
    public const int Locales = 50;

    /// <summary>Most conversion rates of a program.</summary>
    public const int Rates = 20_000;

    /// <summary>Most caps of a rule, and most rules that a multiplier names.</summary>
    public const int CapsPerRule = 20;

    /// <summary>Most steps of a slab formula.</summary>
    public const int SlabSteps = 100;

    /// <summary>Deepest nesting of a condition.</summary>
    public const int ConditionDepth = 16;

    /// <summary>Most parts of one <c>all</c> or <c>any</c>, and most values of one <c>in</c> or <c>notIn</c>.</summary>
    public const int ConditionParts = 1_000;

    /// <summary>Most faults named at once for one document.</summary>
    public const int FaultsPerDocument = 1_000;

    /// <summary>Most levels of the partner tree.</summary>
    public const int PartnerTreeDepth = 64;

    /// <summary>Longest description or terms of a challenge, in characters.</summary>
    public const int ProseLength = 4_000;

    /// <summary>Longest definition of a challenge, in bytes.</summary>
    public const int ChallengeBytes = 1_048_576;

    /// <summary>Most ids in the audience of a challenge, and most personal targets.</summary>
    public const int AudienceMembers = 10_000;

    /// <summary>Most prizes of a challenge.</summary>
    public const int ChallengePrizes = 100;

    /// <summary>The last place that a prize of a challenge can be for.</summary>
    public const int PrizePlaces = 10_000;

    /// <summary>Most steps of a milestone ladder.</summary>
    public const int MilestoneSteps = 100;

    /// <summary>Most participants of a bracket.</summary>
    public const int BracketSeats = 256;

    /// <summary>Most rounds of a challenge.</summary>
    public const int ChallengeRounds = 1_000;

    /// <summary>Most tickets of one member in a raffle: those of eight million members together still fit into a draw.</summary>
    public const long TicketsPerSubject = 1_000_000_000_000;

    /// <summary>Most duels at once that a challenge may allow a member.</summary>
    public const int DuelsAtOnce = 100;

    /// <summary>How far in the future an activity may have occurred.</summary>
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromMinutes(5);
}
