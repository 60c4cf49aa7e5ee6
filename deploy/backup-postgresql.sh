#!/usr/bin/env bash
# Writes a dump of the database, also while nodes use it, reads it back, and deletes the oldest dumps.
set -euo pipefail
umask 077

usage() {
    cat <<'END'
Usage: backup-postgresql.sh FOLDER [--dbname DATABASE_OR_URI] [--keep N]

Writes FOLDER/loyalty-TIME.dump (pg_dump, custom format: one consistent snapshot). It gets its name when all of it could be
read back. Afterwards the newest N dumps are kept (14). Connects as pg_dump does: PGHOST, PGPORT, PGUSER, PGDATABASE,
PGPASSFILE, or a URI. For less loss than one interval between dumps archive the write-ahead log as well; see README.md.
END
}

die() { printf 'backup-postgresql: %s\n' "$*" >&2; exit 1; }
misused() { printf 'backup-postgresql: %s (see --help)\n' "$*" >&2; exit 2; }

keep=14 database=() folder=''
while (($#)); do
    case "$1" in
        --help | -h) usage; exit 0 ;;
        --keep) [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || misused "--keep needs a number from 1"; keep="$2"; shift ;;
        --dbname) [[ ${2:-} ]] || misused "--dbname needs a value"; database=(--dbname "$2"); shift ;;
        -*) misused "unknown option $1" ;;
        *) [[ -z $folder ]] || misused "what is $1?"; folder="$1" ;;
    esac
    shift
done
[[ $folder ]] || misused "a folder is needed"
command -v pg_dump >/dev/null && command -v pg_restore >/dev/null || die "pg_dump and pg_restore are missing (sudo apt-get install postgresql-client)"
mkdir -p "$folder"

work=$(mktemp -d "$folder/.backup.XXXXXX")
trap 'rm -rf "$work"' EXIT
pg_dump "${database[@]}" --no-password --format custom --no-owner --no-privileges --file "$work/dump" || die "no dump could be written"
pg_restore --file /dev/null "$work/dump" || die "the dump cannot be read back; nothing was deleted"
target="$folder/loyalty-$(date -u +%Y%m%dT%H%M%SZ).dump"
[[ ! -e $target ]] || die "$target exists already"
sync "$work/dump"
mv "$work/dump" "$target"
sync "$folder"
printf '%s\n' "$target"

# By name, which is by age.
dumps=("$folder"/loyalty-*Z.dump)
for ((i = 0; i < ${#dumps[@]} - keep; i++)); do
    rm -- "${dumps[i]}"
done
