using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using GamifiedLoyalty.Server.Tests.Hubs;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>The section <em>Hub</em> of the contract, by raw web sockets in SignalR's JSON protocol.</summary>
public sealed class HubTests(ContractServers servers)
{
    private const string Boards = """
        [ { "id": "b", "subject": "employee", "metric": { "measure": "amount" }, "periods": ["all", "year"] },
          { "id": "tied", "subject": "employee", "metric": { "measure": "count" }, "ties": "shared", "periods": ["all"] },
          { "id": "p", "subject": "employee", "metric": { "measure": "points", "currency": "points" }, "periods": ["all"] } ]
        """;

    private const string Rules = """
        [ { "id": "r", "on": "sale", "formula": { "type": "perAmount", "points": 1, "per": 1 }, "currency": "points", "pendingFor": "P1D" } ]
        """;

    [Fact]
    public async Task A_browser_may_negotiate_and_gets_web_sockets()
    {
        var program = await servers.NewLiveAsync();

        var answer = await program.Server.Admin.PostAsync("/hubs/live/negotiate?negotiateVersion=1");

        answer.Code.ShouldBe(200, answer.Text);
        answer.Text("connectionToken").ShouldNotBeNullOrEmpty();
        answer.Each("availableTransports", "transport").ShouldContain("WebSockets");
    }

    [Fact]
    public async Task A_wrong_key_does_not_connect()
    {
        var server = await servers.LiveAsync();
        using var socket = new ClientWebSocket();

        var refused = await Should.ThrowAsync<WebSocketException>(
            () => socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}/hubs/live?access_token=wrong"), TestContext.Current.CancellationToken));

        refused.Message.ShouldContain("401");
    }

