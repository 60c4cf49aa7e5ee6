using System.Text;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Verification;
using GamifiedLoyalty.Simulation.Model;
using GamifiedLoyalty.Simulation.Nodes;
using GamifiedLoyalty.Simulation.Workload;
using static GamifiedLoyalty.Simulation.Audit.LogAudit;

namespace GamifiedLoyalty.Simulation.Audit;

/// <summary>The full audit at the end of a seed, when every fault is mended and every node has caught up.</summary>
internal sealed class FinalAudit(ModelProgram model, Book book, LogAudit log, ReadAudit reads, ICommitStore truth, Findings findings)
{
    public void Run(IReadOnlyList<Node> nodes)
    {
        var report = Now(ProgramVerifier.VerifyAsync(truth, Node.Program, null, CancellationToken.None));
        findings.Demand(report.Fault is null, "I2", $"verify says: {report.Fault}");
        findings.Demand(report.Activities == model.Activities.Count, "I1", $"verify counts {report.Activities} activities, the model {model.Activities.Count}");
        CheckAcknowledged();
        CheckLedger();
        CheckCaps();
        CheckLog();
        CheckRanks();
        foreach (var node in nodes)
        {
            CheckNode(node);
        }
    }

    /// <summary>I1: whatever a client was told to be recorded or reversed is there, as it was sent.</summary>
    private void CheckAcknowledged()
    {
        foreach (var (version, sent) in book.Acknowledged)
        {
            findings.Demand(
                model.ByVersion.TryGetValue(version, out var activity) && activity.Sent.ExternalId == sent.ExternalId, "I1",
                $"{sent.ExternalId} was acknowledged as {version} and is not there");
        }

        foreach (var (version, (activity, request)) in book.AcknowledgedReversals)
        {
            findings.Demand(
                model.ByVersion[activity].Reversals.TryGetValue(request.ExternalId, out var applied) && applied.Version == version, "I1",
                $"the reversal {request.ExternalId} of {activity} was acknowledged as {version} and is not there");
        }
    }

    /// <summary>I2: every stored account equals its postings, and all of a currency sum to zero.</summary>
    private void CheckLedger()
    {
        var balances = model.Balances();
        var owners = balances.Keys.Select(k => k.Owner).Distinct().ToList();
        var states = Now(truth.FindOwnersAsync(log.Number, owners, CancellationToken.None));
        var sums = new Dictionary<string, (long Available, long Pending)>(StringComparer.Ordinal);
        for (var i = 0; i < owners.Count; i++)
        {
            foreach (var (currency, account) in OwnerStateCodec.Read(states[i]).Accounts)
            {
                var (available, pending) = balances.GetValueOrDefault((owners[i], currency));
                findings.Demand(
                    (account.Balance.Available, account.Balance.Pending) == (available, pending), "I2",
                    $"{owners[i].Account(currency)} is stored as {account.Balance.Available}+{account.Balance.Pending}, its postings sum to {available}+{pending}");
                var sum = sums.GetValueOrDefault(currency);
                sums[currency] = (sum.Available + account.Balance.Available, sum.Pending + account.Balance.Pending);
            }
        }

        foreach (var (currency, sum) in sums)
        {
            findings.Demand(sum == default, "I2", $"all accounts in {currency} sum to {sum.Available}+{sum.Pending}");
        }
    }

    /// <summary>I11: of the awards that stand, none together are more than the largest cap that any definition set.</summary>
    private void CheckCaps()
    {
        foreach (var rule in model.Definitions.SelectMany(d => d.Rules).GroupBy(r => r.Id))
        {
            foreach (var cap in rule.SelectMany(r => r.Caps).GroupBy(c => (c.Scope, c.Period)).Where(c => c.Key.Scope is "beneficiary" or "program"))
            {
                // A cap that some definitions lack bounds only what was awarded under those that have it.
                var most = cap.Max(c => c.Max);
                var bound = model.Activities.Where(a => a.Definition.Rules.Any(r => r.Id == rule.Key && r.Caps.Any(c => (c.Scope, c.Period) == cap.Key)));
                var sums = bound.SelectMany(a => a.Awards.Where(w => w.Rule == rule.Key), (a, w) => (a, w))
                    .GroupBy(p => (Owner: cap.Key.Scope == "program" ? OwnerRef.Program : p.w.Owner, Period: p.a.PeriodOf(cap.Key.Period)), p => p.w.Points);
                foreach (var sum in sums.Where(s => s.Sum() > most))
                {
                    findings.Demand(false, "I11", $"{rule.Key} gave {sum.Key.Owner.Id} {sum.Sum()} in {sum.Key.Period}, the cap is {most}");
                }
            }
        }
    }

