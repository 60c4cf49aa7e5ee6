namespace GamifiedLoyalty.Server.Localization;

/// <summary>Names the resources with what the pages say on which managers launch and conduct contests, in English and French.</summary>
public sealed class LaunchTexts;
