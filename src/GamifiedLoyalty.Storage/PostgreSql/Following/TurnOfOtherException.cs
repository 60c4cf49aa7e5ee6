namespace GamifiedLoyalty.Storage.PostgreSql.Following;

/// <summary>Another node asked to commit first; nothing was written.</summary>
internal sealed class TurnOfOtherException(string message) : Exception(message);
