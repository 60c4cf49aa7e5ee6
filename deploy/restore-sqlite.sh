#!/usr/bin/env bash
# Replaces the store of a data directory by a copy that backup-sqlite.sh wrote, also while a server uses it.
set -euo pipefail
umask 077

usage() {
    cat <<'END'
Usage: restore-sqlite.sh FILE DATA_DIRECTORY --yes [--discard-present]

The copy is first restored into a temporary folder and recomputed there (hash chain, balances, scores). What the data
directory holds now is kept beside FILE as before-restore-TIME.db; --discard-present leaves that out, for a store that
cannot be read any more.
The server's program is GAMIFIEDLOYALTY_SERVER (a .dll), else what dotnet build -c Release made.
END
}

die() { printf 'restore-sqlite: %s\n' "$*" >&2; exit 1; }
misused() { printf 'restore-sqlite: %s (see --help)\n' "$*" >&2; exit 2; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
server="${GAMIFIEDLOYALTY_SERVER:-$here/../src/GamifiedLoyalty.Server/bin/Release/net10.0/GamifiedLoyalty.Server.dll}"
# Whatever the environment is for, this is about a data directory.
export Storage__Provider=sqlite Boards__Provider=memory
confirmed=0 discard=0 places=()
while (($#)); do
    case "$1" in
        --help | -h) usage; exit 0 ;;
        --yes) confirmed=1 ;;
        --discard-present) discard=1 ;;
        -*) misused "unknown option $1" ;;
        *) places+=("$1") ;;
    esac
    shift
done
((${#places[@]} == 2)) || misused "a file and a data directory are needed"
readonly file="${places[0]}" data="${places[1]}"
((confirmed)) || misused "this replaces everything in $data; confirm with --yes"
[[ -f $server ]] || die "there is no $server; build it, or set GAMIFIEDLOYALTY_SERVER"
[[ -f $file ]] || die "there is no file $file"

work=$(mktemp -d "$(dirname "$file")/.restore.XXXXXX")
trap 'rm -rf "$work"' EXIT
dotnet "$server" restore "$file" --yes --data "$work/data" >/dev/null || die "the copy cannot be restored; nothing was changed"
dotnet "$server" verify --data "$work/data" || die "the copy is not what was committed; nothing was changed"
if ((!discard)) && compgen -G "$data/*.db" >/dev/null; then
    present="$(dirname "$file")/before-restore-$(date -u +%Y%m%dT%H%M%SZ).db"
    dotnet "$server" backup "$present" --data "$data" >/dev/null || die "what $data holds cannot be kept; nothing was changed"
    printf 'Kept what was there: %s\n' "$present"
fi
dotnet "$server" restore "$file" --yes --data "$data"
