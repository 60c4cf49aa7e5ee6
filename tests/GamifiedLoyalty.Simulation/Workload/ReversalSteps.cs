using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Simulation.Model;
using GamifiedLoyalty.Simulation.Nodes;

namespace GamifiedLoyalty.Simulation.Workload;

/// <summary>Takes activities back: whole, by line, by amount, too much, again, and whole imports.</summary>
internal sealed class ReversalSteps(World world)
{
    private int _made;

    private Random Random => world.Random;

    public void Whole(Node node) => Send("reverse whole", node, Some(), Request(null, null));

    public void ByLine(Node node)
    {
        if (Some() is { } activity)
        {
            var lines = activity.Sent.Lines.Where(_ => Random.Next(3) > 0).DefaultIfEmpty(activity.Sent.Lines[0]).Select(Part).ToList();
            if (Random.Next(12) == 0)
            {
                lines.Add(new LineReversal("no such line", 1, null));
            }

            Send("reverse by line", node, activity, Request(lines, null));
        }
    }

    public void ByAmount(Node node)
    {
        if (Some() is { } activity)
        {
            var left = activity.Lines.Sum(l => l.Amount);
            Send("reverse by amount", node, activity, Request(null, Math.Max(0.01m, Math.Round(left * Random.Next(1, 101) / 100, 2))));
        }
    }

    public void TooMuch(Node node)
    {
        if (Some() is { } activity)
        {
            Send("reverse too much", node, activity, Request(null, activity.Sent.Lines.Sum(l => l.Amount) + 0.01m));
        }
    }

    public void Unknown(Node node) => Send("reverse what is not there", node, null, Request(null, null));

    public void Again(Node node)
    {
        if (world.Book.Reversals.Count > 0)
        {
            var (activity, request) = world.Book.Reversals[Random.Next(world.Book.Reversals.Count)];
            var other = Random.Next(3) == 0 ? request with { Reason = "another" } : request;
            Send("reverse again", node, world.Model.ByVersion.GetValueOrDefault(activity), other);
        }
    }

    public void Import(Node node)
    {
        if (world.Book.Imports.Count == 0)
        {
            return;
        }

        var import = world.Book.Imports[Random.Next(world.Book.Imports.Count)];
        var rows = world.Model.Activities.Where(a => a.Import == import).ToList();
        var left = rows.Count(a => a.Lines.Count > 0 && !a.Reversals.ContainsKey("import:" + import));
        var expected = world.IsQuiet ? FormattableString.Invariant($"{rows.Count > 0} {left} {rows.Count - left}") : null;
        world.Send(
            "reverse an import", node, engine => engine.ReverseImportAsync(import, "wrong file", "simulation", CancellationToken.None),
            result =>
            {
                var actual = FormattableString.Invariant($"{result.Found} {result.Reversed} {result.Skipped}");
                if (expected is not null && world.IsExact)
                {
                    world.Findings.DemandSame(actual, expected, "I1", $"the answer to reversing {import}");
                }

                return actual;
            });
    }

    private ModelActivity? Some() => world.Model.Activities.Count == 0 ? null : world.Model.Activities[Random.Next(world.Model.Activities.Count)];

    private LineReversal Part(ActivityLine line) => Random.Next(4) switch
    {
        0 => new LineReversal(line.Id, null, null),
        1 => new LineReversal(line.Id, Random.Next(1, (int)line.Quantity + 2), null),
        2 => new LineReversal(line.Id, null, Math.Max(0.01m, Math.Round(line.Amount / Random.Next(1, 4), 2))),
        _ => new LineReversal(line.Id, 1, null),
    };

    private ReversalRequest Request(IReadOnlyList<LineReversal>? lines, decimal? amount) =>
        new(FormattableString.Invariant($"R-{++_made}"), "returned", lines, amount);

    private void Send(string kind, Node node, ModelActivity? activity, ReversalRequest request)
    {
        var version = activity?.Version ?? 9_999_999;
        world.Book.Add(version, request);
        var expected = world.IsQuiet ? Expected(activity, request) : null;
        world.Send(
            kind, node, engine => engine.ReverseAsync(version, request, "simulation", CancellationToken.None),
            result => Check(version, request, result, expected));
    }

    private static string Expected(ModelActivity? activity, ReversalRequest request)
    {
        if (activity is null)
        {
            return "NotFound unknownActivity";
        }

        if (activity.Reversals.TryGetValue(request.ExternalId, out var before))
        {
            return Book.Same(before.Request, request) ? "Duplicate" : "Conflict externalIdTaken";
        }

        var (_, fault) = Reversing.Apply(activity, request);
        return fault is null ? "Applied" : "Rejected " + fault;
    }

    private string Check(long activity, ReversalRequest request, ReversalResult result, string? expected)
    {
        var actual = result.Status + (result.Fault is { } fault ? " " + fault.Code : "");
        if (expected is not null && world.IsExact)
        {
            world.Findings.DemandSame(actual, expected, "I1", $"the answer to reversing {activity}");
        }

        world.Count("reversal " + result.Status);
        if (result.Status is ReversalStatus.Applied or ReversalStatus.Duplicate)
        {
            world.Book.AcknowledgedReversals[result.Version] = (activity, request);
        }

        return FormattableString.Invariant($"{actual} {result.Version}");
    }
}
