using System.Text;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Testing.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

public sealed class OutageTests
{
    private static readonly TimeSpan PendingWindow = TimeSpan.FromDays(15);

    [Fact(Timeout = 60_000)]
    public async Task Due_points_are_not_posted_over_and_over_while_the_store_is_away()
    {
        await using var program = await TestProgram.StartAsync(Definitions.Acme);
        await program.MembersAsync(new MemberProfile(OwnerKind.Employee, "e1", "Maya"));
        await program.SellAsync("e1", 100m);
        for (var i = 0; i < 100; i++)
        {
            program.Plan.FailBefore(new StoreUnavailableException("The store is away."));
        }

        var before = program.Plan.Commits;
        program.Time.Advance(PendingWindow);
        for (var i = 0; i < 20; i++)
        {
            // Changes nothing, but takes the engine once through everything that it does.
            await program.Host.PublishAsync("acme", Encoding.UTF8.GetBytes(Definitions.Acme), "test", dryRun: true, default);
        }

        (program.Plan.Commits - before).ShouldBeLessThanOrEqualTo(2);
        await PostedAsync(program);
    }

    [Fact(Timeout = 60_000)]
    public async Task Whoever_still_waits_while_a_program_closes_hears_that_the_store_is_away()
    {
        await using var program = await TestProgram.StartAsync(Definitions.Acme);
        await program.MembersAsync(new MemberProfile(OwnerKind.Employee, "e1", "Maya"));
        var engine = program.Engine;
        await program.Host.DisposeAsync();
        RecordActivity[] sale = [new(TestProgram.Sale("A", "e1", 100m), "test")];

        await Should.ThrowAsync<StoreUnavailableException>(engine.RecordAsync(sale, waitForSpace: true, default));
        await Should.ThrowAsync<StoreUnavailableException>(engine.RecordAsync(sale, waitForSpace: false, default));
        await Should.ThrowAsync<StoreUnavailableException>(engine.RecordAsync([sale[0], sale[0]], waitForSpace: false, default));
        await Should.ThrowAsync<StoreUnavailableException>(engine.PutDocumentAsync("screen", "s", [], "test", default));
    }

    [Fact(Timeout = 60_000)]
    public async Task Programs_go_on_by_themselves_when_a_restore_is_refused()
    {
        await using var program = await TestProgram.StartAsync(Definitions.Acme);
        await program.MembersAsync(new MemberProfile(OwnerKind.Employee, "e1", "Maya"));
        await program.SellAsync("e1", 100m);

        await Should.ThrowAsync<SchemaException>(program.Host.RestoreAsync(program.Store, "no-such-backup.db", default));

        program.Time.Advance(PendingWindow);
        await PostedAsync(program);
    }

    // Read from the store: asking the host for the engine would open it.
    private static async Task PostedAsync(TestProgram program)
    {
        var number = (await program.Store.FindHeadAsync("acme", default))!.Number;
        while ((await program.Store.ReadDueAsync(number, default)).Count > 0)
        {
            program.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }
}
