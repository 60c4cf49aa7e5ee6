namespace GamifiedLoyalty.Server.Hubs;

/// <summary>A viewer of a channel, and what it was told.</summary>
/// <param name="connection">Whom to tell.</param>
/// <param name="told">The version told last.</param>
/// <param name="epoch">Of which telling anew it was.</param>
/// <param name="readyAt">When its own answer has surely gone out.</param>
internal sealed class ChannelViewer(HubViewer connection, long told, int epoch, DateTimeOffset readyAt)
{
    private volatile bool _isBusy;

    /// <summary>Whom to tell.</summary>
    public HubViewer Connection { get; } = connection;

    /// <summary>The version told last.</summary>
    public long Told { get; set; } = told;

    /// <summary>Of which telling anew it was.</summary>
    public int Epoch { get; set; } = epoch;

    /// <summary>Whether a message is still under way.</summary>
    public bool IsBusy
    {
        get => _isBusy;
        set => _isBusy = value;
    }

    /// <summary>Whether the viewer's own answer may still be under way.</summary>
    public bool IsEarly(DateTimeOffset now) => readyAt > now && readyAt <= now + FanOutPace.Shortest;
}
