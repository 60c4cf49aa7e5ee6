-- The first schema. Conventions: instants are UTC ticks (100 ns since 0001-01-01), days are day numbers since the same
-- date, owner kinds are the persisted codes of OwnerKind, hashes are 32 bytes. Texts compare by their UTF-8 bytes, which
-- for ids is the ordinal order. Append-only rows have the key program * 2^40 + version.
-- What runs often is a function: it is called in a single statement, so that the server has received everything before
-- it takes the first lock, and a client that is paused while it sends blocks nobody.

-- Numbers of programs; one that was drawn in vain is not given again.
CREATE SEQUENCE program_number AS integer MAXVALUE 8388607;

-- The head of each program. Every commit advances it by compare-and-set; of two writers that expect the same head
-- exactly one changes the row. The unique slug decides who of two creates a program. change_size sums up what all
-- commits added to "change", so that it costs nothing to know how much waits to be folded. The node named by "turn" lost
-- against others; until "turn_until" they let it commit first. A turn is a hint that ends by itself. The room in the pages
-- lets updates stay in them, without new index entries.
CREATE TABLE program (
    number integer PRIMARY KEY,
    slug text COLLATE "C" NOT NULL UNIQUE,
    head bigint NOT NULL,
    hash bytea NOT NULL,
    posted_through bigint NOT NULL,
    change_size bigint NOT NULL,
    turn text,
    turn_until timestamptz
) WITH (fillfactor = 20);

-- The log: one applied command a row, its canonical, hashed content. Never updated. An activity carries the id that its
-- sender gave it, so that one row with two index entries is all that it costs; the unique key is its receipt and refuses
-- a second recording even if a bug lets it past the engine. Bodies of several kilobytes stay in the row as they are.
CREATE TABLE entry (
    id bigint PRIMARY KEY,
    program integer NOT NULL,
    source text COLLATE "C",
    external_id text COLLATE "C",
    body bytea NOT NULL,
    CONSTRAINT receipt UNIQUE (program, source, external_id)
) WITH (toast_tuple_target = 8160);

-- The hash chain: one row a commit, keyed by its last version. Never updated.
CREATE TABLE commit_log (
    id bigint PRIMARY KEY,
    first_version bigint NOT NULL,
    at bigint NOT NULL,
    hash bytea NOT NULL
);

-- What a commit changed beside the log, packed, keyed like its commit_log. Nodes that follow read it; owner states and
-- scores are folded from here into their tables, many commits at once, and the rows are deleted later. "cleared" names
-- series whose scores of this and all earlier commits are void. "size" is the program's change_size after the commit.
-- Packed values do not compress well enough to be worth trying.
CREATE TABLE change (
    id bigint PRIMARY KEY,
    posted_through bigint NOT NULL,
    size bigint NOT NULL,
    definition boolean NOT NULL,
    cleared integer[],
    scores bytea,
    owners bytea,
    rest bytea
) WITH (toast_tuple_target = 8160);
ALTER TABLE change ALTER scores SET STORAGE EXTERNAL, ALTER owners SET STORAGE EXTERNAL, ALTER rest SET STORAGE EXTERNAL;

-- How far folding has come: changes through "folded" are in the tables of owners and scores. Apart from the head, so that
-- folding and commits do not wait for each other.
CREATE TABLE fold (
    program integer PRIMARY KEY,
    folded bigint NOT NULL,
    size bigint NOT NULL
) WITH (fillfactor = 20);

-- Scores by series, local day and subject; day before subject, so that a period is one range. Written by adding, never
-- by overwriting. A row stays when its count falls to 0: its reach is still the version of the subject's last change.
CREATE TABLE score (
    program integer NOT NULL,
    series integer NOT NULL,
    day integer NOT NULL,
    subject text COLLATE "C" NOT NULL,
    score bigint NOT NULL,
    provisional bigint NOT NULL,
    count bigint NOT NULL,
    reach bigint NOT NULL,
    PRIMARY KEY (program, series, day, subject)
) WITH (fillfactor = 80);

