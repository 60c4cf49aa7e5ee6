using System.Globalization;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>What the contract promises while many send at once.</summary>
public sealed class ConcurrencyTests(ContractServers servers)
{
    [Fact]
    public async Task Of_the_same_activity_sent_many_times_at_once_one_is_recorded()
    {
        var program = await servers.NewLiveAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => program.SendAsync(ContractProgram.Sale("same"))));

        answers.ShouldAllBe(a => a.Code == 200);
        answers.Count(a => a.Text("status") == "recorded").ShouldBe(1);
        answers.Count(a => a.Text("status") == "duplicate").ShouldBe(39);
        answers.Select(a => $"{a.Text("activityId")} {a.Number("version")} {a.Awards()}").Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        (await program.BoardAsync("revenue")).ShouldBe(["1 e1 1000"]);
    }

    [Fact]
    public async Task Of_different_contents_under_one_id_at_once_one_is_recorded_and_the_others_conflict()
    {
        var program = await servers.NewLiveAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => program.SendAsync(ContractProgram.Sale("same", amount: $"{i}"))));

        answers.Count(a => a.Code == 200).ShouldBe(1);
        answers.Count(a => a.Code == 409).ShouldBe(19);
    }

    [Fact]
    public async Task A_budget_holds_to_the_point_and_versions_stay_gapless_however_many_send_at_once()
    {
        var program = await servers.NewLiveAsync(ContractProgram.With("""
            [ { "id": "r", "on": "sale", "formula": { "type": "fixed", "points": 7 }, "currency": "points", "caps": [ { "per": "program", "period": "all", "max": 500 } ] } ]
            """, """
            [ { "id": "points", "subject": "employee", "metric": { "measure": "points", "currency": "points" }, "periods": ["all"] },
              { "id": "count", "subject": "employee", "metric": { "measure": "count" }, "periods": ["all"] } ]
            """));
        var before = await program.VersionAsync();

        var sold = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => program.SellAsync(new[] { "e1", "e2", "e3" }[i % 3], "1")));

        sold.Select(s => s.Number("version")).Order().ShouldBe(Enumerable.Range(1, 120).Select(i => before + i));
        sold.Sum(s => s.Json.GetProperty("awards").EnumerateArray().Sum(a => a.GetProperty("points").GetInt64())).ShouldBe(500);
        (await program.BoardAsync("points")).Sum(r => long.Parse(r.Split(' ')[2], CultureInfo.InvariantCulture)).ShouldBe(500);
        (await program.BoardAsync("count")).Select(r => r.Split(' ')[2]).ShouldBe(["40", "40", "40"]);
    }

    [Fact]
    public async Task A_full_queue_is_503_with_retry_after_and_retrying_records_everything_once()
    {
        await using var server = await TestServer.StartAsync(settings: ["--Engine:QueueLength=1", "--Engine:BatchSize=1"]);
        var program = await ContractProgram.CreateAsync(server, definition: null);

        var refused = 0;
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var answer = await program.SendAsync(ContractProgram.Sale($"q-{i}", amount: "1"));
            for (; answer.Code != 200; answer = await program.SendAsync(ContractProgram.Sale($"q-{i}", amount: "1")))
            {
                Interlocked.Increment(ref refused);
                answer.ShouldBeProblem(503, "queueFull");
                int.Parse(answer.Headers["Retry-After"], CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
            }
        }));

        refused.ShouldBeGreaterThan(0);
        (await program.BoardAsync("revenue")).ShouldBe(["1 e1 20000"]);
    }
}
