using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.PostgreSql.Commits;
using GamifiedLoyalty.Storage.PostgreSql.Following;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql;

/// <content>Taking turns with other nodes that write to the same program.</content>
public sealed partial class PostgreSqlStore
{
    /// <summary>Asking costs little and is soon repeated, for somewhat longer than a turn lasts.</summary>
    private const int Asks = 70;
    private static readonly TimeSpan AskPause = TimeSpan.FromMilliseconds(4);

    /// <summary>A try to commit sends all of it, so each pause is twice the last; together they are longer than a turn.</summary>
    private const int CommitTries = 7;
    private static readonly TimeSpan FirstCommitPause = TimeSpan.FromMilliseconds(5);

    /// <inheritdoc/>
    public async Task AskForTurnAsync(int program, CancellationToken cancellationToken)
    {
        for (var asks = 1; asks < Asks && !await TakeTurnAsync(program, cancellationToken); asks++)
        {
            await Task.Delay(AskPause, _time, cancellationToken);
        }
    }

    private Task<bool> TakeTurnAsync(int program, CancellationToken cancellationToken) => _connections.WriteAsync(
        Statement("SELECT ask_turn($1, $2)").Bind(program).Bind(_node),
        async reader => await reader.ReadAsync(cancellationToken) && reader.GetBoolean(0),
        cancellationToken);

    /// <summary>
    /// Writes a commit as soon as it is no other node's turn. When that node commits, the head has moved; when it does not, its
    /// turn ends.
    /// </summary>
    private async Task<long[]> AppendAsync(Commit commit, int program, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await _connections.WriteAsync(
                    CommitStatement.Of(commit, program, _node),
                    async reader =>
                    {
                        await reader.ReadAsync(cancellationToken);
                        return reader.GetFieldValue<long[]>(0);
                    },
                    cancellationToken);
            }
            catch (TurnOfOtherException turn) when (tries == CommitTries)
            {
                throw new HeadMovedException(turn.Message);
            }
            catch (TurnOfOtherException)
            {
                await Task.Delay(FirstCommitPause * (1 << (tries - 1)), _time, cancellationToken);
            }
        }
    }
}
