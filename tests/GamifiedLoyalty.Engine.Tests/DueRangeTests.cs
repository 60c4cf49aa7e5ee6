using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Testing.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

/// <summary>Pending awards of single sales share ranges of the log, and each posts in its own time all the same.</summary>
public sealed class DueRangeTests
{
    private const int Sales = 70;
    private static readonly TimeSpan PendingWindow = TimeSpan.FromDays(14);

    [Fact(Timeout = 60_000)]
    public async Task Sales_one_by_one_share_ranges_and_post_one_by_one()
    {
        await using var program = await TestProgram.StartAsync(Definitions.Acme);
        await program.MembersAsync(new MemberProfile(OwnerKind.Employee, "e1", "Maya"));
        for (var i = 0; i < Sales; i++)
        {
            await program.SellAsync("e1", 10m);
            program.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var number = (await program.Store.FindHeadAsync("acme", default))!.Number;
        (await program.Store.ReadDueAsync(number, default)).Count.ShouldBeInRange(2, 4);
        (await program.WalletAsync(OwnerRef.Employee("e1"))).ShouldBe("150+70");
        await program.RestartAsync();

        program.Time.Advance(PendingWindow - TimeSpan.FromMinutes(Sales - 30));
        await UntilAsync(program, "181+39");
        program.Time.Advance(TimeSpan.FromMinutes(Sales));
        await UntilAsync(program, "220+0");
        (await program.Store.ReadDueAsync(number, default)).ShouldBeEmpty();
    }

    // Posting happens by itself; a command that changes nothing waits behind it.
    private static async Task UntilAsync(TestProgram program, string wallet)
    {
        while (await program.WalletAsync(OwnerRef.Employee("e1")) != wallet)
        {
            await program.Host.PublishAsync("acme", System.Text.Encoding.UTF8.GetBytes(Definitions.Acme), "test", dryRun: true, default);
        }
    }
}