    /// <summary>I6: the commits cover the versions without gaps. I10: the log holds no names.</summary>
    private void CheckLog()
    {
        var last = 0L;
        foreach (var commit in Now(truth.ReadCommitsAsync(log.Number, 0, int.MaxValue, CancellationToken.None)))
        {
            findings.Demand(commit.FirstVersion == last + 1, "I6", $"a commit begins at {commit.FirstVersion} after {last}");
            last = commit.LastVersion;
        }

        findings.Demand(last == model.Version, "I6", $"the commits end at {last}, the log at {model.Version}");
        var name = Encoding.UTF8.GetBytes(Workload.People.NameMark);
        foreach (var entry in Now(truth.ReadLogAsync(log.Number, 0, int.MaxValue, CancellationToken.None)))
        {
            findings.Demand(entry.Body.Span.IndexOf(name) < 0, "I10", $"version {entry.Version} holds a name");
        }
    }

    /// <summary>I5: the database ranks as the model does.</summary>
    private void CheckRanks()
    {
        var series = Now(truth.ReadSeriesAsync(log.Number, CancellationToken.None)).Where(s => s.Active).ToDictionary(s => s.Key, s => s.Number, StringComparer.Ordinal);
        var read = Domain.Programs.DefinitionReader.Read(model.Definition.Document, Node.Program).Definition!;
        foreach (var board in model.Definition.Boards.Where(b => !b.PerHead))
        {
            var number = series[Domain.Boards.SeriesKey.Of(read.Board(board.Id)!)];
            var ranked = Now(truth.RankAsync(
                log.Number, number, DateOnly.MinValue, DateOnly.MaxValue, board.SharedTies, int.MaxValue, CancellationToken.None));
            var expected = model.Boards.Rows(board, PeriodKind.All, DateOnly.MinValue, DateOnly.MinValue, model.Headcount);
            findings.DemandSame(
                string.Join("; ", ranked.Select(r => FormattableString.Invariant($"{r.Subject} {r.Total.Value.Score}"))),
                string.Join("; ", expected.Select(r => FormattableString.Invariant($"{r.Subject} {r.Score}"))), "I5", $"the database's ranking of {board.Id}");
        }
    }

    private void CheckNode(Node node)
    {
        findings.Demand(node.Engine!.Version == model.Version, "I6", $"node {node.Number} is at {node.Engine.Version}, the log at {model.Version}");
        while (node.Consumed < model.Version && reads.Feed(node, 500) > 0)
        {
            // On to the next page.
        }

        var today = model.Time.Day(node.Time.GetUtcNow());
        foreach (var board in model.Definition.Boards)
        {
            foreach (var kind in Enum.GetValues<PeriodKind>())
            {
                var shown = reads.Board(node, board, kind, today);
                findings.Demand(shown.EndsWith("rows", StringComparison.Ordinal), "I4", $"board {board.Id} of node {node.Number} is {shown}");
            }
        }

        foreach (var (id, contest) in model.Contests.ById)
        {
            CheckContest(node, contest);
            findings.Demand(!reads.Contests.Standings(node, id).StartsWith("behind", StringComparison.Ordinal), "I7", $"node {node.Number} does not show {id}");
            findings.Demand(
                contest.NextDue is not { } due || due > node.Time.GetUtcNow(), "I7", $"{id} is {contest.Status} at {node.Time.GetUtcNow():O}, its time was {contest.NextDue:O}");
        }

        foreach (var member in model.Members.Keys)
        {
            reads.Wallet(node, member, withStatement: true);
            findings.Demand(
                node.Engine.Members.Find(member)?.Version == model.Members[member].Version, "I1",
                $"node {node.Number} knows {member.Id} as of {node.Engine.Members.Find(member)?.Version} and not {model.Members[member].Version}");
        }

        foreach (var ((kind, id), version) in log.Documents)
        {
            var stored = Now(truth.ReadDocumentsAsync(log.Number, CancellationToken.None)).FirstOrDefault(d => (d.Kind, d.Id) == (kind, id));
            var shown = node.Engine.FindDocument(kind, id);
            findings.Demand(
                shown?.Version == stored?.Version && (stored is null || stored.Version == version), "I1",
                $"node {node.Number} shows the {kind} {id} of version {shown?.Version}, stored is {stored?.Version}, set at {version}");
        }
    }

    /// <summary>I7: everybody's place is explained, and what a contest ended with can be worked out again.</summary>
    private void CheckContest(Node node, ModelContest contest)
    {
        if (contest.Status is not (ChallengeStatus.Open or ChallengeStatus.Closed or ChallengeStatus.Settled))
        {
            return;
        }

        foreach (var member in model.Members.Keys.Where(m => m.Kind == OwnerKind.Partner == contest.Sent.RanksPartners))
        {
            reads.Contests.Explanation(node, contest.Sent.Id, member.Id);
        }

        reads.Contests.Difference(node, contest.Sent.Id);
        if (contest.Status != ChallengeStatus.Open)
        {
            reads.Contests.Backtest(node, contest.Sent.Id);
        }
    }
}
