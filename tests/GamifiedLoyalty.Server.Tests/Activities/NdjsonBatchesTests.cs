using System.IO.Pipelines;
using System.Text;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Server.Api.Activities;
using static System.FormattableString;

namespace GamifiedLoyalty.Server.Tests.Activities;

public sealed class NdjsonBatchesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Lines_keep_their_numbers_and_blank_ones_are_passed_over()
    {
        (await ReadAsync("\uFEFFone\r\n\n  \ntwo\nthree"u8.ToArray())).ShouldBe(["1:one\r", "4:two", "5:three"]);
    }

    [Fact]
    public async Task A_line_beyond_the_limit_spoils_itself_only()
    {
        var text = $"one\n{new string('x', 3_000_000)}\n{new string('y', IngestLimits.LineBytes)}\nfour\n";

        var lines = await ReadAsync(Encoding.UTF8.GetBytes(text));

        lines.Select(l => l[..Math.Min(9, l.Length)]).ShouldBe(["1:one", "2!lineToo", "3:yyyyyyy", "4:four"]);
    }

    [Fact]
    public async Task Lines_are_the_same_however_they_arrive()
    {
        var seed = Environment.TickCount;
        output.WriteLine(Invariant($"seed {seed}"));
        var random = new Random(seed);
        for (var round = 0; round < 100; round++)
        {
            var lines = Enumerable.Range(0, random.Next(1, 50)).Select(_ => new string('x', random.Next(1, 200))).ToList();
            var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));

            var read = await ReadAsync(new TrickleStream(bytes, random, random.Next(1, 300)));

            read.ShouldBe(lines.Select((line, i) => Invariant($"{i + 1}:{line}")), Invariant($"seed {seed}, round {round}"));
        }
    }

    [Fact]
    public async Task A_batch_is_handed_on_while_the_next_line_is_awaited()
    {
        var pipe = new Pipe();
        var batches = new NdjsonBatches(pipe.Reader, Parse).ReadAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await pipe.Writer.WriteAsync("one\ntwo\nthr"u8.ToArray(), TestContext.Current.CancellationToken);

        (await batches.MoveNextAsync()).ShouldBeTrue();

        batches.Current.Select(i => i.ExternalId).ShouldBe(["one", "two"]);
    }

    private static Task<List<string>> ReadAsync(byte[] bytes) => ReadAsync(new MemoryStream(bytes));

    private static async Task<List<string>> ReadAsync(Stream stream)
    {
        var lines = new List<string>();
        await foreach (var batch in new NdjsonBatches(PipeReader.Create(stream), Parse).ReadAsync(TestContext.Current.CancellationToken))
        {
            batch.Count.ShouldBeInRange(1, IngestLimits.BatchItems);
            lines.AddRange(batch.Select(i => i.Fault is { Code: not "none" } fault ? Invariant($"{i.Line}!{fault.Code}") : Invariant($"{i.Line}:{i.ExternalId}")));
        }

        return lines;
    }

    private static ActivityItem Parse(ReadOnlySpan<byte> line, long number) =>
        ActivityItem.Faulty(number, Encoding.UTF8.GetString(line), new Fault("none", "None."));
}
