using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace GamifiedLoyalty.Server.Hubs.Sockets;

/// <summary>
/// The hub over web sockets, in place of SignalR's own transport and connections, which keep some 7 kB more for each viewer.
/// The words are SignalR's, read and written by its own JSON protocol; what else it offers (negotiation, server-sent events,
/// long polling) it does itself.
/// </summary>
internal sealed partial class SocketHub : IInvocationBinder
{
    private static readonly IReadOnlyList<Type> Arguments = [typeof(SubscribeRequest)];

    private readonly HubCalls _calls;
    private readonly HubViewers _viewers;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<SocketHub> _logger;

    /// <summary>Speaks with viewers until the server stops.</summary>
    public SocketHub(
        HubCalls calls, HubViewers viewers, IHubProtocolResolver protocols, IHostApplicationLifetime lifetime, ILogger<SocketHub> logger)
    {
        (_calls, _viewers, _lifetime, _logger) = (calls, viewers, lifetime, logger);
        Protocol = protocols.GetProtocol(new JsonHubProtocol().Name, supportedProtocols: null)!;
        (Ping, Farewell) = (Protocol.GetMessageBytes(PingMessage.Instance), Protocol.GetMessageBytes(CloseMessage.Empty));
        lifetime.ApplicationStopping.Register(viewers.AbortAll);
    }

    /// <summary>Reads and writes messages.</summary>
    public IHubProtocol Protocol { get; }

    /// <summary>The message that says that the server is there.</summary>
    public ReadOnlyMemory<byte> Ping { get; }

    /// <summary>The message that says that the server ends the connection.</summary>
    public ReadOnlyMemory<byte> Farewell { get; }

    /// <summary>Takes requests for web sockets away from SignalR's endpoint.</summary>
    public void Take(EndpointBuilder endpoint, IApplicationBuilder pipeline)
    {
        var others = endpoint.RequestDelegate!;
        pipeline.UseWebSockets();
        pipeline.Run(http => http.WebSockets.IsWebSocketRequest ? SocketViewer.ServeAsync(http, this) : others(http));
        endpoint.RequestDelegate = pipeline.Build();
    }

    /// <summary>Notes a viewer. One that comes while the server stops is cut off at once.</summary>
    public void Add(SocketViewer viewer)
    {
        _viewers.Add(viewer);
        if (_lifetime.ApplicationStopping.IsCancellationRequested)
        {
            viewer.Abort();
        }
    }

    /// <summary>Forgets a viewer.</summary>
    public Task RemoveAsync(SocketViewer viewer) => _viewers.RemoveAsync(viewer);

    /// <summary>Does what a viewer asks.</summary>
    /// <returns>The answer, or why there is none in the words that SignalR's own hubs use.</returns>
    public async ValueTask<CompletionMessage> InvokeAsync(SocketViewer viewer, InvocationMessage call)
    {
        var id = call.InvocationId ?? "";
        var request = call.Arguments is [SubscribeRequest asked, ..] ? asked : null;
        try
        {
            if (string.Equals(call.Target, nameof(LiveHub.Subscribe), StringComparison.OrdinalIgnoreCase))
            {
                return CompletionMessage.WithResult(id, await _calls.SubscribeAsync(viewer, request, CancellationToken.None));
            }

            await HubCalls.UnsubscribeAsync(viewer, request);
            return CompletionMessage.WithResult(id, payload: null);
        }
        catch (HubException refusal)
        {
            return CompletionMessage.WithError(id, $"An unexpected error occurred invoking '{call.Target}' on the server. HubException: {refusal.Message}");
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogFailure(failure, call.Target);
            return CompletionMessage.WithError(id, $"An unexpected error occurred invoking '{call.Target}' on the server.");
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Type> GetParameterTypes(string methodName) =>
        string.Equals(methodName, nameof(LiveHub.Subscribe), StringComparison.OrdinalIgnoreCase)
        || string.Equals(methodName, nameof(LiveHub.Unsubscribe), StringComparison.OrdinalIgnoreCase)
            ? Arguments
            : throw new HubException("Method does not exist.");

    /// <inheritdoc/>
    public Type GetReturnType(string invocationId) => typeof(object);

    /// <inheritdoc/>
    public Type GetStreamItemType(string streamId) => throw new HubException("There are no streams.");

    [LoggerMessage(Level = LogLevel.Error, Message = "A viewer's call of {Method} failed.")]
    private partial void LogFailure(Exception failure, string method);
}