    [Fact]
    public async Task Another_protocol_than_json_is_refused_in_the_handshake()
    {
        var server = await servers.LiveAsync();
        using var socket = new ClientWebSocket();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}/hubs/live?access_token={TestServer.AdminKey}"), deadline.Token);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"telepathy\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, deadline.Token);

        var buffer = new byte[4096];
        var got = await socket.ReceiveAsync(buffer, deadline.Token);

        Encoding.UTF8.GetString(buffer, 0, got.Count).ShouldContain("error");
    }

    [Fact]
    public async Task A_subscription_answers_a_snapshot_with_its_channel_and_version()
    {
        var program = await servers.NewLiveAsync(ContractProgram.With(Rules, Boards));
        var sold = await program.SellAsync("e1", "12");
        await using var hub = await HubConnection.OpenAsync(program.Server.Address, TestServer.AdminKey);

        var answer = await hub.SubscribeAsync(program.Id, "board/p");

        answer.GetProperty("channel").GetString().ShouldBe("board/p");
        answer.GetProperty("version").GetInt64().ShouldBe(sold.Number("version"));
        var row = answer.GetProperty("snapshot").GetProperty("rows")[0];
        row.GetProperty("subject").GetString().ShouldBe("e1");
        row.GetProperty("name").GetString().ShouldBe("Ada");
        (row.GetProperty("score").GetInt64(), row.GetProperty("provisional").GetInt64()).ShouldBe((12, 12));
        row.GetProperty("reach").ValueKind.ShouldBe(JsonValueKind.Number);
        answer.GetProperty("snapshot").GetProperty("total").GetInt64().ShouldBe(1);
        answer.TryGetProperty("changes", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("board/b")]
    [InlineData("board/b/all")]
    [InlineData("board/tied")]
    public async Task Whoever_follows_and_whoever_comes_back_sees_what_the_api_says(string channel)
    {
        var program = await servers.NewLiveAsync(ContractProgram.With(Rules, Boards));
        await PutManyAsync(program, 130);
        await using var hub = await HubConnection.OpenAsync(program.Server.Address, TestServer.AdminKey);
        await using var returning = await HubConnection.OpenAsync(program.Server.Address, TestServer.AdminKey);
        var (follower, comer) = (new HubMirror(), new HubMirror());
        follower.Apply(await hub.SubscribeAsync(program.Id, channel));

        var sales = new List<Answer>();
        for (var round = 0; round < 6; round++)
        {
            // Small and few amounts make ties; reversals make the hundredth leave and come back.
            sales.AddRange(await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
                program.SellAsync($"m{(round * 53 + i * 7) % 130:000}", $"{i * round % 3 + 1}"))));
            await program.ReverseAsync(sales[round * 11], $$"""{ "externalId": "r{{round}}", "reason": "x" }""");
            comer.Apply(await returning.SubscribeAsync(program.Id, channel, round == 0 ? null : comer.Version));
        }

        var version = await program.VersionAsync();
        await program.SellAsync("m001", "1");
        while (follower.Version < version + 1)
        {
            follower.Apply(await hub.ChangedAsync());
        }

        comer.Apply(await returning.SubscribeAsync(program.Id, channel, comer.Version));
        var board = await program.GetAsync($"boards/{channel.Split('/')[1]}?period=all&limit=100");
        var expected = board.Json.GetProperty("rows").EnumerateArray()
            .Select(r => $"{r.GetProperty("subject").GetString()} {r.GetProperty("score").GetInt64()}").ToList();
        expected.Count.ShouldBe(100);
        follower.Shown.ShouldBe(expected);
        comer.Shown.ShouldBe(expected);
        follower.Total.ShouldBe(board.Number("total"));
        comer.Catchups.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Changes_come_at_most_ten_times_a_second_with_rising_versions_and_times()
    {
        var program = await servers.NewLiveAsync(ContractProgram.With(Rules, Boards));
        await using var hub = await HubConnection.OpenAsync(program.Server.Address, TestServer.AdminKey);
        var mirror = new HubMirror();
        mirror.Apply(await hub.SubscribeAsync(program.Id, "board/b"));
        var times = new List<DateTimeOffset>();
        var versions = new List<long>();

        using var enough = new CancellationTokenSource();
        var sent = 0;
        var selling = Task.WhenAll(Enumerable.Range(0, 4).Select(async worker =>
        {
            while (!enough.IsCancellationRequested)
            {
                await program.SellAsync("e1", "1");
                Interlocked.Increment(ref sent);
            }
        }));
        while (times.Count < 25)
        {
            var changed = await hub.ChangedAsync();
            times.Add(changed.GetProperty("at").GetDateTimeOffset());
            versions.Add(changed.GetProperty("version").GetInt64());
        }

        await enough.CancelAsync();
        await selling;
        for (var i = 10; i < times.Count; i++)
        {
            (times[i] - times[i - 10]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(980));
        }

        versions.Zip(versions.Skip(1)).ShouldAllBe(p => p.Second > p.First);
        versions.Count.ShouldBeLessThan(sent);
    }

    [Theory]
    [InlineData("board/none")]
    [InlineData("board/b/2026-13")]
    [InlineData("board/b/2026-11")]
    [InlineData("board/B")]
    [InlineData("employee/none")]
    [InlineData("partner/e1")]
    [InlineData("screen/none")]
    [InlineData("weather")]
    [InlineData("")]
    public async Task What_cannot_be_followed_is_an_error_and_the_connection_goes_on(string channel)
    {
        var program = await servers.NewLiveAsync(ContractProgram.With(Rules, Boards));
        await using var hub = await HubConnection.OpenAsync(program.Server.Address, TestServer.AdminKey);

        (await hub.SubscribeAsync(program.Id, channel)).TryGetProperty("error", out _).ShouldBeTrue();
        (await hub.SubscribeAsync("no-such-program", "board/b")).TryGetProperty("error", out _).ShouldBeTrue();
        (await hub.SubscribeAsync(program.Id, "board/b")).TryGetProperty("snapshot", out _).ShouldBeTrue();
        (await hub.SubscribeAsync(program.Id, "board/b", knownVersion: 1_000_000)).TryGetProperty("snapshot", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_wallet_is_followed_by_those_who_may_read_it()
    {
        var program = await servers.NewLiveAsync(ContractProgram.With(Rules, Boards));
        await using var hub = await HubConnection.OpenAsync(program.Server.Address, TestServer.AdminKey);
        await using var stranger = await HubConnection.OpenAsync(program.Server.Address, null);
        (await hub.SubscribeAsync(program.Id, "employee/e1")).GetProperty("channel").GetString().ShouldBe("employee/e1");
        (await hub.SubscribeAsync(program.Id, "partner/p1")).GetProperty("channel").GetString().ShouldBe("partner/p1");
        (await stranger.SubscribeAsync(program.Id, "employee/e1")).TryGetProperty("error", out _).ShouldBeTrue();
        (await stranger.SubscribeAsync(program.Id, "board/b")).TryGetProperty("error", out _).ShouldBeTrue();

        var sold = await program.SellAsync("e1", "5");

        var changed = await hub.ChangedAsync();
        changed.GetProperty("channel").GetString().ShouldBe("employee/e1");
        changed.GetProperty("version").GetInt64().ShouldBe(sold.Number("version"));
        changed.GetRawText().ShouldContain("\"pending\":5");
    }

    private static async Task PutManyAsync(ContractProgram program, int count)
    {
        var members = string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{ "kind": "employee", "id": "m{{i:000}}", "name": "M {{i}}" }"""));
        (await program.PostAsync("members", $"[{members}]")).Code.ShouldBe(200);
        var sales = string.Join(',', Enumerable.Range(0, count).Select(i => ContractProgram.Sale($"start-{i}", $"m{i:000}", (i % 5 + 1).ToString(CultureInfo.InvariantCulture))));
        (await program.SendAsync($"[{sales}]")).Code.ShouldBe(200);
    }
}
