-- Pictures of sponsors. A row is never changed: another picture has another hash, and which one is current is said by
-- the program's document of the sponsor.
CREATE TABLE picture (
    program TEXT NOT NULL,
    sponsor TEXT NOT NULL,
    hash BLOB NOT NULL,
    media_type TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (program, sponsor, hash)
) STRICT;
