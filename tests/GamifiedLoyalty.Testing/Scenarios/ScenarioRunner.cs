using System.Globalization;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Testing.Programs;

namespace GamifiedLoyalty.Testing.Scenarios;

/// <summary>
/// Runs a scenario that a program manager can read: one step a line, its expected outcome behind <c>=></c>. The definition
/// stands between <c>definition</c> and <c>end</c>; lines that begin with # are remarks. Local times are the program's.
/// </summary>
public sealed class ScenarioRunner
{
    private readonly Dictionary<string, long> _activities = new(StringComparer.Ordinal);
    private TestProgram? _program;

    /// <summary>Runs a scenario; returns what differed, one line a step.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(string text)
    {
        var runner = new ScenarioRunner();
        try
        {
            return await runner.RunStepsAsync(text.ReplaceLineEndings("\n").Split('\n'));
        }
        finally
        {
            if (runner._program is { } program)
            {
                await program.DisposeAsync();
            }
        }
    }

    private async Task<IReadOnlyList<string>> RunStepsAsync(string[] lines)
    {
        var differences = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line.StartsWith("definition", StringComparison.Ordinal))
            {
                var end = Array.FindIndex(lines, i, l => l.Trim() == "end");
                await DefineAsync(string.Join('\n', lines[(i + 1)..end]), line["definition".Length..].Trim());
                i = end;
                continue;
            }

            var (step, expected) = Split(line);
            var actual = await StepAsync(step.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (expected is not null && actual != expected)
            {
                differences.Add($"line {i + 1}: {step} => {actual} (expected {expected})");
            }
        }

        return differences;
    }

    private static (string Step, string? Expected) Split(string line)
    {
        var parts = line.Split("=>", 2, StringSplitOptions.TrimEntries);
        return (parts[0], parts.Length > 1 ? parts[1] : null);
    }

    private async Task DefineAsync(string definition, string now)
    {
        if (_program is null)
        {
            _program = await TestProgram.StartAsync(definition, now.Length > 0 ? now : "2026-11-21T12:00:00Z");
        }
        else
        {
            await _program.PublishAsync(definition);
        }
    }

    private Task<string> StepAsync(string[] words) => words[0] switch
    {
        "partner" => MemberAsync(new MemberProfile(OwnerKind.Partner, words[1], words[1]) { Parent = Value(words, "under"), Region = Value(words, "in") }),
        "employee" => MemberAsync(new MemberProfile(OwnerKind.Employee, words[1], words[1]) { Partner = Value(words, "at"), Role = Value(words, "as") }),
        "sale" => SaleAsync(words),
        "reverse" => ReverseAsync(words),
        "wallet" => _program!.WalletAsync(Owner(words[1])),
        "board" => BoardAsync(words),
        "restart" => RestartAsync(),
        "wait" => WaitAsync(words),
        _ => throw new FormatException($"Unknown step {words[0]}."),
    };

    private async Task<string> MemberAsync(MemberProfile member) =>
        (await _program!.MembersAsync(member))[0].Status.ToString().ToLowerInvariant();

    /// <summary><c>sale A by e1 of 199.99 Bikes x 2 through p1 on 2026-11-03T10:00 to c1</c></summary>
    private async Task<string> SaleAsync(string[] words)
    {
        var amount = decimal.Parse(Value(words, "of") ?? "0", CultureInfo.InvariantCulture);
        var category = words[Array.IndexOf(words, "of") + 2];
        var quantity = long.Parse(Value(words, "x") ?? "1", CultureInfo.InvariantCulture);
        var sale = TestProgram.Sale(words[1], Value(words, "by"), amount, category, Value(words, "through"), quantity: quantity) with
        {
            OccurredLocal = Value(words, "on") is { } local ? DateTime.Parse(local, CultureInfo.InvariantCulture) : null,
            Customer = Value(words, "to") is { } customer ? new CustomerRef(customer, words.Contains("new")) : null,
            Currency = Value(words, "in"),
        };
        var result = await _program!.RecordAsync(sale);
        if (result.Status == RecordStatus.Recorded)
        {
            _activities[words[1]] = result.Activity!.Version;
        }

        return result.Status is RecordStatus.Recorded or RecordStatus.Duplicate
            ? Awards(result.Activity!.Awards, result.Status == RecordStatus.Duplicate ? "again " : "")
            : $"{result.Status.ToString().ToLowerInvariant()} {result.Fault!.Code}";
    }

    private static string Awards(IReadOnlyList<Award> awards, string prefix) => prefix + (awards.Count == 0
        ? "nothing"
        : string.Join(", ", awards.Select(a =>
            $"{a.Owner.Id} +{a.Points} {a.Rule}" + (a.AvailableAt is null ? "" : " pending") + (a.CappedBy is null ? "" : $" capped {a.CappedBy}"))));

    /// <summary><c>reverse A</c>, <c>reverse A amount 10</c>, <c>reverse A line 1 quantity 2</c></summary>
    private async Task<string> ReverseAsync(string[] words)
    {
        var line = Value(words, "line");
        var amount = Value(words, "amount") is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : (decimal?)null;
        var quantity = Value(words, "quantity") is { } units ? long.Parse(units, CultureInfo.InvariantCulture) : (long?)null;
        var result = await _program!.ReverseAsync(
            _activities[words[1]], Value(words, "as") ?? string.Join('-', words),
            line is null ? null : [new LineReversal(line, quantity, amount)], line is null ? amount : null);
        return result.Fault is { } fault ? $"{result.Status.ToString().ToLowerInvariant()} {fault.Code}" : result.Status.ToString().ToLowerInvariant();
    }

    private async Task<string> BoardAsync(string[] words)
    {
        var rows = await _program!.BoardAsync(words[1], words[2]);
        return rows.Length == 0 ? "empty" : rows.Replace("\n", "; ", StringComparison.Ordinal);
    }

    private async Task<string> RestartAsync()
    {
        await _program!.RestartAsync();
        return "restarted";
    }

    /// <summary><c>wait 14 days</c>: moves the clock, then waits until what fell due has posted.</summary>
    private async Task<string> WaitAsync(string[] words)
    {
        var version = _program!.Engine.Version;
        _program.Time.Advance(TimeSpan.FromDays(double.Parse(words[1], CultureInfo.InvariantCulture)));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        return await _program.Engine.WaitForAsync(version + 1, Timeout.InfiniteTimeSpan, patience.Token) ? "posted" : "nothing";
    }

    private static OwnerRef Owner(string id) => id.StartsWith('p') ? OwnerRef.Partner(id) : OwnerRef.Employee(id);

    private static string? Value(string[] words, string name)
    {
        var index = Array.IndexOf(words, name);
        return index >= 0 && index + 1 < words.Length ? words[index + 1] : null;
    }
}
