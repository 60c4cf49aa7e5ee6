namespace GamifiedLoyalty.Benchmarks.Operations;

/// <summary>What the server does with live boards.</summary>
internal static class BoardOperations
{
    private const int Top = 100;
    private const int Span = 5;

    public static IEnumerable<Operation> All(int size, Lazy<Task<BoardSample>> sample) =>
    [
        new($"boards/{size}/apply-{Members.Moving}", async () => (await sample.Value).Apply),
        new($"boards/{size}/top-{Top}", async () => ReadTop(await sample.Value)),
        new($"boards/{size}/around", async () => ReadAround(await sample.Value)),
    ];

    private static Action ReadTop(BoardSample sample) => () => sample.Top(Top);

    private static Action ReadAround(BoardSample sample)
    {
        var step = 0L;
        return () => sample.Around(sample.Members.At(step++), Span);
    }
}
