namespace GamifiedLoyalty.Server.Security;

/// <summary>What an endpoint demands of its caller.</summary>
internal enum Access
{
    /// <summary>Nothing: everybody may call it.</summary>
    Anyone,

    /// <summary>A page of boards: everybody when the program is public, else whoever may read its boards.</summary>
    BoardPage,

    /// <summary>Boards over the API: a key with scope read, or a person or screen of the program.</summary>
    Boards,

    /// <summary>What concerns the employee <c>{id}</c> of the route: that person, or a key with scope read.</summary>
    Own,

    /// <summary>What a person does in their own name, or a key with scope manage in the name of others.</summary>
    Person,

    /// <summary>A key with scope read.</summary>
    Read,

    /// <summary>A key with scope write.</summary>
    Write,

    /// <summary>A key with scope manage.</summary>
    Manage,
}

/// <summary>States what an endpoint or page demands; without it, everything under <c>/api</c> is refused.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NeedsAttribute(Access access) : Attribute
{
    /// <summary>The demand.</summary>
    public Access Access { get; } = access;

    /// <summary>Whether the route's program must exist and is opened before the endpoint runs.</summary>
    public bool OpensProgram { get; init; } = true;
}

/// <summary>Shorthands for endpoints.</summary>
internal static class AccessExtensions
{
    /// <summary>States what an endpoint demands.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, Access access, bool opensProgram = true)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new NeedsAttribute(access) { OpensProgram = opensProgram });
}
