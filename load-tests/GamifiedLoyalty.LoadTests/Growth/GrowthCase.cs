using GamifiedLoyalty.LoadTests.Reports;
using GamifiedLoyalty.LoadTests.Works;

namespace GamifiedLoyalty.LoadTests.Growth;

/// <summary>Prepares one size, starts the server on it anew, and measures.</summary>
internal sealed class GrowthCase(GrowthOptions options, string axis, GrowthSize size, List<Check> checks, CancellationToken cancellation)
{
    private const int ProgressEvery = 1_000_000;

    /// <summary>Measures.</summary>
    public async Task<GrowthRow> RunAsync()
    {
        using var folder = new GrowthFolder(options, size);
        if (!folder.IsPrepared)
        {
            await PrepareAsync(folder);
        }

        var (row, programs) = await MeasureAsync(folder);
        if (options.Verify)
        {
            checks.Add(await Checks.VerifyAsync(folder.Data, programs, cancellation));
        }

        return row;
    }

    private async Task PrepareAsync(GrowthFolder folder)
    {
        await using var server = await ServerProcess.StartAsync(folder.Data, cancellation);
        using var api = new Api([server.Url], server.Key, TimeProvider.System.GetUtcNow());
        var programs = Enumerable.Range(0, size.Programs).Select(i => new Sales($"growth-{i}", size.Members)).ToList();
        var context = new WorkContext(options.Common, api, new UsageMeter { Servers = [server.Id] }, cancellation);
        var each = Math.Max(size.Members, size.Activities / size.Programs);
        foreach (var sales in programs)
        {
            await Console.Error.WriteLineAsync($"{size.Name}: {sales.Program}: preparing {sales.Sellers:N0} sellers");
            await api.PrepareAsync(sales, size.Boards, cancellation);
            for (var left = each; left > 0; left -= ProgressEvery)
            {
                BulkSales.Load(context, [sales], Math.Min(left, ProgressEvery));
                await Console.Error.WriteLineAsync($"{size.Name}: {sales.Program}: {sales.Recorded:N0} of {each:N0} activities");
            }
        }

        await server.StopAsync();
        folder.WriteAfter(programs);
    }

    private async Task<(GrowthRow Row, List<Sales> Programs)> MeasureAsync(GrowthFolder folder)
    {
        await Console.Error.WriteLineAsync($"{size.Name}: starting");
        var kept = folder.Read();
        await using var server = await ServerProcess.StartAsync(folder.Data, cancellation);
        using var api = new Api([server.Url], server.Key, TimeProvider.System.GetUtcNow());
        var context = new WorkContext(options.Common, api, new UsageMeter { Servers = [server.Id] }, cancellation);
        var start = await StartAsync(context, server, kept);
        context.Sales.AddRange(await ContinueAsync(context, kept));
        folder.WriteBefore(context.Sales);
        var row = await MeasureAsync(context, start);
        await Checks.CountAsync(context);
        checks.AddRange(context.Checks.Select(c => c with { Name = $"{size.Name}: {c.Name}" }));
        await server.StopAsync();
        folder.WriteAfter(context.Sales);
        return (row with { DataMegabytes = folder.Megabytes() }, context.Sales);
    }

    private async Task<(double Ready, double FirstRead, double Megabytes, double AllBoards)> StartAsync(WorkContext context, ServerProcess server, List<KeptProgram> kept)
    {
        while (!await context.Api.IsReadyAsync(cancellation))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation);
        }

        var ready = Clock.Seconds(server.StartedAt, Clock.Now);
        await context.Api.ReadFirstAsync(kept[0].Name, "revenue", cancellation);
        var firstRead = Clock.Seconds(server.StartedAt, Clock.Now);
        var megabytes = context.Meter.ServerMegabytes!.Value;
        foreach (var (program, board) in kept.SelectMany(_ => Definition.BoardIds(size.Boards), (p, b) => (p.Name, b)))
        {
            await context.Api.ReadFirstAsync(program, board, cancellation);
        }

        return (ready, firstRead, megabytes, Clock.Seconds(server.StartedAt, Clock.Now));
    }

    private async Task<List<Sales>> ContinueAsync(WorkContext context, List<KeptProgram> kept)
    {
        var programs = new List<Sales>();
        foreach (var program in kept)
        {
            var sales = new Sales(program.Name, size.Members);
            var (recorded, minorUnits) = program.Recorded is { } known
                ? (known, program.MinorUnits!.Value)
                : await Checks.CountAsync(context.Api, context.Api.Server, sales, cancellation);
            sales.Continue(
                program.Last,
                recorded ?? throw new LoadTestException($"A run on {size.Name} was interrupted; remove its directory."),
                minorUnits);
            programs.Add(sales);
        }

        return programs;
    }

    private async Task<GrowthRow> MeasureAsync(WorkContext context, (double Ready, double FirstRead, double Megabytes, double AllBoards) start)
    {
        await Console.Error.WriteLineAsync($"{size.Name}: measuring");
        var sales = context.Sales;
        var first = sales.ConvertAll(s => s.Last);
        var (single, bulk) = await MeasureSalesAsync(context);
        await Console.Error.WriteLineAsync($"{size.Name}: warming");
        foreach (var (program, before) in sales.Zip(first))
        {
            // As many sales in a row as there are employees are one of each.
            BulkSales.Load(context, [program], Math.Max(0, size.Members - (program.Last - before)));
        }

        await Console.Error.WriteLineAsync($"{size.Name}: measuring warm");
        var (warmSingle, warmBulk) = await MeasureSalesAsync(context);
        return new GrowthRow
        {
            Axis = axis,
            Size = size,
            Single = single,
            Bulk = bulk,
            WarmSingle = warmSingle,
            WarmBulk = warmBulk,
            Top = BoardReads.Measure(context, sales[0], "top 100", ReadText.Top(context.Api, sales[0]))[0],
            AroundMe = BoardReads.Measure(context, sales[0], "around me", ReadText.AroundMe(context.Api, sales[0]))[0],
            ReadySeconds = start.Ready,
            FirstReadSeconds = start.FirstRead,
            MegabytesAtStart = start.Megabytes,
            AllBoardsSeconds = start.AllBoards,
            MegabytesAfter = context.Meter.ServerMegabytes!.Value,
            DataMegabytes = 0,
        };
    }

    private static async Task<(Row Single, Row Bulk)> MeasureSalesAsync(WorkContext context)
    {
        var single = SingleSales.Measure(context, context.Sales);
        return (single, await BulkSales.MeasureAsync(context, context.Sales));
    }
}