-- Score series by number; one that no board uses is inactive and has no scores.
CREATE TABLE series (
    program integer NOT NULL,
    number integer NOT NULL,
    key text COLLATE "C" NOT NULL,
    active boolean NOT NULL,
    PRIMARY KEY (program, number)
);

-- Accounts and counters of an owner, opaque to the store; replaced as a whole.
CREATE TABLE owner (
    program integer NOT NULL,
    kind smallint NOT NULL,
    id text COLLATE "C" NOT NULL,
    state bytea NOT NULL,
    PRIMARY KEY (program, kind, id)
) WITH (fillfactor = 70, toast_tuple_target = 8160);
ALTER TABLE owner ALTER state SET STORAGE EXTERNAL;

-- Corrections of activities, keyed like the activity's entry; replaced as a whole.
CREATE TABLE adjustment (
    id bigint PRIMARY KEY,
    body bytea NOT NULL
);

-- Full pages of the versions that concern an owner, for statements; versions are LEB128 varints: the first version,
-- then the differences. Never updated.
CREATE TABLE owner_page (
    program integer NOT NULL,
    kind smallint NOT NULL,
    id text COLLATE "C" NOT NULL,
    first_version bigint NOT NULL,
    versions bytea NOT NULL,
    PRIMARY KEY (program, kind, id, first_version)
);

-- Ranges of the log with pending awards. Few rows: read whole, ordered by due.
CREATE TABLE due (
    program integer NOT NULL,
    first_version bigint NOT NULL,
    last_version bigint NOT NULL,
    due bigint NOT NULL,
    PRIMARY KEY (program, first_version)
);

-- Every version of every definition.
CREATE TABLE definition (
    program integer NOT NULL,
    definition_version integer NOT NULL,
    version bigint NOT NULL,
    at bigint NOT NULL,
    document bytea NOT NULL,
    rule_versions text NOT NULL,
    PRIMARY KEY (program, definition_version)
);

-- Every version of every profile, because activities name the version they were recorded under. The key ends with the
-- version: the current profile is the last row of its member. Personal data is here and nowhere in hashed content.
CREATE TABLE member (
    program integer NOT NULL,
    kind smallint NOT NULL,
    id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    profile bytea NOT NULL,
    PRIMARY KEY (program, kind, id, version)
);

-- Slow-changing entities, the current version of each.
CREATE TABLE document (
    program integer NOT NULL,
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (program, kind, id)
);

-- What a streamed import recorded, so that it can be undone whole.
CREATE TABLE import_entry (
    program integer NOT NULL,
    import text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    PRIMARY KEY (program, import, version)
);

-- API keys, found by the hash of their secret on every request.
CREATE TABLE api_key (
    id text COLLATE "C" PRIMARY KEY,
    name text NOT NULL,
    secret_hash bytea NOT NULL UNIQUE,
    scope text NOT NULL,
    programs text[] NOT NULL,
    created_at bigint NOT NULL,
    revoked_at bigint
);

-- Personal links, sessions and screen links. used_at is set by a conditional update: of several who present the same
-- single-use link at once, one changes the row.
CREATE TABLE access_grant (
    secret_hash bytea PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    program text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint,
    revoked_at bigint
);

-- Serves the revocation of all grants of a subject.
CREATE INDEX access_grant_by_subject ON access_grant (program, kind, subject);

-- Who did what. An id is never given twice, so that a reader's position stays true.
CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at bigint NOT NULL,
    actor text NOT NULL,
    program text COLLATE "C",
    action text NOT NULL,
    target text NOT NULL
);

-- Serves the trail of one program, newest first.
CREATE INDEX audit_by_program ON audit (program, id);

-- Keys that all nodes share, such as those that seal cookies.
CREATE TABLE shared_key (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    key text NOT NULL
);

