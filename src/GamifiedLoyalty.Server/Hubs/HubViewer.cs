using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Security;
using Microsoft.AspNetCore.SignalR;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>A connection, how it proved who it is, and what it follows.</summary>
/// <param name="caller">Who it was when it connected.</param>
/// <param name="credential">How the secret was presented.</param>
/// <param name="secret">The secret, kept as long as the connection lasts.</param>
internal abstract class HubViewer(Caller caller, CredentialKind credential, string secret)
{
    /// <summary>Who it was when it connected.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>How the secret was presented.</summary>
    public CredentialKind Credential { get; } = credential;

    /// <summary>The secret, kept as long as the connection lasts.</summary>
    public string Secret { get; } = secret;

    /// <summary>The channels followed. Replaced, never changed: small, because there are many viewers and each follows few.</summary>
    public FollowedChannel[] Followed { get; private set; } = [];

    /// <summary>Sends a message; complete when the connection can take another. A viewer that is gone takes everything.</summary>
    public abstract ValueTask SendAsync(SerializedHubMessage message);

    /// <summary>Cuts the connection off.</summary>
    public abstract void Abort();

    /// <summary>Called every second.</summary>
    public virtual void Tick()
    {
    }

    /// <summary>The channel followed under a name, or null.</summary>
    public LiveChannel? Find(string? program, string? channel) =>
        Array.Find(Followed, f => f.Program == program && f.Channel.Name == channel)?.Channel;

    /// <summary>Notes a channel in place of an earlier one of its name.</summary>
    public void Follow(FollowedChannel followed) =>
        Followed = [.. Followed.Where(f => f.Program != followed.Program || f.Channel.Name != followed.Channel.Name), followed];

    /// <summary>Forgets a channel.</summary>
    public void Leave(LiveChannel channel) => Followed = [.. Followed.Where(f => f.Channel != channel)];

    /// <summary>How a request proved who makes it; nothing when it did not.</summary>
    protected static (CredentialKind Kind, string Secret) ProofOf(HttpContext? http) =>
        http is not null && http.Caller().Kind != CallerKind.Anonymous
            ? AuthenticationMiddleware.Credential(http.Request)
            : (CredentialKind.None, "");
}

/// <summary>A channel that a viewer follows.</summary>
/// <param name="Program">Its program.</param>
/// <param name="Channel">The channel.</param>
internal sealed record FollowedChannel(string Program, LiveChannel Channel);
