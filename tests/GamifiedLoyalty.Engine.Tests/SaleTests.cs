using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Testing.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

public sealed class SaleTests
{
    private static readonly MemberProfile[] Members =
    [
        new(OwnerKind.Partner, "p1", "Velo Dupont"),
        new(OwnerKind.Employee, "e1", "Maya") { Partner = "p1" },
        new(OwnerKind.Employee, "e2", "Noé") { Partner = "p1" },
    ];

    [Fact]
    public async Task The_first_sale_earns_pending_points_and_the_welcome_bonus_for_both_sides()
    {
        await using var program = await TestProgram.StartAsync(Definitions.Acme);
        await program.MembersAsync(Members);
        var result = await program.SellAsync("e1", 199.99m);

        result.Status.ShouldBe(RecordStatus.Recorded);
        (await program.WalletAsync(OwnerRef.Employee("e1"))).ShouldBe("150+19");
        (await program.WalletAsync(OwnerRef.Partner("p1"))).ShouldBe("100+0");
        (await program.BoardAsync("revenue", "2026-Q4")).ShouldBe("1 e1 19999");
        (await program.BoardAsync("points", "2026-11")).ShouldBe("1 e1 169 (19)");
        (await program.BoardAsync("dealers", "all")).ShouldBe("1 p1 269 (19)");
    }

    [Fact]
    public async Task A_sale_that_comes_at_any_moment_of_the_loop_is_recorded()
    {
        await using var program = await TestProgram.StartAsync(Definitions.Acme);
        await program.MembersAsync(Members);
        await program.SellAsync("e1", 199.99m);
        for (var moment = 1; moment <= 20; moment++)
        {
            // Pending points make the loop read the clock at each of its decisions.
            Task<RecordResult>? other = null;
            var asked = 0;
            program.Time.BeforeAnswer = () =>
            {
                if (Interlocked.Increment(ref asked) == moment)
                {
                    other = program.SellAsync("e2", 10m);
                }
            };
            var first = await program.SellAsync("e1", 10m);
            program.Time.BeforeAnswer = null;

            first.Status.ShouldBe(RecordStatus.Recorded);
            (other is null ? first : await other).Status.ShouldBe(RecordStatus.Recorded);
        }

        program.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_retry_repeats_the_first_result_and_other_content_is_a_conflict()
    {
        await using var program = await TestProgram.StartAsync(Definitions.Acme);
        await program.MembersAsync(Members);
        var first = await program.SellAsync("e1", 50m, id: "A");
        var retry = await program.SellAsync("e1", 50.00m, id: "A");
        var other = await program.SellAsync("e1", 51m, id: "A");

        retry.Status.ShouldBe(RecordStatus.Duplicate);
        retry.Activity!.Version.ShouldBe(first.Activity!.Version);
        other.Status.ShouldBe(RecordStatus.Conflict);
        program.Engine.Version.ShouldBe(first.Activity.Version);
    }

    [Fact]
    public async Task A_pending_window_that_ends_posts_by_itself()
    {
        await using var program = await TestProgram.StartAsync(Definitions.Acme);
        await program.MembersAsync(Members);
        var sale = await program.SellAsync("e1", 199.99m);
        program.Time.Advance(TimeSpan.FromDays(14));
        (await program.Engine.WaitForAsync(sale.Activity!.Version + 1, TimeSpan.FromSeconds(20), default)).ShouldBeTrue();

        (await program.WalletAsync(OwnerRef.Employee("e1"))).ShouldBe("169+0");
        (await program.BoardAsync("points", "2026-11")).ShouldBe("1 e1 169");
    }

    [Fact]
    public async Task What_was_recorded_is_there_after_a_restart()
    {
        await using var program = await TestProgram.StartAsync(Definitions.Acme);
        await program.MembersAsync(Members);
        await program.SellAsync("e1", 199.99m);
        await program.SellAsync("e2", 300m);
        var before = await program.BoardAsync("revenue", "2026-Q4");
        await program.RestartAsync();

        (await program.BoardAsync("revenue", "2026-Q4")).ShouldBe(before);
        (await program.SellAsync("e1", 199.99m, id: "S-1")).Status.ShouldBe(RecordStatus.Duplicate);
        (await program.SellAsync("e1", 1m, id: "S-9")).Activity!.Version.ShouldBe(program.Engine.Version);
    }

    [Fact]
    public async Task Reversing_the_first_sale_hands_the_welcome_bonus_to_the_next()
    {
        await using var program = await TestProgram.StartAsync(Definitions.Acme);
        await program.MembersAsync(Members);
        var first = await program.SellAsync("e1", 100m);
        await program.SellAsync("e1", 200m);
        (await program.ReverseAsync(first.Activity!.Version)).Status.ShouldBe(ReversalStatus.Applied);

        (await program.WalletAsync(OwnerRef.Employee("e1"))).ShouldBe("150+20");
        (await program.WalletAsync(OwnerRef.Partner("p1"))).ShouldBe("100+0");
        (await program.BoardAsync("revenue", "all")).ShouldBe("1 e1 20000");
        (await program.BoardAsync("points", "all")).ShouldBe("1 e1 170 (20)");
        program.Failures.ShouldBeEmpty();
    }
}