-- The heart of a commit: advances the head, or creates the program at the expected head 0, and writes the log and the
-- packed changes. Raises GL001 when the head is another one, and GL003 when it is another node's turn. A change counts 4 kB more than its values, so that many
-- small commits are folded as well. Answers the version folded through and the size that waits to be folded.
CREATE FUNCTION append_commit(
    p_node text, p_program integer, p_slug text, p_expected bigint, p_hash bytea, p_posted_through bigint, p_at bigint,
    p_bodies bytea[], p_sources text[], p_external_ids text[],
    p_definition boolean, p_cleared integer[], p_scores bytea, p_owners bytea, p_rest bytea) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
    v_base bigint := p_program::bigint << 40;
    v_head bigint := p_expected + cardinality(p_bodies);
    v_added bigint := 4096 + coalesce(octet_length(p_scores), 0) + coalesce(octet_length(p_owners), 0);
    v_size bigint;
    v_fold fold;
BEGIN
    IF p_expected = 0 THEN
        INSERT INTO program (number, slug, head, hash, posted_through, change_size)
            VALUES (p_program, p_slug, v_head, p_hash, p_posted_through, v_added)
            ON CONFLICT (slug) DO NOTHING RETURNING change_size INTO v_size;
    ELSE
        UPDATE program
            SET head = v_head, hash = p_hash, posted_through = p_posted_through, change_size = change_size + v_added, turn = NULL
            WHERE number = p_program AND slug = p_slug AND head = p_expected
                AND (turn IS NULL OR turn = p_node OR turn_until <= clock_timestamp()) RETURNING change_size INTO v_size;
    END IF;
    IF v_size IS NULL THEN
        IF EXISTS (SELECT FROM program WHERE number = p_program AND slug = p_slug AND head = p_expected) THEN
            RAISE EXCEPTION 'It is the turn of another node to write to program ''%''.', p_slug USING ERRCODE = 'GL003';
        END IF;
        RAISE EXCEPTION 'The head of program ''%'' is not %.', p_slug, p_expected USING ERRCODE = 'GL001';
    END IF;
    INSERT INTO entry (id, program, source, external_id, body)
        SELECT v_base + p_expected + e.n, p_program, e.source, e.external_id, e.body
        FROM unnest(p_bodies, p_sources, p_external_ids) WITH ORDINALITY AS e (body, source, external_id, n);
    INSERT INTO commit_log VALUES (v_base + v_head, p_expected + 1, p_at, p_hash);
    INSERT INTO change VALUES
        (v_base + v_head, p_posted_through, v_size, p_definition, p_cleared, p_scores, p_owners, p_rest);
    IF p_expected = 0 THEN
        INSERT INTO fold VALUES (p_program, 0, 0) RETURNING * INTO v_fold;
    ELSE
        SELECT * INTO STRICT v_fold FROM fold WHERE program = p_program;
    END IF;
    RETURN ARRAY[v_fold.folded, v_size - v_fold.size];
END $$;

-- Gives a node the next turn, unless another one has it. Nothing is lost when a turn is, so nobody waits for the disk.
CREATE FUNCTION ask_turn(p_program integer, p_node text) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    UPDATE program SET turn = p_node, turn_until = clock_timestamp() + interval '250 milliseconds'
        WHERE number = p_program AND (turn IS NULL OR turn = p_node OR turn_until <= clock_timestamp());
    RETURN FOUND;
END $$;

