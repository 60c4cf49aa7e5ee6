using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Backlogs;

namespace GamifiedLoyalty.Storage.Sqlite.Backlogs;

/// <summary>
/// The writer's side of the backlog. A commit appends its owner states and score changes as one row; whenever enough
/// bytes have gathered, their sum is folded into the tables, a little with each later transaction, so that no
/// transaction is long. Used by the writer's thread, within its transactions.
/// </summary>
/// <param name="database">The connection that writes.</param>
/// <param name="overlay">What reads see of the backlog.</param>
/// <param name="generationBytes">How many bytes of rows are folded together.</param>
internal sealed class Backlog(Database database, BacklogOverlay overlay, long generationBytes)
{
    /// <summary>Folding a generation takes this share of the bytes that the next one gathers, so that it ends before.</summary>
    private const double Pace = 0.7;
    private const int LeastItems = 8;
    private const int RowsDeletedPerAppended = 2;

    private readonly Statement _append = database.Prepare("INSERT INTO backlog (id, scores, owners) VALUES (?, ?, ?)");
    private readonly Statement _delete = database.Prepare("DELETE FROM backlog WHERE id >= ? AND id <= ?");
    private readonly Statement _dataVersion = database.Prepare("PRAGMA data_version");

    private readonly Statement _progress = database.Prepare(
        "UPDATE backlog_fold SET folded = ?, target = ?, program = ?, series = ?, day = ?, subject = ?");

    private readonly DerivedTables _tables = new(database);
    private readonly BacklogCodec _codec = new();
    private readonly List<AppendedRow> _appended = [];
    private Generation _current = new();
    private Generation? _folding;
    private Task<FoldPlan>? _plan;
    private int _position;
    private long _folded;
    private long _last;
    private long _oldest;
    private long _seen = -1;
    private bool _entered;

    /// <summary>Begins the backlog's part of a transaction, unless it has begun.</summary>
    public void Enter()
    {
        if (_entered)
        {
            return;
        }

        // The number changes when another connection, such as that of another process, has written.
        var seen = 0L;
        while (_dataVersion.Step())
        {
            seen = _dataVersion.Int64(0);
        }

        if (seen != _seen)
        {
            Load();
            _seen = seen;
        }

        _entered = true;
    }

    /// <summary>What is known of the database no longer holds.</summary>
    public void Forget() => _seen = -1;

    /// <summary>Appends the owner states and score changes of a commit.</summary>
    public void Append(int program, Commit commit)
    {
        if (commit.Owners.Count == 0 && commit.Scores.Count == 0)
        {
            return;
        }

        CommitChecks.DemandRange(commit);
        _append.Bind(_last + 1);
        var scores = _codec.WriteScores(program, commit.Scores);
        var bytes = (long)scores.Length;
        _append.Bind(scores);
        var owners = _codec.WriteOwners(program, commit.Owners);
        bytes += owners.Length;
        _append.Bind(owners).Run();
        _last++;
        _appended.Add(new AppendedRow(_last, program, commit, bytes));
    }

    /// <summary>Writes the owner states and score changes of a commit into the tables at once, after everything before it.</summary>
    public void Write(int program, Commit commit)
    {
        CommitChecks.DemandRange(commit);
        Settle();
        _tables.Write(program, commit);
    }

    /// <summary>Folds everything there is.</summary>
    public void Settle()
    {
        if (_plan is { } plan)
        {
            Fold(plan.GetAwaiter().GetResult(), int.MaxValue);
        }

        if (_current.LastRow > _folded)
        {
            _folding = _current;
            _position = 0;
            Fold(_folding.Plan(), int.MaxValue);
        }

        _appended.ForEach(r => _tables.Write(r.Program, r.Commit));
        _appended.Clear();
        _current = new Generation();
        _folded = _last;
        SaveProgress(_folded, default);
        DeleteFolded(long.MaxValue);
    }

    /// <summary>Ends the backlog's part of a transaction that is about to be committed: folds and tidies its share.</summary>
    public void Leave()
    {
        if (!_entered)
        {
            return;
        }

        if (_plan is { IsCompleted: true } sorted)
        {
            var plan = sorted.GetAwaiter().GetResult();
            Fold(plan, Share(plan.Count));
        }

        DeleteFolded(RowsDeletedPerAppended * _appended.Count);
    }

    /// <summary>The transaction is durable: reads may see it.</summary>
    public void Publish()
    {
        if (!_entered)
        {
            return;
        }

        overlay.Publish(_appended, _folding, _current, _folded);
        _appended.Clear();
        _entered = false;
        if (_folding is null && _current.Bytes >= generationBytes)
        {
            BeginFolding();
        }
    }

    private void BeginFolding()
    {
        var folding = _current;
        _folding = folding;
        _current = new Generation();
        _position = 0;
        _plan = Task.Run(folding.Plan);
        overlay.Publish([], _folding, _current, _folded);
    }

    private void Load()
    {
        var progress = BacklogReads.Progress(database);
        var current = new Generation();
        var folding = new Generation();
        Generation Of(long row) => row <= progress.Target ? folding : current;
        BacklogReads.VisitOwners(database, progress.Folded, (row, owner, state) => Of(row).AddOwner(owner, row, state));
        BacklogReads.VisitScores(database, progress, (row, key, change) => Of(row).AddScore(key, change));
        BacklogReads.VisitSizes(database, progress.Folded, (row, bytes) => Of(row).EndRow(row, bytes));
        _folded = progress.Folded;
        _last = BacklogReads.LastRow(database, progress);
        _oldest = BacklogReads.FirstRow(database);
        _current = current;
        _position = 0;
        _folding = progress.Target > progress.Folded ? folding : null;
        _plan = _folding is null ? null : Task.FromResult(folding.Plan());
        overlay.Reset(_folding, _current, _folded, _last);
    }

    private int Share(int items)
    {
        var appended = _appended.Sum(r => (double)r.Bytes);
        return (int)Math.Min(int.MaxValue, LeastItems + (items * appended / (Pace * generationBytes)));
    }

    private void Fold(FoldPlan plan, int items)
    {
        var end = (int)Math.Min(plan.Count, (long)_position + items);
        var written = default(ProgramScoreKey);
        for (; _position < end; _position++)
        {
            if (_position < plan.Owners.Count)
            {
                var (owner, state) = plan.Owners[_position];
                _tables.SetOwner(owner, state);
            }
            else
            {
                (written, var change) = plan.Scores[_position - plan.Owners.Count];
                _tables.AddScore(written, change);
            }
        }

        var target = _folding!.LastRow;
        if (_position == plan.Count)
        {
            _folded = target;
            _folding = null;
            _plan = null;
        }

        if (_position == plan.Count || _position > plan.Owners.Count)
        {
            SaveProgress(target, written);
        }
    }

    private void SaveProgress(long target, ProgramScoreKey written) =>
        _progress.Bind(_folded).Bind(target).Bind(written.Program).Bind(written.Key.Series).Bind(written.Key.Day.DayNumber)
            .Bind(written.Key.Subject ?? "").Run();

    private void DeleteFolded(long rows)
    {
        if (_oldest > _folded || rows == 0)
        {
            return;
        }

        var through = rows > _folded - _oldest ? _folded : _oldest + rows;
        _delete.Bind(_oldest).Bind(through).Run();
        _oldest = through + 1;
    }
}
