namespace GamifiedLoyalty.Domain.Activities;

/// <summary>What reading an activity gave: the activity, or the first fault.</summary>
/// <param name="Activity">The activity; null when there is a fault.</param>
/// <param name="ExternalId">Its external id as far as it could be read, for the answer to the sender.</param>
/// <param name="Fault">What is wrong, and where.</param>
public readonly record struct ActivityReading(Activity? Activity, string? ExternalId, Fault? Fault);
