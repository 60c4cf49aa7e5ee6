using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Draws;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Simulation.Model;
using GamifiedLoyalty.Simulation.Programs;
using GamifiedLoyalty.Simulation.Workload;

namespace GamifiedLoyalty.Simulation.Audit;

/// <summary>
/// Takes steps of contests to the model (I7): each is one that could be done, none comes before its time, a contest settles
/// once and never changes afterwards, gives exactly the prizes that the naive standings give, and never more than its budget;
/// a raffle is drawn among those who have tickets, as its certificate proves (I8).
/// </summary>
internal sealed class ContestAudit(ModelProgram model, Book book, ICommitStore truth, Findings findings)
{
    private readonly PinAudit _pins = new(model, findings);

    public void Take(ChallengeEntry entry, int program)
    {
        model.Contests.Steps.Add(entry.Version);
        if (entry.Action == ChallengeAction.Define)
        {
            Define(entry);
            return;
        }

        if (!findings.Demand(model.Contests.ById.TryGetValue(entry.Challenge, out var contest), "I7", $"version {entry.Version} changes {entry.Challenge}, which is not there"))
        {
            return;
        }

        findings.Demand(ContestRules.IsPossible(model, contest!, entry), "I7", $"version {entry.Version} does {entry.Action} to {entry.Challenge}, which is {contest!.Status}");
        findings.Demand(
            entry.Actor != "system" || contest.NextDue <= entry.At, "I7", $"version {entry.Version} does {entry.Action} to {entry.Challenge} before {contest.NextDue:O}");
        findings.Demand(
            entry.Action == ChallengeAction.Settle || entry.Prizes.Count == 0, "I7", $"version {entry.Version} gives prizes with {entry.Action}");
        var documents = LogAudit.Now(truth.ReadDocumentsAsync(program, CancellationToken.None));
        Apply(contest, entry, documents);
    }

    private void Define(ChallengeEntry entry)
    {
        findings.Demand(!model.Contests.ById.ContainsKey(entry.Challenge), "I7", $"version {entry.Version} defines {entry.Challenge} again, which did not change");
        if (findings.Demand(book.Contests.TryGetValue(entry.Challenge, out var sent), "I7", $"version {entry.Version} defines {entry.Challenge}, which nobody sent"))
        {
            model.Contests.ById[entry.Challenge] = new ModelContest(sent!) { Authors = { entry.Actor } };
        }
    }

    private void Apply(ModelContest contest, ChallengeEntry entry, IReadOnlyList<StoredDocument> documents)
    {
        switch (entry.Action)
        {
            case ChallengeAction.Open:
                Open(contest, entry, documents);
                break;
            case ChallengeAction.Freeze:
                contest.Frozen = ModelRow.Text(ContestStandings.Rows(model, contest, entry.At));
                _pins.Check(entry, documents);
                break;
            case ChallengeAction.Settle:
                Settle(contest, entry, documents);
                break;
            default:
                ContestRules.Apply(contest, entry);
                break;
        }
    }

    private void Open(ModelContest contest, ChallengeEntry entry, IReadOnlyList<StoredDocument> documents)
    {
        contest.Status = ChallengeStatus.Open;
        contest.Start = entry.At < contest.Start ? entry.At : contest.Start;
        ContestStandings.Open(model, contest, TimeSpan.Zero);
        var record = Record(entry.Challenge, documents);
        contest.SeedHash = record.DrawSeedHash;
        findings.DemandSame(Field(record.Field), Field(contest.Field), "I7", $"the field of {entry.Challenge}");
        findings.DemandSame(Text(record.Baselines ?? new Dictionary<string, long>()), Text(contest.Baselines), "I7", $"the baselines of {entry.Challenge}");
    }

