-- Pictures of sponsors. A row is never changed: another picture has another hash, and which one is current is said by
-- the program's document of the sponsor.
CREATE TABLE picture (
    program text COLLATE "C" NOT NULL,
    sponsor text COLLATE "C" NOT NULL,
    hash bytea NOT NULL,
    media_type text NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (program, sponsor, hash)
);
ALTER TABLE picture ALTER content SET STORAGE EXTERNAL;
