#!/usr/bin/env bash
# Writes a verified copy of a data directory's store, also while a server uses it, and deletes the oldest copies.
set -euo pipefail
umask 077

usage() {
    cat <<'END'
Usage: backup-sqlite.sh DATA_DIRECTORY FOLDER [--keep N] [--no-verify]

Writes FOLDER/loyalty-TIME.db. The copy is restored into a temporary folder and recomputed there (hash chain, balances,
scores) before it gets its name; --no-verify leaves that out. Afterwards the newest N copies are kept (14).
The server's program is GAMIFIEDLOYALTY_SERVER (a .dll), else what dotnet build -c Release made.
END
}

die() { printf 'backup-sqlite: %s\n' "$*" >&2; exit 1; }
misused() { printf 'backup-sqlite: %s (see --help)\n' "$*" >&2; exit 2; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
server="${GAMIFIEDLOYALTY_SERVER:-$here/../src/GamifiedLoyalty.Server/bin/Release/net10.0/GamifiedLoyalty.Server.dll}"
# Whatever the environment is for, this is about a data directory.
export Storage__Provider=sqlite Boards__Provider=memory
keep=14 verify=1 places=()
while (($#)); do
    case "$1" in
        --help | -h) usage; exit 0 ;;
        --keep) [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || misused "--keep needs a number from 1"; keep="$2"; shift ;;
        --no-verify) verify=0 ;;
        -*) misused "unknown option $1" ;;
        *) places+=("$1") ;;
    esac
    shift
done
((${#places[@]} == 2)) || misused "a data directory and a folder are needed"
readonly data="${places[0]}" folder="${places[1]}"
[[ -f $server ]] || die "there is no $server; build it, or set GAMIFIEDLOYALTY_SERVER"
[[ -d $data ]] || die "there is no data directory $data"
mkdir -p "$folder"

work=$(mktemp -d "$folder/.backup.XXXXXX")
trap 'rm -rf "$work"' EXIT
dotnet "$server" backup "$work/copy.db" --data "$data" >/dev/null || die "no copy could be written"
if ((verify)); then
    dotnet "$server" restore "$work/copy.db" --yes --data "$work/data" >/dev/null || die "the copy cannot be restored"
    dotnet "$server" verify --data "$work/data" || die "the copy is not what was committed; nothing was deleted"
fi
target="$folder/loyalty-$(date -u +%Y%m%dT%H%M%SZ).db"
[[ ! -e $target ]] || die "$target exists already"
sync "$work/copy.db"
mv "$work/copy.db" "$target"
sync "$folder"
printf '%s\n' "$target"

# By name, which is by age.
copies=("$folder"/loyalty-*Z.db)
for ((i = 0; i < ${#copies[@]} - keep; i++)); do
    rm -- "${copies[i]}"
done
