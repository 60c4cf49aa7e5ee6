using GamifiedLoyalty.Server.Security;
using Microsoft.AspNetCore.SignalR;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>A viewer over a connection of SignalR's.</summary>
internal sealed class SignalRViewer : HubViewer
{
    private readonly HubConnectionContext _connection;

    /// <summary>Notes a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="http">The request that it began with.</param>
    public SignalRViewer(HubConnectionContext connection, HttpContext? http)
        : this(connection, ProofOf(http))
    {
    }

    private SignalRViewer(HubConnectionContext connection, (CredentialKind Kind, string Secret) proof)
        : base(Caller.From(connection.User), proof.Kind, proof.Secret) => _connection = connection;

    /// <inheritdoc/>
    public override ValueTask SendAsync(SerializedHubMessage message) => _connection.WriteAsync(message);

    /// <inheritdoc/>
    public override void Abort() => _connection.Abort();
}
