using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Verification;
using GamifiedLoyalty.Testing.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

/// <summary>The invariants of the design, each after a busy day: many senders at once, retries, reversals, a restart.</summary>
public sealed class InvariantTests : IAsyncLifetime
{
    private const int Senders = 16;
    private const int SalesPerSender = 60;
    private const long MonthCap = 400;
    private const long Budget = 9_000;

    private static readonly string Rules = $$"""
        [ { "id": "base", "on": "sale", "formula": { "type": "perAmount", "points": 1, "per": "10" }, "currency": "points", "pendingFor": "P2D",
            "caps": [ { "per": "beneficiary", "period": "month", "max": {{MonthCap}} }, { "per": "program", "period": "all", "max": {{Budget}} } ] },
          { "id": "split", "on": "sale", "formula": { "type": "fixed", "points": 7 }, "currency": "points", "beneficiary": { "employee": 50, "partner": 50 } } ]
        """;

    private readonly List<(Activity Sale, RecordResult Result)> _answers = [];
    private TestProgram _program = null!;

    public async ValueTask InitializeAsync()
    {
        _program = await TestProgram.StartAsync(Definitions.With(Rules, Definitions.Boards));
        await _program.MembersAsync(
            [.. Enumerable.Range(1, 4).Select(i => new MemberProfile(OwnerKind.Partner, $"p{i}", $"P{i}")),
             .. Enumerable.Range(1, 30).Select(i => new MemberProfile(OwnerKind.Employee, $"e{i}", $"E{i}") { Partner = $"p{(i % 4) + 1}" })]);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(s => Task.Run(() => SendAsync(s))));
        await ReverseSomeAsync();
        await _program.RestartAsync();
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();

    [Fact]
    public async Task I1_Whatever_was_acknowledged_is_there_once_and_a_retry_tells_the_first_result()
    {
        _answers.Count.ShouldBe(Senders * SalesPerSender * 2);
        foreach (var group in _answers.GroupBy(a => a.Sale.ExternalId))
        {
            group.Count(a => a.Result.Status == RecordStatus.Recorded).ShouldBe(1);
            group.Select(a => a.Result.Activity!.Version).Distinct().Count().ShouldBe(1);
        }

        var feed = await _program.Engine.ReadFeedAsync(0, int.MaxValue, default);
        feed.Count(i => i.Command == "recordActivity").ShouldBe(Senders * SalesPerSender);
        (await _program.RecordAsync(_answers[0].Sale)).Status.ShouldBe(RecordStatus.Duplicate);
        (await _program.RecordAsync(_answers[0].Sale with { Type = "demo" })).Status.ShouldBe(RecordStatus.Conflict);
    }

    [Fact]
    public async Task I2_Postings_sum_to_zero_and_balances_are_the_sum_of_their_postings()
    {
        var report = await ProgramVerifier.VerifyAsync(_program.Store, "acme", null, default);
        report.Fault.ShouldBeNull();
        report.Activities.ShouldBe(Senders * SalesPerSender);
    }

    [Fact]
    public async Task I4_I5_Live_boards_equal_the_ranking_that_the_database_computes_ties_included()
    {
        var head = (await _program.Store.FindHeadAsync("acme", default))!;
        foreach (var (board, series) in _program.Engine.Current.Boards)
        {
            var stored = await _program.Store.RankAsync(head.Number, series.Number, DateOnly.MinValue, DateOnly.MaxValue, board.SharedTies, 1_000, default);
            var live = await _program.Boards.ReadAsync(new BoardQuery("acme", board.Id, Period.All, new DateOnly(2026, 11, 21)), 0, 1_000, default);
            live!.Rows.Select(r => (r.Subject, r.Score, r.Provisional)).ShouldBe(stored.Select(s => (s.Subject, s.Total.Value.Score, s.Total.Value.Provisional)), board.Id);
            live.Rows.Count.ShouldBeGreaterThan(3);
        }
    }

    [Fact]
    public async Task I6_Versions_are_gapless_and_the_feed_is_in_their_order()
    {
        var versions = (await _program.Engine.ReadFeedAsync(0, int.MaxValue, default)).Select(i => i.Version).ToList();
        versions.ShouldBe(Enumerable.Range(1, versions.Count).Select(v => (long)v));
        versions[^1].ShouldBe(_program.Engine.Version);
    }

    [Fact]
    public async Task I11_Caps_and_budgets_hold_to_the_point()
    {
        var awards = new List<Award>();
        foreach (var version in _answers.Select(a => a.Result.Activity!.Version).Distinct())
        {
            awards.AddRange((await _program.Engine.FindActivityAsync(version, default))!.Awards.Where(a => a.Rule == "base"));
        }

        var byEmployee = awards.GroupBy(a => a.Owner).Select(g => g.Sum(a => a.Points)).ToList();
        byEmployee.Max().ShouldBe(MonthCap);
        byEmployee.ShouldAllBe(sum => sum <= MonthCap);
        awards.Sum(a => a.Points).ShouldBeLessThanOrEqualTo(Budget);
        awards.ShouldContain(a => a.CappedBy == "program/all");
    }

    private async Task SendAsync(int sender)
    {
        var random = new Random(sender);
        for (var i = 0; i < SalesPerSender; i++)
        {
            var sale = TestProgram.Sale($"{sender}-{i}", $"e{random.Next(1, 31)}", random.Next(1, 400), at: "2026-11-20T10:00:00Z", quantity: random.Next(3));
            var results = await Task.WhenAll(_program.RecordAsync(sale), _program.RecordAsync(sale));
            lock (_answers)
            {
                _answers.AddRange(results.Select(r => (sale, r)));
            }
        }
    }

    private async Task ReverseSomeAsync()
    {
        foreach (var version in _answers.Select(a => a.Result.Activity!.Version).Distinct().Order().Where(v => v % 11 == 0).ToList())
        {
            (await _program.ReverseAsync(version)).Status.ShouldBe(ReversalStatus.Applied);
        }
    }
}
