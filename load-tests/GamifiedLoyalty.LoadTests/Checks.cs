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
    public static async Task<List<Check>> CountAsync(WorkContext context)
    {
        var checks = new List<Check>();
        foreach (var sales in context.Sales)
        {
            var boats = await context.Api.SumAsync(sales.Program, "boats", context.Cancellation);
            var revenue = await context.Api.SumAsync(sales.Program, "revenue", context.Cancellation);
            checks.Add(new Check(
                $"{sales.Program} on its boards",
                boats == sales.Recorded && revenue == sales.MinorUnits,
                Text($"{sales.Recorded:N0} sales of {sales.MinorUnits:N0} acknowledged, {boats:N0} of {revenue:N0} found")));
        }

        return checks;
    }

    /// <summary>Lets the server's own command verify the stopped server's data, and finds every acknowledged sale in what it says.</summary>
    public static async Task<Check> VerifyAsync(string data, WorkContext context)
    {
        await Console.Error.WriteLineAsync("verify");
        var start = Clock.Now;
        var (isWell, output) = await ServerProcess.VerifyAsync(data, context.Cancellation);
        var seconds = Clock.Seconds(start, Clock.Now);
        var counted = context.Sales.TrueForAll(s =>
            output.Split('\n').Any(l => l.StartsWith(s.Program + ":", StringComparison.Ordinal) && l.Contains(Text($"({s.Recorded:N0} activities)"), StringComparison.Ordinal)));
        return new Check("verify", isWell && counted, Text($"{seconds:N1} s; {output.Trim().ReplaceLineEndings("; ")}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
