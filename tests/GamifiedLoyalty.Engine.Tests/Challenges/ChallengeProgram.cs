using System.Globalization;
using System.Text;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Engine.Verification;
using GamifiedLoyalty.Testing.Programs;

namespace GamifiedLoyalty.Engine.Tests.Challenges;

/// <summary>A program with partners, sellers and contests, on a real store; verified when it ends.</summary>
internal sealed class ChallengeProgram : IAsyncDisposable
{
    private ChallengeProgram(TestProgram program) => Program = program;

    public TestProgram Program { get; }

    /// <summary>The sale that won a settled sprint.</summary>
    public long FirstSale { get; private set; }

    public ProgramEngine Engine => Program.Engine;

    /// <summary>Two partners with two sellers each: e1 and e2 of p1, e3 and e4 of p2.</summary>
    public static async Task<ChallengeProgram> StartAsync(string? definition = null, string now = "2026-11-21T12:00:00Z")
    {
        var program = await TestProgram.StartAsync(definition ?? Definitions.Acme, now);
        await program.MembersAsync(
            new(OwnerKind.Partner, "p1", "One") { Region = "North", SizeBand = "S" },
            new(OwnerKind.Partner, "p2", "Two") { Region = "South", SizeBand = "M" },
            Seller("e1", "p1"), Seller("e2", "p1"), Seller("e3", "p2"), Seller("e4", "p2"));
        return new ChallengeProgram(program);
    }

    /// <summary>A settled sprint that e1 won with its only sale.</summary>
    public static async Task<ChallengeProgram> SettledAsync()
    {
        var program = await StartAsync(Definitions.With("[]", Definitions.Boards));
        await program.ScheduleAsync(Race());
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open);
        program.FirstSale = (await program.Program.SellAsync("e1", 50m)).Activity!.Version;
        await program.ReachAsync("2026-11-26T10:00:00Z", ChallengeStatus.Closed);
        await program.ActAsync(ChallengeAction.Settle);
        return program;
    }

    /// <summary>The document of a race of three days from 23 November in Paris; <paramref name="more"/> begins with a comma.</summary>
    public static string Race(string more = "", string prizes = """{ "currency": "points", "budget": { "points": 1500 }, "list": [ { "place": 1, "points": 1000 }, { "from": 2, "to": 3, "points": 200 } ] }""") => $$"""
        { "name": { "en": "Sprint", "fr": "Course" }, "subject": "employee", "metric": { "measure": "amount" },
          "start": "2026-11-23", "end": "2026-11-26", "prizes": {{prizes}} {{more}} }
        """;

    public Task<ChallengeResult> PutAsync(string document, string id = "sprint", string actor = "key:k1") =>
        Engine.PutChallengeAsync(id, Encoding.UTF8.GetBytes(document), actor, dryRun: false, default);

    public Task<ChallengeResult> ActAsync(ChallengeAction action, string id = "sprint", int? fromPlace = null, string? reason = null, string actor = "key:k1") =>
        Engine.ActAsync(id, action, fromPlace, reason, actor, default);

    /// <summary>Defines and submits, which schedules where no approval is asked for.</summary>
    public async Task ScheduleAsync(string document, string id = "sprint")
    {
        var put = await PutAsync(document, id);
        if (put.Faults.Count > 0)
        {
            throw new InvalidOperationException(string.Join('\n', put.Faults));
        }

        await ActAsync(ChallengeAction.Submit, id);
    }

    /// <summary>Moves the clock, and waits until the challenge got there by itself.</summary>
    public async Task ReachAsync(string instant, ChallengeStatus status, string id = "sprint")
    {
        Program.Time.MoveTo(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));
        while (Engine.FindChallenge(id)!.Record.Status != status)
        {
            // What is due happens by itself; a command that changes nothing waits behind it.
            await Program.Host.PublishAsync("acme", Encoding.UTF8.GetBytes(Definitions.Acme), "test", dryRun: true, default);
        }
    }

    /// <summary>Standings as text: one row per line, <c>place subject value</c> and the value of each prize.</summary>
    public async Task<string> StandingsAsync(string id = "sprint", ViewAs view = ViewAs.Manager) =>
        Text((await Engine.ReadStandingsAsync(id, view, default))!.Standings);

    public static string Text(ChallengeStandings standings) => string.Join('\n', standings.Rows.Select(r =>
        string.Create(CultureInfo.InvariantCulture, $"{r.Place} {r.Subject} {r.Value}") + string.Concat(r.Prizes.Select(p => $" +{p.Value}"))));

    public Task<string> WalletAsync(string employee) => Program.WalletAsync(OwnerRef.Employee(employee));

    public async Task<string?> VerifyAsync() => (await ProgramVerifier.VerifyAsync(Program.Store, "acme", null, default)).Fault;

    public async ValueTask DisposeAsync()
    {
        var fault = await VerifyAsync();
        await Program.DisposeAsync();
        if (fault is not null)
        {
            throw new InvalidOperationException(fault);
        }
    }

    private static MemberProfile Seller(string id, string partner) => new(OwnerKind.Employee, id, id) { Partner = partner };
}
