namespace GamifiedLoyalty.Server.Tests.Activities;

public sealed class OpenStreamsAtStopTests
{
    [Fact]
    public async Task The_server_stops_though_a_client_holds_a_stream_open()
    {
        var fixture = new ActivityServer();
        await fixture.InitializeAsync();
        var api = await fixture.NewProgramAsync();
        using var stream = await OpenStream.ConnectAsync(fixture.Server.Address, $"{api.Path}/activities", "application/x-ndjson");
        await stream.SendAsync(ActivityServer.Sale("s0") + "\n");
        (await stream.ReadAsync())!.ShouldContain("\"recorded\"");

        // Shorter than the time that the host would wait for requests.
        await fixture.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }
}
