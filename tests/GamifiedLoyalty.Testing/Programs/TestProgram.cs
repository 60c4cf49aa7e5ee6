using System.Globalization;
using System.Text;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Live;
using GamifiedLoyalty.Storage.Sqlite;
using GamifiedLoyalty.Testing.Faults;
using Microsoft.Data.Sqlite;

namespace GamifiedLoyalty.Testing.Programs;

/// <summary>One program on a real SQLite store and in-memory boards in a directory of its own, with time that a test moves.</summary>
public sealed class TestProgram : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("gamified-").FullName;
    private readonly EngineOptions _options;
    private int _sent;

    private TestProgram(DateTimeOffset now, EngineOptions options)
    {
        Time = new ManualTime(now);
        _options = options;
    }

    public ManualTime Time { get; }

    public SqliteStore Store { get; private set; } = null!;

    public MemoryBoards Boards { get; private set; } = null!;

    public ProgramHost Host { get; private set; } = null!;

    public ProgramEngine Engine { get; private set; } = null!;

    public List<Exception> Failures { get; } = [];

    /// <summary>What happens to the next commits.</summary>
    public FaultyStore.Plan Plan { get; } = new();

    public static async Task<TestProgram> StartAsync(
        string definition, string now = "2026-11-21T12:00:00Z", EngineOptions? options = null)
    {
        var program = new TestProgram(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), options ?? new EngineOptions());
        await program.OpenAsync();
        await program.PublishAsync(definition);
        return program;
    }

    public async Task<PublishResult> PublishAsync(string definition)
    {
        var result = await Host.PublishAsync("acme", Encoding.UTF8.GetBytes(definition), "test", dryRun: false, default);
        if (result.Faults.Count > 0)
        {
            throw new InvalidOperationException(string.Join('\n', result.Faults));
        }

        Engine = (await Host.FindAsync("acme", default))!;
        return result;
    }

    /// <summary>Changes the stored file behind the product's back; returns how many rows.</summary>
    public int Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory, "test.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    /// <summary>Closes everything and opens it again from what is stored.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
        Engine = (await Host.FindAsync("acme", default))!;
    }

    public Task<IReadOnlyList<MemberResult>> MembersAsync(params MemberProfile[] members) => Engine.PutMembersAsync(members, "test", default);

    public async Task<RecordResult> RecordAsync(Activity activity) =>
        (await Engine.RecordAsync([new RecordActivity(activity, "test")], waitForSpace: false, default))[0];

    /// <summary>Records a sale of one line; the id counts up when not given.</summary>
    public Task<RecordResult> SellAsync(
        string? employee, decimal amount, string category = "Bikes", string? partner = null, string? at = null, long quantity = 1, string? id = null) =>
        RecordAsync(Sale(id ?? $"S-{++_sent}", employee, amount, category, partner, at, quantity));

    public static Activity Sale(
        string id, string? employee, decimal amount, string category = "Bikes", string? partner = null, string? at = null, long quantity = 1) => new()
        {
            Source = "pos",
            ExternalId = id,
            Type = "sale",
            Employee = employee,
            Partner = partner,
            OccurredAt = at is null ? null : DateTimeOffset.Parse(at, CultureInfo.InvariantCulture).ToUniversalTime(),
            Lines = [new ActivityLine("1", null, category, quantity, amount, AttributeMap.Empty)],
        };

    public Task<ReversalResult> ReverseAsync(
        long activity, string id = "R-1", IReadOnlyList<LineReversal>? lines = null, decimal? amount = null) =>
        Engine.ReverseAsync(activity, new ReversalRequest(id, "returned", lines, amount), "test", default);

    /// <summary>A board as text: one row per line, <c>rank subject score (provisional)</c>.</summary>
    public async Task<string> BoardAsync(string board, string period)
    {
        var parsed = Period.TryParse(period, out var read) ? read : throw new ArgumentException(period, nameof(period));
        var today = Engine.Current.Definition.Calendar.DayOf(Time.GetUtcNow());
        var page = await Boards.ReadAsync(new BoardQuery("acme", board, parsed, today), 0, 1_000, default);
        return string.Join('\n', page!.Rows.Select(r =>
            $"{r.Rank} {r.Subject} {r.Score}" + (r.Provisional == 0 ? "" : $" ({r.Provisional})")));
    }

    /// <summary>A wallet as text: <c>available+pending</c>.</summary>
    public async Task<string> WalletAsync(OwnerRef owner, string currency = "points")
    {
        var wallet = await Engine.ReadWalletAsync(owner, default);
        var balance = wallet.Balances.Single(b => b.Currency == currency).Balance;
        return $"{balance.Available}+{balance.Pending}";
    }

    /// <summary>The stored scores of a board's series, which live boards must equal.</summary>
    public async Task<IReadOnlyDictionary<ScoreKey, StoredScore>> ScoresAsync(string board)
    {
        var series = Engine.Current.Boards.Single(b => b.Board.Id == board).Series.Number;
        var head = await Store.FindHeadAsync("acme", default);
        var scores = new Dictionary<ScoreKey, StoredScore>();
        await Store.ReadScoresAsync(head!.Number, series, DateOnly.MinValue, DateOnly.MaxValue, (k, v) => scores[k] = v, default);
        return scores;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task OpenAsync()
    {
        Store = new SqliteStore(new SqliteStoreOptions(Path.Combine(_directory, "test.db")));
        await Store.MigrateAsync(default);
        Boards = new MemoryBoards(Time);
        Host = new ProgramHost(FaultyStore.Around(Store, Plan), Boards, _options, Time, (_, exception) => Failures.Add(exception));
    }

    private async Task CloseAsync()
    {
        await Host.DisposeAsync();
        await Store.DisposeAsync();
    }
}
