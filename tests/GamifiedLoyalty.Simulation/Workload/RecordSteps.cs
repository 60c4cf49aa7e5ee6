using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Simulation.Audit;
using GamifiedLoyalty.Simulation.Nodes;

namespace GamifiedLoyalty.Simulation.Workload;

/// <summary>Sends activities: single, in batches, again, changed, out of order, and as imports.</summary>
internal sealed class RecordSteps(World world)
{
    private readonly ActivityMaker _maker = new(world);
    private readonly Queue<Activity> _delayed = new();

    private Random Random => world.Random;

    private Book Book => world.Book;

    public void One(Node node) => Send("record one", node, [Command(_maker.Make())]);

    public void Batch(Node node)
    {
        var made = Enumerable.Range(0, Random.Next(2, 9)).Select(_ => _maker.Make()).ToList();
        if (Random.Next(3) == 0)
        {
            made.Add(made[0]);
        }

        Send("record a batch", node, made.ConvertAll(Command));
    }

    /// <summary>What was made long ago is sent after what was made later.</summary>
    public void Reordered(Node node)
    {
        while (_delayed.Count < 6)
        {
            _delayed.Enqueue(_maker.Make());
        }

        Send("record out of order", node, [Command(_maker.Make()), Command(_delayed.Dequeue())]);
    }

    public void Again(Node node)
    {
        if (Book.Sent.Count > 0)
        {
            Send("record again", node, [Command(Book.Sent[Random.Next(Book.Sent.Count)])]);
        }
    }

    /// <summary>What was not acknowledged is sent again, as a client has to.</summary>
    public void AgainUnacknowledged(Node node)
    {
        if (Book.Unacknowledged.Count > 0)
        {
            var retried = Book.Unacknowledged.Take(Random.Next(1, 12)).ToList();
            retried.ForEach(r => Book.Unacknowledged.Remove(r));
            Send("record unacknowledged again", node, retried.ConvertAll(Command));
        }
    }

    public void Other(Node node)
    {
        if (Book.Sent.Count > 0)
        {
            Send("record other content", node, [Command(_maker.Other(Book.Sent[Random.Next(Book.Sent.Count)]))]);
        }
    }

    /// <summary>The same again, with the defaults spelled out.</summary>
    public void Spelled(Node node)
    {
        if (world.Model.Activities.Count > 0)
        {
            var recorded = world.Model.Activities[Random.Next(world.Model.Activities.Count)];
            Send("record defaults spelled out", node, [Command(recorded.Sent with { Partner = recorded.Partner, Currency = recorded.Sent.Currency ?? "EUR" })]);
        }
    }

    public void Import(Node node)
    {
        var import = FormattableString.Invariant($"i{Book.Imports.Count}");
        Book.Imports.Add(import);
        var rows = Enumerable.Range(0, Random.Next(3, 14)).Select(_ => _maker.Make()).Select(a => Command(a) with { Import = import, CreateMembers = Members(a) });
        Send("import", node, [.. rows]);
    }

    private static RecordActivity Command(Activity activity) => new(activity, "simulation");

    private List<MemberProfile> Members(Activity activity)
    {
        var members = new List<MemberProfile>();
        if (activity.Partner is { } partner)
        {
            members.Add(People.Partner(Random, partner) with { Parent = null });
        }

        if (activity.Employee is { } employee)
        {
            members.Add(People.Employee(Random, employee) with { Partner = activity.Partner });
        }

        members.ForEach(Book.Add);
        return members;
    }

    private void Send(string kind, Node node, IReadOnlyList<RecordActivity> commands)
    {
        foreach (var command in commands)
        {
            Book.Add(command.Activity);
        }

        var clock = node.Time.GetUtcNow();
        var expectation = new Expectation(world.Model, clock < world.Log.LastAt ? world.Log.LastAt : clock);
        var expected = world.IsQuiet ? commands.Select(expectation.Of).ToList() : null;
        world.Send(
            kind, node, engine => engine.RecordAsync(commands, waitForSpace: true, CancellationToken.None),
            results => Check(commands, results, expected),
            () => Book.Unacknowledged.AddRange(commands.Where(c => c.Import is null).Select(c => c.Activity)));
    }

    private string Check(IReadOnlyList<RecordActivity> commands, IReadOnlyList<RecordResult> results, List<string>? expected)
    {
        for (var i = 0; i < commands.Count; i++)
        {
            var actual = results[i].Status + (results[i].Fault is { } fault ? " " + fault.Code : "");
            if (expected is not null && world.IsExact)
            {
                world.Findings.DemandSame(actual, expected[i], "I1", $"the answer to {commands[i].Activity.ExternalId}");
            }

            world.Count("answer " + results[i].Status);
            Check(commands[i].Activity, results[i]);
        }

        return string.Join(' ', results.Select(r => FormattableString.Invariant($"{r.Status} {r.Activity?.Version}")));
    }

    private void Check(Activity sent, RecordResult result)
    {
        if (result.Status == RecordStatus.Rejected)
        {
            return;
        }

        var version = result.Activity!.Version;
        if (!world.Findings.Demand(
            world.Model.ByVersion.TryGetValue(version, out var recorded) && recorded.Sent.ExternalId == sent.ExternalId && recorded.Sent.Source == sent.Source,
            "I1", $"{sent.ExternalId} was answered with {version}, which is not in the log"))
        {
            return;
        }

        if (result.Status == RecordStatus.Recorded)
        {
            world.Findings.Demand(!Book.Acknowledged.ContainsKey(version), "I1", $"{sent.ExternalId} was answered twice as recorded");
        }

        if (result.Status != RecordStatus.Conflict)
        {
            Book.Acknowledged[version] = sent;
        }

        world.Findings.Demand(
            result.Status == RecordStatus.Conflict || Book.SameButDefaults(recorded!.Sent, sent), "I1", $"{sent.ExternalId} was answered with other content");
        world.Findings.DemandSame(
            LogAudit.Text(result.Activity.Awards.Select(LogAudit.Of)), recorded!.FirstAwards, "I1", $"the first result of {sent.ExternalId}");
    }
}
