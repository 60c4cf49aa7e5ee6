using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Simulation.Model;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Workload;

/// <summary>What a batch of activities has to be answered with (I1), by the model as it is before the batch.</summary>
/// <param name="model">The model.</param>
/// <param name="now">When the batch is applied.</param>
internal sealed class Expectation(ModelProgram model, DateTimeOffset now)
{
    private readonly HashSet<OwnerRef> _created = [];
    private readonly Dictionary<(string, string), Activity> _recorded = [];

    /// <summary>The status and the code of the fault, such as <c>Rejected unknownEmployee</c>.</summary>
    public string Of(RecordActivity command)
    {
        var sent = command.Activity;
        var key = (sent.Source, sent.ExternalId);
        if (model.BySource.TryGetValue(key, out var before))
        {
            return Means(before, sent) ? "Duplicate" : "Conflict externalIdTaken";
        }

        if (_recorded.TryGetValue(key, out var first))
        {
            return Book.SameAsSent(first, sent) ? "Duplicate" : "Conflict externalIdTaken";
        }

        if (Fault(command) is { } fault)
        {
            return "Rejected " + fault;
        }

        _recorded[key] = sent;
        _created.UnionWith(command.CreateMembers.Select(m => m.Ref));
        return "Recorded";
    }

    /// <summary>Whether a retry means what was recorded: what is left out means its default.</summary>
    public bool Means(ModelActivity recorded, Activity retry)
    {
        var stored = recorded.Sent;
        var samePartner = (stored.Partner is null && retry.Partner is null)
            || recorded.Partner == (retry.Partner ?? model.PartnerOf(retry, []));
        return Book.SameButDefaults(stored, retry) && samePartner && (stored.Currency ?? "EUR") == (retry.Currency ?? "EUR");
    }

    private string? Fault(RecordActivity command)
    {
        var sent = command.Activity;
        var partner = model.PartnerOf(sent, command.CreateMembers);
        if (sent.Employee is { } employee && !Exists(OwnerRef.Employee(employee), command))
        {
            return "unknownEmployee";
        }

        if (partner is not null && !Exists(OwnerRef.Partner(partner), command))
        {
            return "unknownPartner";
        }

        if (sent.Employee is null && partner is null)
        {
            return "memberMissing";
        }

        var at = model.OccurredAt(sent, now);
        return at > now.AddMinutes(5) ? "occurredInFuture"
            : SimDefinition.Rate(sent.Currency, model.Time.Day(at)) is null ? "rateMissing" : null;
    }

    private bool Exists(OwnerRef member, RecordActivity command) =>
        model.Members.ContainsKey(member) || _created.Contains(member) || command.CreateMembers.Any(c => c.Ref == member);
}
