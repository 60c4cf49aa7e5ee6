using System.Globalization;
using System.Text;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Live;
using GamifiedLoyalty.Testing;
using GamifiedLoyalty.Testing.Faults;
using GamifiedLoyalty.Testing.Programs;
using GamifiedLoyalty.Testing.Stores;

namespace GamifiedLoyalty.Engine.Tests;

/// <summary>A node with boards of its own that shares a database with others.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly MemoryStore _store;

    public TestNode(MemoryDatabase database, ManualTime time, bool isToldOfOthers)
    {
        _store = new MemoryStore(database, isToldOfOthers);
        Time = time;
        Boards = new MemoryBoards(time);
        Host = new ProgramHost(FaultyStore.Around(_store, Plan), Boards, new EngineOptions { FollowMilliseconds = 60_000 }, time, (_, exception) => Failures.Add(exception));
    }

    public ManualTime Time { get; }

    public MemoryBoards Boards { get; }

    public ProgramHost Host { get; }

    public FaultyStore.Plan Plan { get; } = new();

    public List<Exception> Failures { get; } = [];

    public ICommitStore Store => _store;

    public async Task<ProgramEngine> EngineAsync() => (await Host.FindAsync("acme", default))!;

    public Task<PublishResult> PublishAsync(string definition) =>
        Host.PublishAsync("acme", Encoding.UTF8.GetBytes(definition), "test", dryRun: false, default);

    public async Task MembersAsync(params MemberProfile[] members) => await (await EngineAsync()).PutMembersAsync(members, "test", default);

    public async Task<RecordResult> SellAsync(string id, string employee, decimal amount) =>
        (await (await EngineAsync()).RecordAsync([new RecordActivity(TestProgram.Sale(id, employee, amount), "test")], waitForSpace: false, default))[0];

    /// <summary>Waits until the node shows a version; no clock has to move for it.</summary>
    public async Task ShowsAsync(long version)
    {
        while ((await EngineAsync()).Version < version)
        {
            await Task.Yield();
        }
    }

    public async Task<string> WalletAsync(string employee)
    {
        var wallet = await (await EngineAsync()).ReadWalletAsync(OwnerRef.Employee(employee), default);
        return string.Create(CultureInfo.InvariantCulture, $"{wallet.Balances[0].Balance.Available}+{wallet.Balances[0].Balance.Pending}");
    }

    public async Task<string> BoardAsync(string board)
    {
        var today = (await EngineAsync()).Current.Definition.Calendar.DayOf(Time.GetUtcNow());
        var page = await Boards.ReadAsync(new BoardQuery("acme", board, Period.All, today), 0, 100, default);
        return string.Join(", ", page!.Rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Rank} {r.Subject} {r.Score}")));
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _store.DisposeAsync();
    }
}