-- The parts of a commit that few commits have. Called after append_commit in its statement, so that the head decides.
CREATE FUNCTION put_members(p_program integer, p_kinds smallint[], p_ids text[], p_versions bigint[], p_profiles bytea[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO member SELECT p_program, m.* FROM unnest(p_kinds, p_ids, p_versions, p_profiles) AS m;
END $$;

CREATE FUNCTION put_owner_pages(p_program integer, p_kinds smallint[], p_ids text[], p_firsts bigint[], p_versions bytea[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO owner_page SELECT p_program, p.* FROM unnest(p_kinds, p_ids, p_firsts, p_versions) AS p;
END $$;

CREATE FUNCTION put_adjustments(p_program integer, p_versions bigint[], p_bodies bytea[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO adjustment
        SELECT (p_program::bigint << 40) + a.version, a.body FROM unnest(p_versions, p_bodies) AS a (version, body)
        ON CONFLICT (id) DO UPDATE SET body = excluded.body;
END $$;

CREATE FUNCTION put_imports(p_program integer, p_imports text[], p_versions bigint[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO import_entry SELECT p_program, i.* FROM unnest(p_imports, p_versions) AS i;
END $$;

CREATE FUNCTION end_due(p_program integer, p_firsts bigint[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM due WHERE program = p_program AND first_version = ANY (p_firsts);
END $$;

CREATE FUNCTION put_due(p_program integer, p_firsts bigint[], p_lasts bigint[], p_dues bigint[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO due SELECT p_program, d.* FROM unnest(p_firsts, p_lasts, p_dues) AS d
        ON CONFLICT (program, first_version) DO UPDATE SET last_version = excluded.last_version, due = excluded.due;
END $$;

CREATE FUNCTION put_definitions(
    p_program integer, p_numbers integer[], p_versions bigint[], p_ats bigint[], p_documents bytea[], p_rules text[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO definition
        SELECT p_program, d.* FROM unnest(p_numbers, p_versions, p_ats, p_documents, p_rules) AS d;
END $$;

CREATE FUNCTION put_series(p_program integer, p_numbers integer[], p_keys text[], p_active boolean[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO series SELECT p_program, s.* FROM unnest(p_numbers, p_keys, p_active) AS s
        ON CONFLICT (program, number) DO UPDATE SET key = excluded.key, active = excluded.active;
END $$;

-- A document without a body is deleted.
CREATE FUNCTION put_documents(p_program integer, p_kinds text[], p_ids text[], p_versions bigint[], p_bodies bytea[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM document d USING unnest(p_kinds, p_ids, p_bodies) AS gone (kind, id, body)
        WHERE gone.body IS NULL AND d.program = p_program AND d.kind = gone.kind AND d.id = gone.id;
    INSERT INTO document
        SELECT p_program, d.* FROM unnest(p_kinds, p_ids, p_versions, p_bodies) AS d (kind, id, version, body)
        WHERE d.body IS NOT NULL
        ON CONFLICT (program, kind, id) DO UPDATE SET version = excluded.version, body = excluded.body;
END $$;

-- Folds the sum of the changes after p_folded through p_target into the tables, and deletes the changes before: nodes
-- that follow find at least those of one fold. Raises GL002 when another node has folded meanwhile. Rows come in the
-- order of the tables.
CREATE FUNCTION fold_changes(
    p_program integer, p_folded bigint, p_target bigint,
    p_kinds smallint[], p_ids text[], p_states bytea[],
    p_cleared integer[], p_series integer[], p_days integer[], p_subjects text[],
    p_scores bigint[], p_provisionals bigint[], p_counts bigint[], p_reaches bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_base bigint := p_program::bigint << 40;
BEGIN
    UPDATE fold SET folded = p_target, size = (SELECT c.size FROM change c WHERE c.id = v_base + p_target)
        WHERE program = p_program AND folded = p_folded;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Program % is folded further than %.', p_program, p_folded USING ERRCODE = 'GL002';
    END IF;
    INSERT INTO owner SELECT p_program, o.* FROM unnest(p_kinds, p_ids, p_states) AS o
        ON CONFLICT (program, kind, id) DO UPDATE SET state = excluded.state;
    DELETE FROM score WHERE program = p_program AND series = ANY (p_cleared);
    INSERT INTO score SELECT p_program, s.*
        FROM unnest(p_series, p_days, p_subjects, p_scores, p_provisionals, p_counts, p_reaches) AS s
        ON CONFLICT (program, series, day, subject) DO UPDATE SET
            score = score.score + excluded.score, provisional = score.provisional + excluded.provisional,
            count = score.count + excluded.count, reach = greatest(score.reach, excluded.reach);
    DELETE FROM change WHERE id > v_base AND id <= v_base + p_folded;
END $$;
