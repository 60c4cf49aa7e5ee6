namespace GamifiedLoyalty.Server.Localization;

/// <summary>Names the resources with everything that pages say, in English and French.</summary>
public sealed class Texts;
