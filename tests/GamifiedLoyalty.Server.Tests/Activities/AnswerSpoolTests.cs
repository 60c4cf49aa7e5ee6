using GamifiedLoyalty.Server.Api.Activities;

namespace GamifiedLoyalty.Server.Tests.Activities;

public sealed class AnswerSpoolTests
{
    [Fact]
    public async Task Everything_comes_out_in_order_though_nobody_read_while_it_came_in()
    {
        using var spool = new AnswerSpool();
        var expected = new MemoryStream();
        for (var i = 0; i < 400; i++)
        {
            var piece = new byte[(i * 197 % 60_000) + 1];
            Array.Fill(piece, (byte)(i % 251));
            spool.Write(piece);
            expected.Write(piece);
        }

        spool.Complete();

        expected.Length.ShouldBeGreaterThan(2 * IngestLimits.SpoolBytes);
        (await DrainAsync(spool)).AsSpan().SequenceEqual(expected.ToArray()).ShouldBeTrue();
    }

    [Fact]
    public async Task Reading_along_gets_the_same()
    {
        using var spool = new AnswerSpool();
        var draining = DrainAsync(spool);
        var expected = new MemoryStream();
        for (var i = 0; i < 2_000; i++)
        {
            var piece = new byte[(i * 197 % 9_000) + 1];
            Array.Fill(piece, (byte)(i % 251));
            spool.Write(piece);
            expected.Write(piece);
            await Task.Yield();
        }

        spool.Complete();

        (await draining).AsSpan().SequenceEqual(expected.ToArray()).ShouldBeTrue();
    }

    private static async Task<byte[]> DrainAsync(AnswerSpool spool)
    {
        var read = new MemoryStream();
        await spool.DrainAsync(
            piece =>
            {
                read.Write(piece.Span);
                return ValueTask.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        return read.ToArray();
    }
}
