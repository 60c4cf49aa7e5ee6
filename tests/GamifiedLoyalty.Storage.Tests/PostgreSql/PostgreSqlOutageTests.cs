using System.Threading.Channels;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.PostgreSql;
using GamifiedLoyalty.Testing.Services;
using Npgsql;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Storage.Tests.CommitBuilder;

namespace GamifiedLoyalty.Storage.Tests.PostgreSql;

/// <summary>A server of its own, because it is stopped under the store.</summary>
public sealed class PostgreSqlOutageTests : IAsyncLifetime
{
    private PostgreSqlServer? _server;
    private PostgreSqlStore? _store;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private PostgreSqlStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgreSqlDatabase.ServerAsync(PostgreSqlServer.StartAsync);
        _store = PostgreSqlDatabase.Open(await _server.CreateDatabaseAsync());
        await _store.MigrateAsync(Now);
        await _store.CommitAsync(Make(0), Now);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await Store.DisposeAsync();
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Reads_go_on_after_the_server_was_restarted_under_them()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Store.FindHeadAsync("acme", Now)));

        await _server!.RestartAsync();

        (await Store.FindHeadAsync("acme", Now))!.Version.ShouldBe(1);
        (await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Store.FindHeadAsync("acme", Now)))).ShouldAllBe(h => h!.Version == 1);
    }

    [Fact]
    public async Task A_commit_while_the_server_is_away_fails_and_the_next_one_after_that_is_made_once()
    {
        await _server!.StopAsync();
        await Should.ThrowAsync<StoreUnavailableException>(() => Store.CommitAsync(Make(1), Now));
        await Should.ThrowAsync<StoreUnavailableException>(() => Store.PingAsync(Now));
        await _server.RunAsync();

        await Store.CommitAsync(Make(1), Now);

        (await Store.ReadCommitsAsync(1, 0, 10, Now)).Select(c => c.LastVersion).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_commit_whose_connection_breaks_is_not_sent_again()
    {
        await using var source = NpgsqlDataSource.Create(Store.ConnectionString);
        await using var holder = await source.OpenConnectionAsync(Now);
        await using (await holder.BeginTransactionAsync(Now))
        {
            await using var hold = new NpgsqlCommand("SELECT pg_backend_pid() FROM program FOR UPDATE", holder);
            await hold.ExecuteNonQueryAsync(Now);
            var commit = Store.CommitAsync(Make(1), Now);
            await using var end = source.CreateCommand(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%append_commit%'");
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Now);
            patience.CancelAfter(TimeSpan.FromSeconds(30));
            while ((long)(await end.ExecuteScalarAsync(patience.Token))! == 0)
            {
            }

            // Nothing was written, but that is not known here: only whoever reads the head may try again.
            await Should.ThrowAsync<StoreUnavailableException>(() => commit);
        }

        (await Store.FindHeadAsync("acme", Now))!.Version.ShouldBe(1);
        await Store.CommitAsync(Make(1), Now);
        (await Store.FindHeadAsync("acme", Now))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Listening_begins_again_after_the_server_was_restarted()
    {
        var told = Channel.CreateUnbounded<string>();
        await using var other = PostgreSqlDatabase.Open(Store.ConnectionString);
        other.CommittedElsewhere += program => told.Writer.TryWrite(program);
        var head = await CommitUntilToldAsync(1, told);

        await _server!.RestartAsync();
        while (told.Reader.TryRead(out _))
        {
        }

        (await Store.FindHeadAsync("acme", Now))!.Version.ShouldBe(head);
        (await CommitUntilToldAsync(head, told)).ShouldBeGreaterThan(head);
    }

    private async Task<long> CommitUntilToldAsync(long head, Channel<string> told)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Now);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        for (; !told.Reader.TryPeek(out _); head++)
        {
            await Store.CommitAsync(Make(head), patience.Token);
        }

        return head;
    }
}
