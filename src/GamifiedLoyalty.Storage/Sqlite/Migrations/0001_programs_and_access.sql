-- The first schema. Conventions: instants are UTC ticks (100 ns since 0001-01-01), days are day numbers since the same
-- date, owner kinds are the persisted codes of OwnerKind, hashes are 32 bytes. Tables are STRICT, so that a sum that
-- overflows 64 bits is refused instead of turning into a floating point number.
-- Rows keyed by text are WITHOUT ROWID: one b-tree, one lookup. Append-only rows have the integer key
-- program * 2^40 + version: an insert goes to the right edge of the program's part of the tree.

-- "GMLY": tells a file of this product from any other SQLite file, before anything is restored from it.
PRAGMA application_id = 1196248153;

-- The head of each program. Every commit advances it by compare-and-set; of two writers that expect the same head,
-- in one process or in several, exactly one changes the row. The unique slug decides who of two creates a program.
CREATE TABLE program (
    number INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    head INTEGER NOT NULL,
    hash BLOB NOT NULL,
    posted_through INTEGER NOT NULL
) STRICT;

-- The log: one applied command a row, its canonical, hashed content. Never updated.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

-- The hash chain: one row a commit, keyed by its last version. Never updated.
CREATE TABLE commit_log (
    id INTEGER PRIMARY KEY,
    first_version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;

-- Idempotency: written with the entry in one transaction. The key refuses a second recording of the same activity even
-- if a bug lets it past the engine.
CREATE TABLE receipt (
    program INTEGER NOT NULL,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (program, source, external_id)
) STRICT, WITHOUT ROWID;

-- Corrections of activities, keyed like the activity's entry; replaced as a whole.
CREATE TABLE adjustment (
    id INTEGER PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

-- Scores by series, local day and subject; day before subject, so that a period is one range. Written by adding, never
-- by overwriting. A row stays when its count falls to 0: its reach is still the version of the subject's last change.
CREATE TABLE score (
    program INTEGER NOT NULL,
    series INTEGER NOT NULL,
    day INTEGER NOT NULL,
    subject TEXT NOT NULL,
    score INTEGER NOT NULL,
    provisional INTEGER NOT NULL,
    count INTEGER NOT NULL,
    reach INTEGER NOT NULL,
    PRIMARY KEY (program, series, day, subject)
) STRICT, WITHOUT ROWID;

-- Score series by number; one that no board uses is inactive and has no scores.
CREATE TABLE series (
    program INTEGER NOT NULL,
    number INTEGER NOT NULL,
    key TEXT NOT NULL,
    active INTEGER NOT NULL,
    PRIMARY KEY (program, number)
) STRICT, WITHOUT ROWID;

-- Accounts and counters of an owner, opaque to the store; replaced as a whole.
CREATE TABLE owner (
    program INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    state BLOB NOT NULL,
    PRIMARY KEY (program, kind, id)
) STRICT, WITHOUT ROWID;

-- Full pages of the versions that concern an owner, for statements; versions are LEB128 varints: the first version,
-- then the differences. Never updated.
CREATE TABLE owner_page (
    program INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    first_version INTEGER NOT NULL,
    versions BLOB NOT NULL,
    PRIMARY KEY (program, kind, id, first_version)
) STRICT, WITHOUT ROWID;

-- Ranges of the log with pending awards. Few rows: read whole, ordered by due.
CREATE TABLE due (
    program INTEGER NOT NULL,
    first_version INTEGER NOT NULL,
    last_version INTEGER NOT NULL,
    due INTEGER NOT NULL,
    PRIMARY KEY (program, first_version)
) STRICT, WITHOUT ROWID;

-- Every version of every definition.
CREATE TABLE definition (
    program INTEGER NOT NULL,
    definition_version INTEGER NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    document BLOB NOT NULL,
    rule_versions TEXT NOT NULL,
    PRIMARY KEY (program, definition_version)
) STRICT, WITHOUT ROWID;

-- Every version of every profile, because activities name the version they were recorded under. The key ends with the
-- version: the current profile is the last row of its member. Personal data is here and nowhere in hashed content.
CREATE TABLE member (
    program INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    profile BLOB NOT NULL,
    PRIMARY KEY (program, kind, id, version)
) STRICT, WITHOUT ROWID;

-- Slow-changing entities, the current version of each.
CREATE TABLE document (
    program INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (program, kind, id)
) STRICT, WITHOUT ROWID;

-- What a streamed import recorded, so that it can be undone whole.
CREATE TABLE import_entry (
    program INTEGER NOT NULL,
    import TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (program, import, version)
) STRICT, WITHOUT ROWID;

-- API keys, found by the hash of their secret on every request.
CREATE TABLE api_key (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    secret_hash BLOB NOT NULL UNIQUE,
    scope TEXT NOT NULL,
    programs TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

-- Personal links, sessions and screen links. used_at is set by a conditional update: of several who present the same
-- single-use link at once, one changes the row.
CREATE TABLE access_grant (
    secret_hash BLOB PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    program TEXT NOT NULL,
    subject TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;

-- Serves the revocation of all grants of a subject.
CREATE INDEX access_grant_by_subject ON access_grant (program, kind, subject);

-- Who did what. AUTOINCREMENT: an id is never given twice, so that a reader's position stays true.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    program TEXT,
    action TEXT NOT NULL,
    target TEXT NOT NULL
) STRICT;

-- Serves the trail of one program; the rowid that ends every index keeps it newest-first.
CREATE INDEX audit_by_program ON audit (program);
