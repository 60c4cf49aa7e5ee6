namespace GamifiedLoyalty.LoadTests;

/// <summary>The run cannot go on or its figures would mean nothing; the message is for the person who started it.</summary>
internal sealed class LoadTestException(string message) : Exception(message);
