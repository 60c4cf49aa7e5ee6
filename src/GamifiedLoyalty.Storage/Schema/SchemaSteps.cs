using GamifiedLoyalty.Engine.Ports;
using static System.FormattableString;

namespace GamifiedLoyalty.Storage.Schema;

/// <summary>The steps that this binary knows for one kind of database, and what it makes of those that a database has.</summary>
internal sealed class SchemaSteps
{
    private readonly IReadOnlyList<Migration> _known;

    /// <exception cref="SchemaException">The numbers of the steps are not 1, 2, 3 and so on.</exception>
    public SchemaSteps(IReadOnlyList<Migration> known)
    {
        _known = [.. known.OrderBy(m => m.Number)];
        for (var i = 0; i < _known.Count; i++)
        {
            if (_known[i].Number != i + 1)
            {
                throw new SchemaException(
                    Invariant($"Migration {i + 1} is missing from this program, which has '{_known[i].Name}' in its place."));
            }
        }
    }

    /// <summary>The checksums of the known steps, in order.</summary>
    public IEnumerable<string> Checksums => _known.Select(m => m.Checksum);

    /// <summary>The step to run next on a database that has these; null when it has them all.</summary>
    /// <param name="applied">Ascending by number.</param>
    /// <exception cref="SchemaException">They are not a beginning of the known ones.</exception>
    public Migration? Next(IReadOnlyList<AppliedMigration> applied)
    {
        Demand(applied);
        return applied.Count < _known.Count ? _known[applied.Count] : null;
    }

    /// <summary>Refuses a database whose steps are not a beginning of the known ones.</summary>
    /// <exception cref="SchemaException">There is a gap, a step changed, or the database is newer than this binary.</exception>
    public void Demand(IReadOnlyList<AppliedMigration> applied)
    {
        for (var i = 0; i < applied.Count; i++)
        {
            var (number, name, checksum) = applied[i];
            if (number != i + 1)
            {
                throw new SchemaException(Invariant($"The database lacks migration {i + 1} but has {number} ('{name}')."));
            }

            if (number > _known.Count)
            {
                throw new SchemaException(
                    Invariant($"The database has schema {applied[^1].Number}, newer than {_known.Count}, the newest this program knows; use a newer program."));
            }

            if (!string.Equals(checksum, _known[i].Checksum, StringComparison.Ordinal))
            {
                throw new SchemaException(
                    Invariant($"Migration {number} ('{name}') of the database differs from the one in this program; it was changed after it ran."));
            }
        }
    }
}
