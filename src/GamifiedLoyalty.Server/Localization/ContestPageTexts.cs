namespace GamifiedLoyalty.Server.Localization;

/// <summary>Names the resources with what participants read of contests, in English and French.</summary>
public sealed class ContestPageTexts;
