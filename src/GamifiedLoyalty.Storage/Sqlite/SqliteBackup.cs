using GamifiedLoyalty.Engine.Ports;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Copies whole databases: a live one to a file, a file into a live one.</summary>
internal static class SqliteBackup
{
    /// <summary>"GMLY", which the first migration writes into the file.</summary>
    private const string ApplicationId = "1196248153";

    private const int PagesPerStep = 512;
    private const int AllPages = -1;

    /// <summary>Writes a consistent copy beside the target, then renames it: the target is whole or not there.</summary>
    public static void Write(
        SqliteStoreOptions options, string file, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (IsSame(file, options.File))
        {
            throw new ArgumentException("A backup cannot take the place of the live database.", nameof(file));
        }

        var partial = file + ".partial";
        DeleteDatabase(partial);
        try
        {
            using (var source = Database.OpenReader(options.File, options))
            using (var target = Database.OpenPlain(partial, create: true))
            {
                // An open snapshot keeps writes that go on meanwhile from starting the copy over and over.
                source.Execute("BEGIN");
                source.Scalar("SELECT count(*) FROM schema_migration");
                Copy(source, target, PagesPerStep, progress, cancellationToken);
                source.Execute("COMMIT");

                // The copy has the mark of a write-ahead log; without it the backup is one file that needs no other.
                target.Scalar("PRAGMA journal_mode = DELETE");
            }

            PrivateFiles.Protect(partial);
            File.Move(partial, file, overwrite: true);
        }
        finally
        {
            DeleteDatabase(partial);
        }
    }

    /// <summary>Copies a backup to a working file, refuses what cannot be used, and brings its schema up to date.</summary>
    /// <exception cref="SchemaException">The file is not a healthy backup of this product or is newer than it.</exception>
    public static void Stage(string file, string staged, SchemaRunner schema)
    {
        if (!File.Exists(file))
        {
            throw new SchemaException($"There is no backup '{file}'.");
        }

        DeleteDatabase(staged);
        File.Copy(file, staged);
        try
        {
            using var database = Database.OpenPlain(staged, create: false);
            Inspect(database, file, schema);
            schema.Migrate(database);
        }
        catch (SqliteException error) when (error.SqliteErrorCode
            is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_ERROR)
        {
            throw new SchemaException($"'{file}' is not a backup of this product, or it is damaged: {error.Message}");
        }
    }

    /// <summary>Replaces the content of an open database in one transaction.</summary>
    public static void Replace(Database live, string staged)
    {
        using var source = Database.OpenPlain(staged, create: false);
        Copy(source, live, AllPages, progress: null, CancellationToken.None);
    }

    /// <summary>Whether two paths name one file.</summary>
    public static bool IsSame(string one, string other) =>
        string.Equals(Path.GetFullPath(one), Path.GetFullPath(other), StringComparison.Ordinal);

    /// <summary>Deletes a database file and the files that SQLite keeps beside it.</summary>
    public static void DeleteDatabase(string file)
    {
        File.Delete(file);
        File.Delete(file + "-wal");
        File.Delete(file + "-shm");
        File.Delete(file + "-journal");
    }

    private static void Inspect(Database database, string file, SchemaRunner schema)
    {
        if (database.Scalar("PRAGMA application_id") != ApplicationId)
        {
            throw new SchemaException($"'{file}' is not a backup of this product.");
        }

        if (database.Scalar("PRAGMA quick_check(1)") is var health && health != "ok")
        {
            throw new SchemaException($"The backup '{file}' is damaged: {health}");
        }

        if (schema.Check(database) == 0)
        {
            throw new SchemaException($"The backup '{file}' holds no schema.");
        }

        if (database.Scalar("PRAGMA page_size") is var size && size != $"{Database.PageSize}")
        {
            throw new SchemaException($"The backup '{file}' has pages of {size} bytes instead of {Database.PageSize}.");
        }
    }

    private static void Copy(
        Database source, Database target, int pages, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid)
        {
            throw target.Error(raw.sqlite3_errcode(target.Handle));
        }

        int code;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            code = raw.sqlite3_backup_step(backup, pages);
            var total = raw.sqlite3_backup_pagecount(backup);
            var left = raw.sqlite3_backup_remaining(backup);
            progress?.Report(total == 0 ? 0 : (total - left) / (double)total);
        }
        while (code == raw.SQLITE_OK);

        if (code != raw.SQLITE_DONE)
        {
            throw target.Error(code);
        }

        target.Check(raw.sqlite3_backup_finish(backup));
    }
}
