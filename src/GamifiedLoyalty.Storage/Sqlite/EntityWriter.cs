using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Writes the parts of a commit that most commits have few of.</summary>
internal sealed class EntityWriter(Database database)
{
    private readonly Statement _page = database.Prepare(
        "INSERT INTO owner_page (program, kind, id, first_version, versions) VALUES (?, ?, ?, ?, ?)");

    private readonly Statement _member = database.Prepare(
        "INSERT INTO member (program, kind, id, version, profile) VALUES (?, ?, ?, ?, ?)");

    private readonly Statement _adjustment = database.Prepare(
        "INSERT INTO adjustment (id, body) VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body");

    private readonly Statement _due = database.Prepare(
        """
        INSERT INTO due (program, first_version, last_version, due) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET last_version = excluded.last_version, due = excluded.due
        """);

    private readonly Statement _dueDone = database.Prepare("DELETE FROM due WHERE program = ? AND first_version = ?");

    private readonly Statement _definition = database.Prepare(
        """
        INSERT INTO definition (program, definition_version, version, at, document, rule_versions)
        VALUES (?, ?, ?, ?, ?, ?)
        """);

    private readonly Statement _series = database.Prepare(
        """
        INSERT INTO series (program, number, key, active) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET key = excluded.key, active = excluded.active
        """);

    private readonly Statement _seriesScores = database.Prepare("DELETE FROM score WHERE program = ? AND series = ?");

    private readonly Statement _document = database.Prepare(
        """
        INSERT INTO document (program, kind, id, version, body) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET version = excluded.version, body = excluded.body
        """);

    private readonly Statement _documentGone = database.Prepare(
        "DELETE FROM document WHERE program = ? AND kind = ? AND id = ?");

    private readonly Statement _import = database.Prepare(
        "INSERT INTO import_entry (program, import, version) VALUES (?, ?, ?)");

    public void Write(int program, Commit commit)
    {
        foreach (var member in commit.Members)
        {
            _member.Bind(program).Bind((long)member.Kind).Bind(member.Id).Bind(member.Version)
                .Bind(ProfileDocument.Write(member)).Run();
        }

        foreach (var page in commit.OwnerPages)
        {
            _page.Bind(program).Bind((long)page.Owner.Kind).Bind(page.Owner.Id).Bind(page.Versions[0])
                .Bind(VersionList.Encode(page.Versions)).Run();
        }

        foreach (var adjustment in commit.Adjustments)
        {
            _adjustment.Bind(EntryKey.Of(program, adjustment.Version)).Bind(adjustment.Body.Span).Run();
        }

        foreach (var (import, version) in commit.Imports)
        {
            _import.Bind(program).Bind(import).Bind(version).Run();
        }

        WriteDue(program, commit);
        WriteDefinitions(program, commit);
        WriteSeries(program, commit);
        WriteDocuments(program, commit);
    }

    private void WriteDue(int program, Commit commit)
    {
        // Done before set: a range wrongly kept is looked at once more, a range wrongly dropped never posts.
        foreach (var first in commit.DueDone)
        {
            _dueDone.Bind(program).Bind(first).Run();
        }

        foreach (var range in commit.Due)
        {
            _due.Bind(program).Bind(range.FirstVersion).Bind(range.LastVersion).Bind(range.Due).Run();
        }
    }

    private void WriteDefinitions(int program, Commit commit)
    {
        foreach (var definition in commit.Definitions)
        {
            _definition.Bind(program).Bind(definition.DefinitionVersion).Bind(definition.Version).Bind(definition.At)
                .Bind(definition.Document).Bind(definition.RuleVersions).Run();
        }
    }

    private void WriteSeries(int program, Commit commit)
    {
        // After the scores: a series made inactive loses those of its own commit, too.
        foreach (var series in commit.Series)
        {
            _series.Bind(program).Bind(series.Number).Bind(series.Key).Bind(series.Active ? 1 : 0).Run();
            if (!series.Active)
            {
                _seriesScores.Bind(program).Bind(series.Number).Run();
            }
        }
    }

    private void WriteDocuments(int program, Commit commit)
    {
        foreach (var document in commit.Documents)
        {
            if (document.Body is null)
            {
                _documentGone.Bind(program).Bind(document.Kind).Bind(document.Id).Run();
            }
            else
            {
                _document.Bind(program).Bind(document.Kind).Bind(document.Id).Bind(document.Version)
                    .Bind(document.Body).Run();
            }
        }
    }
}
