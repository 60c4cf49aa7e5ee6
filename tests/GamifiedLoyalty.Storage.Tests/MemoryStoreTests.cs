using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Testing.Stores;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Storage.Tests.CommitBuilder;

namespace GamifiedLoyalty.Storage.Tests;

/// <summary>The store that simulations use keeps to the same rules as the real ones.</summary>
public sealed class MemoryStoreTests : CommitStoreCompliance
{
    private readonly MemoryDatabase _database = new(changesKept: 3);

    protected override ICommitStore Open() => new MemoryStore(_database);

    [Fact]
    public async Task What_others_committed_is_told_and_read_while_it_is_known()
    {
        await using var other = Open();
        var told = new List<string>();
        other.CommittedElsewhere += told.Add;
        for (var head = 0L; head < 4; head++)
        {
            await Commit(Make(head, with: c => c.Scores.Add(Score("e1", head, head + 1))));
        }

        told.ShouldBe(["acme", "acme", "acme", "acme"]);
        (await other.ReadChangesAsync(1, 1, 2, Now))!.Select(c => (c.FirstVersion, c.LastVersion)).ShouldBe([(2L, 2L), (3L, 3L)]);
        (await other.ReadChangesAsync(1, 4, 2, Now)).ShouldBeEmpty();
        (await other.ReadChangesAsync(1, 0, 2, Now)).ShouldBeNull();
    }
}
