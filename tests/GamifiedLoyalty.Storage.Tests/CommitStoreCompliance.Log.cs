using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Storage.Tests.CommitBuilder;

namespace GamifiedLoyalty.Storage.Tests;

public abstract partial class CommitStoreCompliance
{
    [Fact]
    public async Task The_log_is_read_in_order_from_a_version_up_to_a_limit()
    {
        await Commit(Make(0, 10));

        var entries = await Store.ReadLogAsync(1, 3, 4, Now);

        entries.Select(e => e.Version).ShouldBe([4, 5, 6, 7]);
        entries[0].Body.ToArray().ShouldBe(Body(4));
        (await Store.ReadLogAsync(1, 10, 4, Now)).ShouldBeEmpty();
        (await Store.ReadLogAsync(1, long.MaxValue, 4, Now)).ShouldBeEmpty();
        (await Store.ReadLogAsync(2, 0, 4, Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Entries_of_versions_come_ascending_and_unknown_ones_are_left_out()
    {
        await Commit(Make(0, 5));

        var entries = await Store.FindEntriesAsync(1, [5, 99, 2, 0, 5], Now);

        entries.Select(e => e.Version).ShouldBe([2, 5]);
        entries[1].Body.ToArray().ShouldBe(Body(5));
    }

    [Fact]
    public async Task Receipts_answer_in_the_order_asked_and_zero_where_there_is_none()
    {
        await Commit(Make(0, 2, with: c =>
        {
            c.Receipts.Add((new ReceiptKey("pos", "A-1"), 1));
            c.Receipts.Add((new ReceiptKey("crm", "A-1"), 2));
        }));

        ReceiptKey[] asked = [new("crm", "A-1"), new("pos", "a-1"), new("pos", "A-1"), new("pos", "é😀"), new("crm", "A-1")];
        (await Store.FindReceiptsAsync(1, asked, Now)).ShouldBe([2, 0, 1, 0, 2]);
        (await Store.FindReceiptsAsync(2, asked, Now)).ShouldBe([0, 0, 0, 0, 0]);
    }

    [Fact]
    public async Task A_receipt_survives_any_printable_text_of_full_length()
    {
        var key = new ReceiptKey("источник", string.Concat(Enumerable.Repeat("😀é", 42)) + "%_'");
        await Commit(Make(0, with: c => c.Receipts.Add((key, 1))));
        (await Store.FindReceiptsAsync(1, [key], Now)).ShouldBe([1L]);
    }

    [Fact]
    public async Task A_receipt_given_twice_is_refused_and_the_whole_commit_with_it()
    {
        var key = new ReceiptKey("pos", "A-1");
        await Commit(Make(0, with: c => c.Receipts.Add((key, 1))));

        await Should.ThrowAsync<InvalidOperationException>(() => Commit(Make(1, with: c =>
        {
            c.Scores.Add(Score("e1", 1, 2));
            c.Receipts.Add((key, 2));
        })));

        (await Store.FindHeadAsync("acme", Now))!.Version.ShouldBe(1);
        (await Store.FindReceiptsAsync(1, [key], Now)).ShouldBe([1L]);
        await Commit(Make(1));
    }

    [Fact]
    public async Task Owner_states_are_replaced_and_read_in_the_order_asked()
    {
        await Commit(Make(0, with: c =>
        {
            c.Owners.Add((OwnerRef.Employee("x"), [1]));
            c.Owners.Add((OwnerRef.Partner("x"), [2]));
            c.Owners.Add((OwnerRef.Program, []));
        }));
        await Commit(Make(1, with: c => c.Owners.Add((OwnerRef.Employee("x"), [3, 3]))));

        var states = await Store.FindOwnersAsync(
            1, [OwnerRef.Program, OwnerRef.Employee("X"), OwnerRef.Partner("x"), OwnerRef.Employee("x")], Now);

        states.ShouldBe([[], null, [2], [3, 3]]);
    }

    [Fact]
    public async Task The_newest_states_of_members_are_read_at_once()
    {
        await Commit(Make(0, with: c =>
        {
            c.Owners.Add((OwnerRef.Employee("x"), [1]));
            c.Owners.Add((OwnerRef.Partner("x"), [2]));
            c.Owners.Add((OwnerRef.Program, [4]));
            c.Owners.Add((new OwnerRef(OwnerKind.Customer, "x"), [5]));
        }));
        await Commit(Make(1, with: c => c.Owners.Add((OwnerRef.Employee("x"), [3, 3]))));
        await Commit(Make(2, with: c => c.Owners.Add((OwnerRef.Employee("y"), [6]))));
        await Commit(Make(0, program: "other", with: c => c.Owners.Add((OwnerRef.Employee("x"), [7]))));

        var states = new Dictionary<OwnerRef, byte[]>();
        await Store.ReadOwnersAsync(1, 100, (owner, state) => states[owner] = state, Now);

        states.OrderBy(s => s.Key.ToString(), StringComparer.Ordinal).Select(s => (s.Key, s.Value[0])).ShouldBe(
            [(OwnerRef.Employee("x"), (byte)3), (OwnerRef.Employee("y"), (byte)6), (OwnerRef.Partner("x"), (byte)2)]);
    }

    [Fact]
    public async Task An_owner_is_read_with_the_head_of_the_same_snapshot()
    {
        await Commit(Make(0, 4, with: c => c.Owners.Add((OwnerRef.Employee("e1"), [9]))));

        var (version, postedThrough, state) = await Store.ReadOwnerAsync(1, OwnerRef.Employee("e1"), Now);

        (version, postedThrough).ShouldBe((4L, Noon));
        state.ShouldBe([9]);
        (await Store.ReadOwnerAsync(1, OwnerRef.Employee("e2"), Now)).State.ShouldBeNull();
    }

    [Fact]
    public async Task Owner_pages_come_newest_first_below_a_version()
    {
        var owner = OwnerRef.Employee("e1");
        long[] first = [1, 2, 300];
        long[] second = [301, 100_000, 1L << 39];
        await Commit(Make(0, with: c =>
        {
            c.OwnerPages.Add(new OwnerPage(owner, first));
            c.OwnerPages.Add(new OwnerPage(owner, second));
            c.OwnerPages.Add(new OwnerPage(OwnerRef.Partner("e1"), [7]));
        }));

        var all = await Store.ReadOwnerPagesAsync(1, owner, long.MaxValue, 10, Now);

        all.Select(p => p.Versions).ShouldBe([second, first]);
        all[0].Owner.ShouldBe(owner);
        (await Store.ReadOwnerPagesAsync(1, owner, 301, 10, Now)).Single().Versions.ShouldBe(first);
        (await Store.ReadOwnerPagesAsync(1, owner, long.MaxValue, 1, Now)).Single().Versions.ShouldBe(second);
    }

    [Fact]
    public async Task Adjustments_are_replaced_and_activities_without_one_left_out()
    {
        await Commit(Make(0, 3, with: c =>
        {
            c.Adjustments.Add(new StoredAdjustment(2, new byte[] { 1 }));
            c.Adjustments.Add(new StoredAdjustment(3, new byte[] { 2 }));
        }));
        await Commit(Make(3, with: c => c.Adjustments.Add(new StoredAdjustment(2, new byte[] { 7, 7 }))));

        var found = await Store.FindAdjustmentsAsync(1, [3, 2, 1], Now);

        found.Select(a => a.Version).ShouldBe([2, 3]);
        found[0].Body.ToArray().ShouldBe([7, 7]);
    }
}
