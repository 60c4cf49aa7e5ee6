using System.Globalization;
using GamifiedLoyalty.LoadTests.Reports;
using GamifiedLoyalty.LoadTests.Works;

namespace GamifiedLoyalty.LoadTests;

/// <summary>Compares what the server acknowledged with what it has.</summary>
internal static class Checks
{
    /// <summary>
    /// Counts through the API: every sale has one boat, so that the boats of all companies are the recorded sales, and the
    /// revenue of all sellers is the amount of the acknowledged ones.
    /// </summary>
    public static async Task CountAsync(WorkContext context)
    {
        foreach (var sales in context.Sales)
        {
            var (boats, revenue) = await CountAsync(context.Api, sales, context.Cancellation);
            context.Checks.Add(new Check(
                $"{sales.Program} on its boards",
                (boats ?? sales.Recorded) == sales.Recorded && revenue == sales.MinorUnits,
                Text($"{sales.Recorded:N0} sales of {sales.MinorUnits:N0} acknowledged, {boats:N0} of {revenue:N0} found")));
        }
    }

    /// <summary>How many sales a program has, which is not known when it has a single board, and their amounts together.</summary>
    public static async Task<(long? Sales, long MinorUnits)> CountAsync(Api api, Sales sales, CancellationToken cancellationToken) =>
        (await api.SumAsync(sales.Program, "boats", cancellationToken), await api.SumAsync(sales.Program, "revenue", cancellationToken) ?? 0);

    /// <summary>Lets the server's own command verify the stopped server's data, and finds every acknowledged sale in what it says.</summary>
    public static async Task<Check> VerifyAsync(string data, IReadOnlyList<Sales> programs, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("verify");
        var start = Clock.Now;
        var (isWell, output) = await ServerProcess.VerifyAsync(data, cancellationToken);
        var seconds = Clock.Seconds(start, Clock.Now);
        var counted = programs.All(s =>
            output.Split('\n').Any(l => l.StartsWith(s.Program + ":", StringComparison.Ordinal) && l.Contains(Text($"({s.Recorded:N0} activities)"), StringComparison.Ordinal)));
        return new Check("verify", isWell && counted, Text($"{seconds:N1} s; {output.Trim().ReplaceLineEndings("; ")}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
