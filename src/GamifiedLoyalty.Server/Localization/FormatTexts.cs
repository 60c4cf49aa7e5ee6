namespace GamifiedLoyalty.Server.Localization;

/// <summary>Names the resources with what the pictures of contests' formats say, in English and French.</summary>
public sealed class FormatTexts;
