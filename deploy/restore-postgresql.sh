#!/usr/bin/env bash
# Restores a dump that backup-postgresql.sh wrote into a new database, and compares the two by the number of their rows.
set -euo pipefail
umask 077

usage() {
    cat <<'END'
Usage: restore-postgresql.sh FILE NEW_DATABASE

Creates NEW_DATABASE and restores FILE into it, all or nothing: a database that exists is never touched. Then the rows of
every table are counted in the dump and in the database. Connects as psql does: PGHOST, PGPORT, PGUSER, PGPASSFILE; the user
needs the right to create databases. README.md says how nodes are moved to the new database.
END
}

die() { printf 'restore-postgresql: %s\n' "$*" >&2; exit 1; }
misused() { printf 'restore-postgresql: %s (see --help)\n' "$*" >&2; exit 2; }

[[ ${1:-} != --help && ${1:-} != -h ]] || { usage; exit 0; }
(($# == 2)) || misused "a file and the name of a new database are needed"
readonly file="$1" database="$2"
[[ $database =~ ^[a-z][a-z0-9_]{0,62}$ ]] || misused "'$database' is no name for a database: small letters, digits and _"
[[ -f $file ]] || die "there is no file $file"
for tool in psql createdb dropdb pg_restore; do
    command -v "$tool" >/dev/null || die "$tool is missing (sudo apt-get install postgresql-client)"
done

# "schema.table count" of every table, sorted.
rows_in_dump() {
    pg_restore --data-only --file - "$file" | awk '
        /^COPY / && !table { table = $2; rows = 0; next }
        table && $0 == "\\." { gsub(/"/, "", table); print table, rows; table = ""; next }
        table { rows++ }' | LC_ALL=C sort
}

rows_in_database() {
    local query
    query=$(ask "SELECT string_agg(format('SELECT %L, count(*) FROM %I.%I', nspname || '.' || relname, nspname, relname), ' UNION ALL ')
        FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
        WHERE relkind = 'r' AND nspname <> 'information_schema' AND nspname !~ '^pg_'")
    [[ -z $query ]] || ask "$query" | LC_ALL=C sort
}

ask() { psql --no-psqlrc --no-password --quiet --tuples-only --no-align --field-separator ' ' --set ON_ERROR_STOP=1 --dbname "$database" --command "$1"; }

pg_restore --list "$file" >/dev/null || die "$file is no dump that can be read"
createdb --no-password --template template0 --encoding UTF8 "$database" || die "the database could not be created; nothing was changed"
trap 'dropdb --no-password --if-exists "$database"' EXIT
pg_restore --no-password --exit-on-error --single-transaction --no-owner --no-privileges --dbname "$database" "$file" || die "the dump could not be restored"
expected=$(rows_in_dump)
[[ $expected == "$(rows_in_database)" ]] || die "the database does not hold the rows of the dump"
ask ANALYZE
trap - EXIT
printf 'Restored into %s: %s tables, %s rows.\n' "$database" "$(wc -l <<<"$expected")" "$(awk '{ n += $2 } END { print n + 0 }' <<<"$expected")"
