using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.PostgreSql.Commits;
using GamifiedLoyalty.Storage.PostgreSql.Following;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql;

/// <content>Taking turns with other nodes that write to the same program.</content>
public sealed partial class PostgreSqlStore
{
    /// <summary>As often a node asks, and waits: together somewhat longer than a turn lasts.</summary>
    private const int TurnTries = 40;
    private static readonly TimeSpan TurnPause = TimeSpan.FromMilliseconds(4);

    /// <inheritdoc/>
    public async Task AskForTurnAsync(int program, CancellationToken cancellationToken)
    {
        for (var tries = 1; tries < TurnTries && !await TakeTurnAsync(program, cancellationToken); tries++)
        {
            await Task.Delay(TurnPause, _time, cancellationToken);
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
            catch (TurnOfOtherException turn) when (tries == TurnTries)
            {
                throw new HeadMovedException(turn.Message);
            }
            catch (TurnOfOtherException)
            {
                await Task.Delay(TurnPause, _time, cancellationToken);
            }
        }
    }
}
