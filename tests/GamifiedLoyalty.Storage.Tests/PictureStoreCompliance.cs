using System.Security.Cryptography;
using GamifiedLoyalty.Engine.Ports;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Storage.Tests;

/// <summary>What every implementation of the store of pictures must do.</summary>
public abstract class PictureStoreCompliance : IAsyncLifetime
{
    protected abstract IPictureStore Store { get; }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task A_picture_is_found_by_its_hash_and_for_its_own_sponsor_only()
    {
        var picture = Picture(1, 300_000);
        await Store.PutPictureAsync("acme", "s1", picture, Now);
        await Store.PutPictureAsync("acme", "s1", picture, Now);

        var found = await Store.FindPictureAsync("acme", "s1", picture.Hash, Now);
        found.ShouldNotBeNull();
        found.MediaType.ShouldBe("image/png");
        found.Content.ShouldBe(picture.Content);
        (await Store.FindPictureAsync("acme", "s2", picture.Hash, Now)).ShouldBeNull();
        (await Store.FindPictureAsync("zeta", "s1", picture.Hash, Now)).ShouldBeNull();
    }

    [Fact]
    public async Task All_pictures_of_a_sponsor_but_the_current_one_are_deleted()
    {
        var (old, current) = (Picture(1, 100), Picture(2, 100));
        foreach (var sponsor in new[] { "s1", "s2" })
        {
            await Store.PutPictureAsync("acme", sponsor, old, Now);
            await Store.PutPictureAsync("acme", sponsor, current, Now);
        }

        (await Store.DeletePicturesAsync("acme", "s1", current.Hash, Now)).ShouldBe(1);
        (await Store.FindPictureAsync("acme", "s1", old.Hash, Now)).ShouldBeNull();
        (await Store.FindPictureAsync("acme", "s1", current.Hash, Now)).ShouldNotBeNull();
        (await Store.DeletePicturesAsync("acme", "s1", [], Now)).ShouldBe(1);
        (await Store.FindPictureAsync("acme", "s1", current.Hash, Now)).ShouldBeNull();
        (await Store.FindPictureAsync("acme", "s2", old.Hash, Now)).ShouldNotBeNull();
    }

    private static StoredPicture Picture(byte fill, int length)
    {
        var content = new byte[length];
        Array.Fill(content, fill);
        return new(SHA256.HashData(content), "image/png", content);
    }
}

public sealed class SqlitePictureStoreTests : PictureStoreCompliance
{
    private readonly SqliteFixture _sqlite = new();

    protected override IPictureStore Store => _sqlite.Store;

    public override async ValueTask InitializeAsync() => await _sqlite.Store.MigrateAsync(TestContext.Current.CancellationToken);

    public override ValueTask DisposeAsync() => _sqlite.DisposeAsync();
}
