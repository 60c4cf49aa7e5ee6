-- Changes of owners and scores that are committed but not yet in their tables. A page of 8 KiB for each owner and each
-- score of a sale would be written with every commit; here a commit appends one compact row, and every few thousand
-- rows their sum is folded into the tables, in the order of the tables. Columns are in the order of how often they are
-- read apart: whoever reads scores does not pass over the owners.
CREATE TABLE backlog (
    id INTEGER PRIMARY KEY,
    scores BLOB NOT NULL,
    owners BLOB NOT NULL
) STRICT;

-- How far folding has come, one row. Backlog rows through "folded" are in the tables and only wait to be deleted. Rows
-- after it through "target" are being folded: their scores through the key (program, series, day, subject) are in the
-- table already; rows after "target" are not. Scores are changes and must not be added twice; owner states may be
-- written again, because they are whole.
CREATE TABLE backlog_fold (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    folded INTEGER NOT NULL,
    target INTEGER NOT NULL,
    program INTEGER NOT NULL,
    series INTEGER NOT NULL,
    day INTEGER NOT NULL,
    subject TEXT NOT NULL
) STRICT;

INSERT INTO backlog_fold VALUES (1, 0, 0, 0, 0, 0, '');
