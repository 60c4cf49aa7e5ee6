using System.Globalization;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Tests.Contract;
using GamifiedLoyalty.Server.Tests.Hubs;
using GamifiedLoyalty.Server.Tests.Support;
using GamifiedLoyalty.Testing.Faults;
using Microsoft.Extensions.DependencyInjection;
using static System.FormattableString;

namespace GamifiedLoyalty.Server.Tests.Activities;

/// <summary>What others notice while a program's queue is full, because the store holds its commit.</summary>
public sealed class FullQueueTests : IAsyncLifetime
{
    private const int QueueLength = 4;
    private const int BatchSize = 1;

    // So many are taken in before anything is refused: one that is being stored, one that is applied, and the queue.
    private const int Capacity = 1 + BatchSize + QueueLength;
    private const int Sent = 20;
    private readonly FaultyStore.Plan _plan = new();
    private TestServer _server = null!;
    private ContractProgram _program = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(
            settings: [$"--Engine:QueueLength={QueueLength}", $"--Engine:BatchSize={BatchSize}"], plan: _plan);
        _program = await ContractProgram.CreateAsync(_server, definition: null);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact(Timeout = 120_000)]
    public async Task Sales_beyond_a_full_queue_are_refused_at_once_and_those_accepted_are_recorded()
    {
        var (gate, sales) = await FillAsync();

        var refused = await RefusedAsync(sales);
        foreach (var answer in refused)
        {
            answer.ShouldBeProblem(503, "queueFull");
            int.Parse(answer.Headers["Retry-After"], CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        }

        gate.SetResult();
        var answers = await Task.WhenAll(sales);
        var recorded = answers.Count(a => a.Code == 200 && a.Text("status") == "recorded");
        recorded.ShouldBe(sales.Count - answers.Count(a => a.Code == 503));
        (await _program.BoardAsync("revenue")).ShouldBe([Invariant($"1 e1 {recorded * 1000}")]);

        var again = await Task.WhenAll(sales.Select((_, i) => i).Where(i => answers[i].Code == 503).Chunk(QueueLength).First().Select(SendAsync));
        again.ShouldAllBe(a => a.Code == 200);
        (await _program.BoardAsync("revenue")).ShouldBe([Invariant($"1 e1 {(recorded + again.Length) * 1000}")]);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_array_that_finds_the_queue_full_is_refused_whole()
    {
        var (gate, sales) = await FillAsync();
        await RefusedAsync(sales);

        var refused = await _program.PostAsync("activities", $"[{ContractProgram.Sale("a-1")}, {ContractProgram.Sale("a-2")}]");

        refused.ShouldBeProblem(503, "queueFull");
        refused.Headers.ShouldContainKey("Retry-After");
        gate.SetResult();
        await Task.WhenAll(sales);
        (await _program.GetAsync("activities?source=api&externalId=a-1")).Code.ShouldBe(404);
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_program_records_while_the_queue_of_one_is_full()
    {
        var other = await ContractProgram.CreateAsync(_server, definition: null);
        var (gate, sales) = await FillAsync();
        await RefusedAsync(sales);

        for (var i = 0; i < 3 * Capacity; i++)
        {
            await other.SellAsync("e1", "10");
        }

        (await other.BoardAsync("revenue")).ShouldBe([Invariant($"1 e1 {3 * Capacity * 1000}")]);
        sales[0].IsCompleted.ShouldBeFalse();
        gate.SetResult();
        await Task.WhenAll(sales);
    }

    [Fact(Timeout = 120_000)]
    public async Task Reads_and_watchers_work_while_the_queue_is_full_and_show_only_what_is_stored()
    {
        await _program.SellAsync("e2", "5");
        var version = await _program.VersionAsync();
        var (gate, sales) = await FillAsync();
        await RefusedAsync(sales);

        (await _program.BoardAsync("revenue")).ShouldBe(["1 e2 500"]);
        (await _program.GetAsync("boards/revenue/around/e2?period=all")).Number("version").ShouldBe(version);
        (await _program.GetAsync("employees/e1/wallet")).Number("version").ShouldBe(version);
        (await _program.GetAsync("feed?limit=1")).Code.ShouldBe(200);
        await using var hub = await HubConnection.OpenAsync(_server.Address, TestServer.AdminKey);
        var answer = await hub.SubscribeAsync(_program.Id, "board/revenue/all");
        answer.GetProperty("version").GetInt64().ShouldBe(version);

        gate.SetResult();
        await Task.WhenAll(sales);
        (await hub.ChangedAsync()).GetProperty("version").GetInt64().ShouldBeGreaterThan(version);
    }

    // Holds the commit of a first sale and sends more, until the program takes no more in.
    private async Task<(TaskCompletionSource Gate, List<Task<Answer>> Sales)> FillAsync()
    {
        var gate = _plan.Hold();
        var before = _plan.Commits;
        var sales = new List<Task<Answer>> { SendAsync(0) };
        await Eventually.TrueAsync(() => _plan.Commits > before);
        sales.AddRange(Enumerable.Range(1, Sent).Select(SendAsync));
        var engine = _server.Services.GetRequiredService<ProgramHost>().FindOpen(_program.Id)!;
        while (engine.Unanswered < Capacity)
        {
            // The queue can be full for a moment before the first of it is applied.
            sales.Add(SendAsync(sales.Count));
            await Task.WhenAny(Task.WhenAll(sales), Task.Delay(20, TestContext.Current.CancellationToken));
        }

        return (gate, sales);
    }

    private Task<Answer> SendAsync(int number) => _program.SendAsync(ContractProgram.Sale(Invariant($"q-{number}")));

    // All that did not fit; those that did get no answer yet.
    private static async Task<IReadOnlyList<Answer>> RefusedAsync(List<Task<Answer>> sales)
    {
        await Eventually.TrueAsync(() => sales.Count(s => s.IsCompleted) == sales.Count - Capacity);
        sales[0].IsCompleted.ShouldBeFalse();
        return await Task.WhenAll(sales.Where(s => s.IsCompleted));
    }
}
