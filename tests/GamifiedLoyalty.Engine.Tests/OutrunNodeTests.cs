using System.Text;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Live;
using GamifiedLoyalty.Testing;
using GamifiedLoyalty.Testing.Faults;
using GamifiedLoyalty.Testing.Programs;
using GamifiedLoyalty.Testing.Stores;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

/// <summary>A node that has not heard yet of what another one committed meets its traces in the store.</summary>
public sealed class OutrunNodeTests : IAsyncLifetime
{
    private const string Rules = """[ { "id": "one", "on": "sale", "currency": "points", "formula": { "type": "fixed", "points": 1 } } ]""";

    private readonly MemoryDatabase _database = new();
    private readonly FaultyStore.Plan _planOfBehind = new();
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
    private ProgramHost _ahead = null!;
    private ProgramHost _behind = null!;

    public async ValueTask InitializeAsync()
    {
        _ahead = Host(new());
        _behind = Host(_planOfBehind);
        await PublishAsync(Definitions.With(Rules, Definitions.Boards));
        await (await Ahead()).PutMembersAsync([new MemberProfile(OwnerKind.Employee, "e1", "A")], "test", default);
        await Behind();
    }

    public async ValueTask DisposeAsync()
    {
        await _ahead.DisposeAsync();
        await _behind.DisposeAsync();
    }

    [Fact]
    public async Task It_reverses_what_it_has_not_heard_of_yet()
    {
        var sale = await SellAsync(await Ahead(), "A");
        await SellAsync(await Ahead(), "B");

        var result = await (await Behind()).ReverseAsync(sale.Activity!.Version, new ReversalRequest("R-1", "returned", null, null), "test", default);

        result.Status.ShouldBe(ReversalStatus.Applied);
        result.Version.ShouldBe(5);
    }

    [Fact]
    public async Task It_records_for_an_owner_that_others_have_changed()
    {
        await SellAsync(await Ahead(), "A");
        await SellAsync(await Ahead(), "B");

        (await SellAsync(await Behind(), "C")).Activity!.Version.ShouldBe(5);
    }

    [Fact]
    public async Task It_tells_a_statement_under_a_definition_that_it_does_not_know_yet()
    {
        await PublishAsync(Definitions.With(Rules.Replace("\"points\": 1", "\"points\": 5", StringComparison.Ordinal), Definitions.Boards));
        await SellAsync(await Ahead(), "A");

        var statement = await (await Behind()).ReadStatementAsync(OwnerRef.Employee("e1"), null, 10, "en", default);

        statement.Lines.Single().Points.ShouldBe(5);
    }

    [Fact]
    public async Task It_tries_again_what_the_store_cannot_even_write_because_of_it()
    {
        await SellAsync(await Ahead(), "A");
        _planOfBehind.FailBefore(new InvalidOperationException("The versions of an owner do not ascend."));

        (await SellAsync(await Behind(), "B")).Activity!.Version.ShouldBe(4);
    }

    [Fact]
    public async Task It_tells_the_failure_when_nobody_was_ahead()
    {
        _planOfBehind.FailBefore(new InvalidOperationException("Broken."));

        (await Should.ThrowAsync<InvalidOperationException>(async () => await SellAsync(await Behind(), "A"))).Message.ShouldBe("Broken.");
        (await SellAsync(await Behind(), "A")).Activity!.Version.ShouldBe(3);
    }

    private ProgramHost Host(FaultyStore.Plan plan) => new(
        FaultyStore.Around(new MemoryStore(_database, isToldOfOthers: false), plan), new MemoryBoards(_time), new EngineOptions(), _time);

    private async Task<ProgramEngine> Ahead() => (await _ahead.FindAsync("acme", default))!;

    private async Task<ProgramEngine> Behind() => (await _behind.FindAsync("acme", default))!;

    private async Task PublishAsync(string definition) =>
        (await _ahead.PublishAsync("acme", Encoding.UTF8.GetBytes(definition), "test", dryRun: false, default)).Faults.ShouldBeEmpty();

    private static async Task<RecordResult> SellAsync(ProgramEngine engine, string id) =>
        (await engine.RecordAsync([new RecordActivity(TestProgram.Sale(id, "e1", 10m), "test")], waitForSpace: true, default))[0];
}
