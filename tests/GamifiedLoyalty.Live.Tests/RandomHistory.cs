using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Live.Tests;

/// <summary>Sends random changes to live boards and compares what they show with the naive model.</summary>
public sealed class RandomHistory(BoardWorld world, int seed, Func<Task> forget)
{
    private readonly Random _random = new(seed);

    public async Task RunAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            switch (_random.Next(20))
            {
                case 0:
                    world.Today = world.Today.AddDays(_random.Next(1, 4));
                    break;
                case 1 or 2:
                    world.Heads(Subject(), _random.Next(0, 4), _random.Next(0, 6));
                    break;
                case 3 or 4:
                    Reverse();
                    break;
                case 5 when _random.Next(10) == 0:
                    world.Open();
                    break;
                case 6:
                    await ReadWhileLoadingAsync();
                    break;
                case < 13:
                    Commit();
                    break;
                case 13 or 14 when SomePeriod() is var period && period.Start <= world.Today:
                    await world.CheckHistoryAsync(Board(), period, Subject(), $"seed {seed}, step {step}");
                    break;
                default:
                    await world.CheckAsync(Board(), SomePeriod(), Subject(), _random.Next(0, 4), $"seed {seed}, step {step}");
                    break;
            }
        }
    }

    private string Subject() => $"s{_random.Next(12)}";

    private string Board() => BoardWorld.Boards[_random.Next(BoardWorld.Boards.Count)].Board.Id;

    private DateOnly SomeDay() => world.Today.AddDays(-Math.Max(0, _random.Next(-4, 12)) + (_random.Next(8) == 0 ? 1 : 0));

    private Period SomePeriod() => Period.Of((PeriodKind)_random.Next(6), SomeDay());

    private void Commit()
    {
        var commands = Enumerable.Range(0, _random.Next(1, 5))
            .Select(_ => (IReadOnlyList<(ScoreKey, ScoreValue)>)[.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Change())])
            .ToArray();
        world.Apply(world.Store.Commit(commands));
    }

    private (ScoreKey Key, ScoreValue Change) Change()
    {
        var score = _random.Next(-2, 6);
        var provisional = _random.Next(0, Math.Max(1, score + 1));
        return (BoardWorld.Key(Subject(), SomeDay(), _random.Next(1, 3)), new ScoreValue(score, provisional, _random.Next(0, 2)));
    }

    private void Reverse()
    {
        if (world.Store.Rows.Count > 0)
        {
            var (key, stored) = world.Store.Rows.ElementAt(_random.Next(world.Store.Rows.Count));
            world.Apply(world.Store.Commit([(key, default(ScoreValue) - stored.Value)]));
        }
    }

    private async Task ReadWhileLoadingAsync()
    {
        world.Open();
        await forget();
        world.Store.Held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Store.Hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var (board, period) = (Board(), SomePeriod());
        var reading = world.ReadAsync(board, period);
        await world.Store.Held.Task;
        Commit();
        world.Heads(Subject(), _random.Next(0, 4), _random.Next(0, 6));
        Reverse();
        world.Store.Hold.SetResult();
        world.Store.Hold = null;
        await reading;
        await world.CheckAsync(board, period, Subject(), 2, $"seed {seed}, read while loading");
    }
}