    private void Settle(ModelContest contest, ChallengeEntry entry, IReadOnlyList<StoredDocument> documents)
    {
        contest.Status = ChallengeStatus.Settled;
        var draw = SettlementCodec.Read(documents.Single(d => d.Kind == ChallengeDocuments.Settlement && d.Id == entry.Challenge).Body!).Result.Draw;
        CheckDraw(contest, entry, draw);
        var drawn = contest.Sent.Format.Type == "raffle" ? draw?.Winners ?? [] : null;
        var rows = ContestStandings.Rows(model, contest, entry.At, drawn);
        contest.Settled = new ModelSettlement(entry.At, ModelRow.Text(rows), ModelRow.Results(rows), drawn ?? [], model.Belonging());
        var kind = contest.Sent.RanksPartners ? OwnerKind.Partner : OwnerKind.Employee;
        var expected = rows
            .SelectMany(r => r.Prizes, (r, p) => (r, p))
            .Where(g => g.p.Value != 0 || (g.p.Kind == PrizeKind.Reward && g.p.CutBy is null))
            .Select(g => (Winner: new OwnerRef(kind, g.r.Subject), g.r.Place, g.p.Prize, g.p.Kind, g.p.Value)).ToList();
        findings.DemandSame(
            string.Join("; ", entry.Prizes.Select(p => (p.Winner, p.Place, p.Prize, p.Kind, p.Value))), string.Join("; ", expected), "I7", $"the prizes of {entry.Challenge}");
        CheckBudget(contest.Sent.Plan, entry);
        var payer = contest.Sent.Plan.Sponsor is { } sponsor ? new OwnerRef(OwnerKind.Sponsor, sponsor) : OwnerRef.Program;
        model.Contests.Given.AddRange(expected.Where(e => e.Kind == PrizeKind.Points).Select(e => (e.Winner, payer, e.Value)));
    }

    private void CheckBudget(SimPlan plan, ChallengeEntry entry)
    {
        var points = entry.Prizes.Where(p => p.Kind == PrizeKind.Points).Sum(p => p.Value);
        var money = entry.Prizes.Where(p => p.Kind != PrizeKind.Points).Sum(p => p.Value);
        findings.Demand(
            points <= plan.BudgetPoints && money <= plan.BudgetMoney, "I7",
            $"the prizes of {entry.Challenge} cost {points} and {money}, the budget is {plan.BudgetPoints} and {plan.BudgetMoney}");
    }

    private void CheckDraw(ModelContest contest, ChallengeEntry entry, RaffleCertificate? draw)
    {
        if (contest.Sent.Format.Type != "raffle" || !findings.Demand(draw is not null, "I8", $"{entry.Challenge} was not drawn"))
        {
            return;
        }

        var fault = RaffleDraw.Verify(draw!, contest.SeedHash ?? "");
        findings.Demand(fault == RaffleFault.None, "I8", $"the certificate of {entry.Challenge} has the fault {fault}");
        findings.DemandSame(
            string.Join(' ', draw!.Entries.Select(e => (e.Id, e.Tickets))), string.Join(' ', ContestStandings.Entries(model, contest, entry.At)), "I8",
            $"who is in the draw of {entry.Challenge}");
        var last = contest.Sent.Plan.Prizes.Where(p => p.For == PrizeFor.Place).Select(p => p.To).DefaultIfEmpty().Max();
        var most = contest.Sent.ByBand || contest.Sent.Plan.MostPerPartner is not null ? int.MaxValue : last;
        findings.Demand(draw.Winners.Count == Math.Min(most, draw.Entries.Count), "I8", $"{entry.Challenge} drew {draw.Winners.Count} of {draw.Entries.Count}");
    }

    private static ChallengeRecord Record(string challenge, IReadOnlyList<StoredDocument> documents) =>
        ChallengeRecordCodec.Read(documents.Single(d => d.Kind == ChallengeDocuments.Challenge && d.Id == challenge).Body!);

    private static string Field(IReadOnlyList<string>? field) => field is null ? "none" : string.Join(' ', field);

    private static string Text(IReadOnlyDictionary<string, long> results) =>
        string.Join(' ', results.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (r.Key, r.Value)));
}
