using System.Text;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Simulation.Nodes;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Workload;

/// <summary>Changes members, documents and the definition.</summary>
internal sealed class ProgramSteps(World world, RuleMaker rules)
{
    private Random Random => world.Random;

    public void Members(Node node) =>
        Put(node, "put members", [.. Enumerable.Range(0, Random.Next(1, 4)).Select(_ => Random.Next(3) == 0
            ? People.Partner(Random, People.Partner(Random))
            : People.Employee(Random, People.Employee(Random)))]);

    /// <summary>An employee goes to another partner, everything else stays.</summary>
    public void Move(Node node)
    {
        var employees = world.Model.Members.Values.Where(m => m.Kind == OwnerKind.Employee).ToList();
        if (employees.Count > 0)
        {
            Put(node, "move an employee", [employees[Random.Next(employees.Count)] with { Partner = People.Partner(Random), Version = 0, Salt = null }]);
        }
    }

    public void Put(Node node, string kind, IReadOnlyList<MemberProfile> members)
    {
        foreach (var member in members)
        {
            world.Book.Add(member);
        }

        var expected = world.IsQuiet ? Expected(members) : null;
        world.Send(kind, node, engine => engine.PutMembersAsync(members, "simulation", CancellationToken.None), results =>
        {
            var actual = string.Join(' ', results.Select(r => r.Status));
            if (expected is not null && world.IsExact)
            {
                world.Findings.DemandSame(actual, expected, "I1", $"the answer to putting members");
            }

            foreach (var result in results)
            {
                world.Count("member " + result.Status);
            }

            return actual;
        });
    }

    public void Document(Node node)
    {
        var id = FormattableString.Invariant($"s{Random.Next(3)}");
        var body = Random.Next(5) == 0 ? null : Encoding.UTF8.GetBytes(FormattableString.Invariant($"{{\"seconds\":{Random.Next(4)}}}"));
        world.Send(
            body is null ? "delete a document" : "put a document", node,
            engine => engine.PutDocumentAsync("screen", id, body, "simulation", CancellationToken.None),
            version =>
            {
                world.Findings.Demand(version <= world.Model.Version, "I1", $"document {id} was answered with {version}, the log is at {world.Model.Version}");
                return FormattableString.Invariant($"{version}");
            });
    }

    public void Publish(Node node) => Publish(node, "publish a change", rules.Changed(world.Model.Definition));

    public void PublishAgain(Node node) => Publish(node, "publish the same", world.Model.Definition);

    public void Publish(Node node, string kind, SimDefinition definition)
    {
        world.Book.Add(definition);
        var isChange = world.Model.Definitions.Count == 0 || !world.Model.Definition.Document.AsSpan().SequenceEqual(definition.Document);
        var isQuiet = world.IsQuiet;
        var dryRun = world.Model.Definitions.Count > 0 && Random.Next(8) == 0;
        world.Send(kind, node, engine => engine.PublishAsync(definition.Document, "simulation", dryRun, CancellationToken.None), result =>
        {
            world.Findings.Demand(result.Faults.Count == 0, "I1", $"the definition is refused: {string.Join(", ", result.Faults)}");
            world.Findings.Demand(
                !isQuiet || !world.IsExact || result.Changed == isChange, "I1", $"publishing {(result.Changed ? "changed" : "did not change")} the definition");
            return FormattableString.Invariant($"{result.DefinitionVersion} {result.Changed} {result.Version}");
        });
    }

    public void PublishFaulty(Node node)
    {
        var faulty = Encoding.UTF8.GetBytes("{\"name\":\"x\",\"timeZone\":\"Nowhere/Land\"}");
        world.Send("publish a faulty one", node, engine => engine.PublishAsync(faulty, "simulation", dryRun: false, CancellationToken.None), result =>
        {
            world.Findings.Demand(result.Faults.Count > 0 && !result.Changed, "I1", $"a faulty definition is taken");
            return "refused";
        });
    }

    private string Expected(IReadOnlyList<MemberProfile> members)
    {
        var known = new Dictionary<OwnerRef, MemberProfile>(world.Model.Members);
        return string.Join(' ', members.Select(member =>
        {
            var before = known.GetValueOrDefault(member.Ref);
            if (before is not null && before.SameContent(member))
            {
                return MemberStatus.Unchanged;
            }

            if (IsLost(member, known))
            {
                return MemberStatus.Rejected;
            }

            known[member.Ref] = member;
            return before is null ? MemberStatus.Created : MemberStatus.Updated;
        }));
    }

    /// <summary>Whether its partner or parent is not there, or it would stand above itself.</summary>
    private static bool IsLost(MemberProfile member, Dictionary<OwnerRef, MemberProfile> known)
    {
        var above = member.Partner ?? member.Parent;
        if (above is not null && above != member.Id && !known.ContainsKey(OwnerRef.Partner(above)))
        {
            return true;
        }

        for (var next = member.Parent; next is not null; next = known.GetValueOrDefault(OwnerRef.Partner(next))?.Parent)
        {
            if (next == member.Id)
            {
                return true;
            }
        }

        return false;
    }
}
