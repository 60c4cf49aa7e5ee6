using System.Text;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Backlogs;
using Npgsql;
using static System.FormattableString;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Commits;

/// <summary>
/// Makes a commit one statement: a list of calls, evaluated in order in one implicit transaction. The server has all of
/// it before it runs any, so a client that is paused while it sends holds no lock.
/// </summary>
internal sealed class CommitStatement
{
    private readonly StringBuilder _sql = new("SELECT ");
    private readonly NpgsqlBatchCommand _statement = Statement("");
    private readonly Commit _commit;
    private readonly int _program;

    private CommitStatement(Commit commit, int program) => (_commit, _program) = (commit, program);

    /// <summary>The statement, which answers the version folded through and the bytes that wait to be folded.</summary>
    /// <exception cref="InvalidOperationException">A receipt belongs to no entry, or two belong to one.</exception>
    /// <param name="commit">What is committed.</param>
    /// <param name="program">The program's number.</param>
    /// <param name="node">Which node commits.</param>
    public static NpgsqlBatchCommand Of(Commit commit, int program, string node)
    {
        var made = new CommitStatement(commit, program);
        made.Append(node);
        made.PutRare();
        made.PutSlow();
        made._statement.CommandText = made._sql.ToString();
        return made._statement;
    }

    private void Append(string node)
    {
        var (sources, ids) = Receipts();
        var cleared = _commit.Series.Where(s => !s.Active).Select(s => s.Number).ToArray();
        var codec = new BacklogCodec();
        var scores = _commit.Scores.Where(s => !cleared.Contains(s.Key.Series)).ToArray();
        _statement.Bind(node).Bind(_program).Bind(_commit.Program).Bind(_commit.ExpectedHead).Bind(_commit.Hash)
            .Bind(_commit.PostedThrough).Bind(_commit.At)
            .Bind(Column(_commit.Entries, e => e.Body)).Bind(sources).Bind(ids)
            .Bind(_commit.Definitions.Count > 0).Bind(cleared.Length > 0 ? cleared : null)
            .Bind(scores.Length > 0 ? codec.WriteScores(_program, scores).ToArray() : null)
            .Bind(_commit.Owners.Count > 0 ? codec.WriteOwners(_program, _commit.Owners).ToArray() : null)
            .Bind(ChangeCodec.Write(_commit));
        Call("append_commit", first: 1);
    }

    private (string?[] Sources, string?[] Ids) Receipts()
    {
        var sources = new string?[_commit.Entries.Count];
        var ids = new string?[_commit.Entries.Count];
        foreach (var (key, version) in _commit.Receipts)
        {
            var index = version - _commit.ExpectedHead - 1;
            if (index < 0 || index >= ids.Length || ids[index] is not null)
            {
                throw new InvalidOperationException("The write contradicts itself: each receipt belongs to an entry of its own.");
            }

            (sources[index], ids[index]) = (key.Source, key.ExternalId);
        }

        return (sources, ids);
    }

    private void PutRare()
    {
        Put("put_members", _commit.Members, members => _statement
            .Bind(Column(members, m => (short)m.Kind)).Bind(Column(members, m => m.Id)).Bind(Column(members, m => m.Version))
            .Bind(Column(members, ProfileDocument.Write)));
        Put("put_owner_pages", _commit.OwnerPages, pages => _statement
            .Bind(Column(pages, p => (short)p.Owner.Kind)).Bind(Column(pages, p => p.Owner.Id)).Bind(Column(pages, p => p.Versions[0]))
            .Bind(Column(pages, p => VersionList.Encode(p.Versions))));
        Put("put_adjustments", _commit.Adjustments, adjustments => _statement
            .Bind(Column(adjustments, a => a.Version)).Bind(Column(adjustments, a => a.Body)));
        Put("put_imports", _commit.Imports, imports => _statement
            .Bind(Column(imports, i => i.Import)).Bind(Column(imports, i => i.Version)));

        // Done before set: a range wrongly kept is looked at once more, a range wrongly dropped never posts.
        Put("end_due", _commit.DueDone, done => _statement.Bind(Column(done, first => first)));
        Put("put_due", _commit.Due, due => _statement
            .Bind(Column(due, d => d.FirstVersion)).Bind(Column(due, d => d.LastVersion)).Bind(Column(due, d => d.Due.UtcTicks)));
    }

    private void PutSlow()
    {
        Put("put_definitions", _commit.Definitions, definitions => _statement
            .Bind(Column(definitions, d => d.DefinitionVersion)).Bind(Column(definitions, d => d.Version))
            .Bind(Column(definitions, d => d.At.UtcTicks)).Bind(Column(definitions, d => d.Document)).Bind(Column(definitions, d => d.RuleVersions)));
        Put("put_series", _commit.Series, series => _statement
            .Bind(Column(series, s => s.Number)).Bind(Column(series, s => s.Key)).Bind(Column(series, s => s.Active)));
        Put("put_documents", _commit.Documents, documents => _statement
            .Bind(Column(documents, d => d.Kind)).Bind(Column(documents, d => d.Id)).Bind(Column(documents, d => d.Version))
            .Bind(Column(documents, d => d.Body)));
    }

    private void Put<T>(string function, IReadOnlyList<T> items, Action<IReadOnlyList<T>> bind)
    {
        if (items.Count > 0)
        {
            _sql.Append(", ");
            var first = _statement.Parameters.Count + 1;
            _statement.Bind(_program);
            bind(items);
            Call(function, first);
        }
    }

    private void Call(string function, int first)
    {
        var parameters = Enumerable.Range(first, _statement.Parameters.Count - first + 1).Select(n => Invariant($"${n}"));
        _sql.Append(function).Append('(').AppendJoin(", ", parameters).Append(')');
    }

    private static TOut[] Column<TIn, TOut>(IReadOnlyList<TIn> items, Func<TIn, TOut> part)
    {
        var parts = new TOut[items.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = part(items[i]);
        }

        return parts;
    }
}
