using System.Globalization;
using GamifiedLoyalty.LoadTests.Reports;
using GamifiedLoyalty.LoadTests.Works;

namespace GamifiedLoyalty.LoadTests;

/// <summary>Compares what the server acknowledged with what it has.</summary>
internal static class Checks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Counts through the API of every node: every sale has one boat, so that the boats of all companies are the recorded
    /// sales, and the revenue of all sellers is the amount of the acknowledged ones. A node may lag behind the others.
    /// </summary>
    public static async Task CountAsync(WorkContext context)
    {
        foreach (var sales in context.Sales)
        {
            foreach (var (index, node) in context.Api.Servers.Index())
            {
                var (boats, revenue, isRight) = await AwaitAsync(context, node, sales);
                var where = context.Api.Servers.Count > 1 ? Text($" of node {index + 1}") : "";
                context.Checks.Add(new Check(
                    $"{sales.Program} on its boards{where}", isRight,
                    Text($"{sales.Recorded:N0} sales of {sales.MinorUnits:N0} acknowledged, {boats:N0} of {revenue:N0} found")));
            }
        }
    }

    /// <summary>Waits until every node shows all acknowledged sales; ends the run when that does not happen.</summary>
    public static async Task SettleAsync(WorkContext context, Sales sales)
    {
        foreach (var node in context.Api.Servers)
        {
            if (!(await AwaitAsync(context, node, sales)).IsRight)
            {
                throw new LoadTestException($"{node} did not show all sales of {sales.Program} within {Patience.TotalSeconds} seconds.");
            }
        }
    }

    /// <summary>How many sales a program has, which is not known when it has a single board, and their amounts together.</summary>
    public static async Task<(long? Sales, long MinorUnits)> CountAsync(Api api, Uri node, Sales sales, CancellationToken cancellationToken) =>
        (await api.SumAsync(node, sales.Program, "boats", cancellationToken), await api.SumAsync(node, sales.Program, "revenue", cancellationToken) ?? 0);

    /// <summary>Lets the server's own command verify the stopped server's data, and finds every acknowledged sale in what it says.</summary>
    public static async Task<Check> VerifyAsync(
        string data, IReadOnlyList<Sales> programs, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        await Console.Error.WriteLineAsync("verify");
        var start = Clock.Now;
        var (isWell, output) = await ServerProcess.VerifyAsync(data, environment, cancellationToken);
        var seconds = Clock.Seconds(start, Clock.Now);
        var counted = programs.All(s =>
            output.Split('\n').Any(l => l.StartsWith(s.Program + ":", StringComparison.Ordinal) && l.Contains(Text($"({s.Recorded:N0} activities)"), StringComparison.Ordinal)));
        return new Check("verify", isWell && counted, Text($"{seconds:N1} s; {output.Trim().ReplaceLineEndings("; ")}"));
    }

    // What is asked of one node only is right at once or wrong for good.
    private static async Task<(long? Boats, long Revenue, bool IsRight)> AwaitAsync(WorkContext context, Uri node, Sales sales)
    {
        var end = Clock.Add(Clock.Now, context.Api.Servers.Count > 1 ? Patience : TimeSpan.Zero);
        while (true)
        {
            var (boats, revenue) = await CountAsync(context.Api, node, sales, context.Cancellation);
            var isRight = (boats ?? sales.Recorded) == sales.Recorded && revenue == sales.MinorUnits;
            if (isRight || Clock.Now >= end)
            {
                return (boats, revenue, isRight);
            }

            await Task.Delay(LookEvery, context.Cancellation);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
