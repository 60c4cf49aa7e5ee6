#!/usr/bin/env bash
# A whole installation on this machine's loopback: PostgreSQL, Redis and equal nodes of the built server.
set -euo pipefail

usage() {
    cat <<'END'
Usage: local-cluster.sh COMMAND [--dir DIR] [OPTIONS]

  start                     start everything, wait until every node is ready, print addresses and process ids
      --nodes N             how many nodes (3)
      --postgres-port P     a port instead of a free one
      --redis-port P
      --node-port P         the first node's port; the others follow it
      --admin-key KEY       the key of all nodes, instead of a random one
      --set NAME=VALUE      a further variable of every node; {node} and {port} stand for its own (repeatable)
  stop [--keep]             stop everything and delete DIR (--keep: leave it)
  status                    what runs, and which nodes are ready
  env                       addresses and key as shell assignments
  kill-node N               SIGKILL            start-node N    start a node that ended
  stop-node N               SIGTERM, and wait
  pause-node N              SIGSTOP            resume-node N   SIGCONT
  restart-postgres [--crash]    restart PostgreSQL (--crash: as after a power cut)
  stop-postgres, start-postgres
  restart-redis, stop-redis, start-redis, flush-redis

DIR is where everything is kept (default: $CLUSTER_DIR, else gamifiedloyalty-cluster in the temporary folder). The server is
GAMIFIEDLOYALTY_SERVER (a .dll), else what dotnet build -c Release made. As root PostgreSQL runs as user postgres.
END
}

say() { printf '%s\n' "$*"; }
die() { printf 'local-cluster: %s\n' "$*" >&2; exit 1; }
misused() { printf 'local-cluster: %s (see --help)\n' "$*" >&2; exit 2; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here patience=90
server="${GAMIFIEDLOYALTY_SERVER:-$here/../src/GamifiedLoyalty.Server/bin/Release/net10.0/GamifiedLoyalty.Server.dll}"
dir="${CLUSTER_DIR:-${TMPDIR:-/tmp}/gamifiedloyalty-cluster}"
nodes=3 postgres_port='' redis_port='' node_port='' admin_key='' keep=0 crash=0 node=''
sets=()

parse() {
    command="${1:-}"
    [[ $command && $command != --help && $command != -h ]] || { usage; exit 0; }
    shift
    while (($#)); do
        case "$1" in
            --keep) keep=1; shift; continue ;;
            --crash) crash=1; shift; continue ;;
            --help) usage; exit 0 ;;
            --*) (($# > 1)) || misused "$1 needs a value" ;;
        esac
        case "$1" in
            --dir) dir="$2" ;;
            --nodes) number "$2" 1 32; nodes="$2" ;;
            --postgres-port) number "$2" 1 65535; postgres_port="$2" ;;
            --redis-port) number "$2" 1 65535; redis_port="$2" ;;
            --node-port) number "$2" 1 65535; node_port="$2" ;;
            --admin-key) admin_key="$2" ;;
            --set) [[ $2 == *=* ]] || misused "--set needs NAME=VALUE"; sets+=("$2") ;;
            --*) misused "unknown option $1" ;;
            *) [[ -z $node ]] || misused "what is $1?"; number "$1" 1 32; node="$1"; shift; continue ;;
        esac
        shift 2
    done
}

number() {
    [[ $1 =~ ^[0-9]+$ ]] && (($1 >= $2 && $1 <= $3)) || misused "'$1' is not a number from $2 to $3"
}

# --- what is kept in DIR

load() {
    [[ -f $dir/cluster.env ]] || die "no cluster in $dir; start one"
    # shellcheck source=/dev/null
    source "$dir/cluster.env"
    nodes=$NODES postgres_port=$POSTGRES_PORT redis_port=$REDIS_PORT admin_key=$ADMIN_KEY
    sets=()
    [[ ! -f $dir/sets ]] || mapfile -t sets <"$dir/sets"
}

save() {
    local i
    {
        printf 'NODES=%s\nADMIN_KEY=%q\nPOSTGRES_PORT=%s\nREDIS_PORT=%s\n' "$nodes" "$admin_key" "$postgres_port" "$redis_port"
        printf 'POSTGRES=%q\nREDIS=127.0.0.1:%s\n' "$(connection)" "$redis_port"
        for ((i = 1; i <= nodes; i++)); do
            printf 'NODE_%d=http://127.0.0.1:%s\n' "$i" "${ports[i]}"
        done
    } >"$dir/cluster.env"
    ((${#sets[@]} == 0)) || printf '%s\n' "${sets[@]}" >"$dir/sets"
}

connection() {
    printf 'Host=127.0.0.1;Port=%s;Database=gamifiedloyalty;Username=gamifiedloyalty;Password=%s' "$postgres_port" "$(<"$dir/postgres-password")"
}

random() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the range from which outgoing connections take theirs.
free_port() {
    local port
    for _ in {1..200}; do
        port=$((20000 + RANDOM % 12000))
        [[ " $taken " == *" $port "* ]] || listens "$port" || { taken+=" $port"; found=$port; return; }
    done
    die "no free port"
}

# --- processes, by the id in a file and by what they run, because ids are used again

pid_of() {
    local pid
    pid=$(cat "$dir/$1.pid" 2>/dev/null) && [[ $pid ]] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "$2" && printf '%s' "$pid"
}

pid_of_node() { pid_of "node$1" "$dir/node$1/data"; }
pid_of_redis() { pid_of redis redis-server; }

demand_node() {
    [[ $node ]] || misused "$command needs the number of a node"
    ((node <= nodes)) || misused "there are $nodes nodes"
}

wait_until() {
    local what="$1" until=$((SECONDS + patience))
    shift
    until "$@"; do
        ((SECONDS < until)) || die "$what took longer than $patience seconds; see the logs in $dir"
        sleep 0.1
    done
}

has_ended() { ! kill -0 "$1" 2>/dev/null || grep -q '^State:[[:space:]]*Z' "/proc/$1/status" 2>/dev/null; }

end() {
    local pid="$1" signal="$2"
    kill -s "$signal" "$pid" 2>/dev/null || return 0
    # One that is paused takes no signal but this.
    kill -s CONT "$pid" 2>/dev/null || true
    wait_until "the end of process $pid" has_ended "$pid"
}

# --- PostgreSQL

postgres_bin() {
    local found=(/usr/lib/postgresql/*/bin)
    if [[ -x ${found[-1]}/initdb ]]; then printf '%s' "${found[-1]}"; return; fi
    command -v initdb >/dev/null || die "PostgreSQL is missing (sudo apt-get install postgresql)"
    dirname "$(command -v initdb)"
}

as_postgres() {
    if [[ $(id -u) != 0 ]]; then "$@"; return; fi
    (cd / && setpriv --reuid postgres --regid postgres --init-groups "$@")
}

create_postgres() {
    [[ $(id -u) != 0 ]] || id postgres >/dev/null 2>&1 || die "PostgreSQL does not run as root, and there is no user postgres"
    mkdir "$dir/postgres"
    random >"$dir/postgres-password"
    if [[ $(id -u) == 0 ]]; then
        chown postgres "$dir/postgres" "$dir/postgres-password"
        as_postgres test -w "$dir/postgres" || die "user postgres cannot reach $dir; choose another --dir"
    fi
    as_postgres "$bin/initdb" -D "$dir/postgres/data" -U gamifiedloyalty --pwfile "$dir/postgres-password" \
        --auth=scram-sha-256 --encoding UTF8 --locale C.UTF-8 --no-instructions >"$dir/initdb.log" || die "initdb failed; see $dir/initdb.log"
    cat >>"$dir/postgres/data/postgresql.conf" <<END
listen_addresses = '127.0.0.1'
port = $postgres_port
unix_socket_directories = ''
max_connections = 400
fsync = on
synchronous_commit = on
END
}

start_postgres() {
    as_postgres "$bin/pg_ctl" -D "$dir/postgres/data" -l "$dir/postgres/log" -w -t "$patience" start >/dev/null \
        || die "PostgreSQL did not start; see $dir/postgres/log"
}

stop_postgres() {
    as_postgres "$bin/pg_ctl" -D "$dir/postgres/data" status >/dev/null 2>&1 || return 0
    as_postgres "$bin/pg_ctl" -D "$dir/postgres/data" -m "${1:-fast}" -w -t "$patience" stop >/dev/null
}

create_database() {
    PGPASSWORD=$(<"$dir/postgres-password") "$bin/psql" -qX -h 127.0.0.1 -p "$postgres_port" -U gamifiedloyalty -d postgres \
        -c 'CREATE DATABASE gamifiedloyalty' || die "the database could not be created"
}

# --- Redis

redis() { redis-cli -h 127.0.0.1 -p "$redis_port" "$@"; }

redis_answers() { [[ $(redis ping 2>/dev/null) == PONG ]]; }

start_redis() {
    [[ -z $(pid_of_redis) ]] || return 0
    mkdir -p "$dir/redis"
    setsid redis-server --bind 127.0.0.1 --port "$redis_port" --dir "$dir/redis" --save '' --appendonly no \
        >>"$dir/redis.log" 2>&1 </dev/null &
    printf '%s' $! >"$dir/redis.pid"
    wait_until "the start of Redis" redis_answers
}

stop_redis() {
    local pid
    pid=$(pid_of_redis) || return 0
    end "$pid" TERM
}

# --- nodes

start_node() {
    local i="$1" url="NODE_$1" port one
    port="${!url##*:}"
    [[ -z $(pid_of_node "$i") ]] || die "node $i runs already"
    local variables=(
        "GAMIFIEDLOYALTY_ADMIN_KEY=$admin_key" "Storage__Provider=postgresql" "Storage__ConnectionString=$POSTGRES"
        "Boards__Provider=redis" "Boards__ConnectionString=$REDIS"
    )
    for one in "${sets[@]}"; do
        one="${one//\{node\}/$i}"
        variables+=("${one//\{port\}/$port}")
    done
    mkdir -p "$dir/node$i"
    (cd "$dir/node$i" && exec env "${variables[@]}" setsid dotnet "$server" serve --data "$dir/node$i/data" --urls "http://127.0.0.1:$port") \
        >>"$dir/node$i.log" 2>&1 </dev/null &
    printf '%s' $! >"$dir/node$i.pid"
}

# A process that ends instead of getting ready is told at once.
node_is_up() {
    node_is_ready "$1" && return
    has_ended "$(<"$dir/node$1.pid")" && die "node $1 ended; see $dir/node$1.log: $(tail -n 3 "$dir/node$1.log")"
    return 1
}

node_is_ready() {
    local url="NODE_$1"
    "$here/healthcheck.sh" /health/ready "${!url##*:}" 2>/dev/null
}

each_node() {
    local i
    for ((i = 1; i <= nodes; i++)); do "$@" "$i"; done
}

wait_for_node() { wait_until "the start of node $1" node_is_up "$1"; }

stop_node() {
    local pid
    pid=$(pid_of_node "$1") || return 0
    end "$pid" TERM
}

signal_node() {
    local pid
    demand_node
    pid=$(pid_of_node "$node") || die "node $node does not run"
    kill -s "$1" "$pid"
    [[ $1 != KILL ]] || wait_until "the end of node $node" has_ended "$pid"
}

# --- commands

start() {
    [[ -f $server ]] || die "there is no $server; build it: dotnet build src/GamifiedLoyalty.Server -c Release"
    command -v redis-server >/dev/null || die "Redis is missing (sudo apt-get install redis-server)"
    [[ ! -e $dir || -z $(ls -A "$dir") ]] || die "$dir is not empty; stop the cluster in it, or choose another --dir"
    mkdir -p "$dir"
    # Others, such as user postgres, pass through and see nothing.
    chmod 711 "$dir"
    choose_ports
    trap 'abandon' EXIT
    create_postgres
    : "${admin_key:=$(random)}"
    save
    load
    start_postgres
    create_database
    start_redis
    each_node start_node
    each_node wait_for_node
    trap - EXIT
    show
    say "Stop it with: ${BASH_SOURCE[0]} stop --dir $dir"
}

choose_ports() {
    local i
    taken="$postgres_port $redis_port"
    [[ $postgres_port ]] || { free_port; postgres_port=$found; }
    [[ $redis_port ]] || { free_port; redis_port=$found; }
    ports=()
    for ((i = 1; i <= nodes; i++)); do
        if [[ $node_port ]]; then ports[i]=$((node_port + i - 1)); else free_port; ports[i]=$found; fi
    done
    for i in "$postgres_port" "$redis_port" "${ports[@]}"; do
        ! listens "$i" || die "port $i is taken"
    done
}

# What did not start as a whole leaves no process behind; its logs stay.
abandon() {
    trap - EXIT
    [[ ! -f $dir/cluster.env ]] || { load; stop_all; }
}

stop_all() {
    each_node stop_node
    stop_redis
    stop_postgres
}

stop() {
    load
    stop_all
    ((keep)) || rm -rf "$dir"
}

show() {
    local i url pid state
    pid=$(head -n 1 "$dir/postgres/data/postmaster.pid" 2>/dev/null) || pid='-'
    say "PostgreSQL  127.0.0.1:$postgres_port  pid $pid"
    say "Redis       127.0.0.1:$redis_port  pid $(pid_of_redis || printf -- -)"
    for ((i = 1; i <= nodes; i++)); do
        url="NODE_$i" state='not running'
        if pid=$(pid_of_node "$i"); then
            state='not ready'
            if grep -q '^State:[[:space:]]*T' "/proc/$pid/status"; then state=paused; elif node_is_ready "$i"; then state=ready; fi
        fi
        say "Node $i      ${!url}  pid ${pid:--}  $state"
    done
    say "Admin key   $admin_key"
}

parse "$@"
bin=$(postgres_bin)
taken='' found=''
ports=()
case "$command" in
    start) start; exit ;;
    stop) stop; exit ;;
esac
load
case "$command" in
    status) show ;;
    env) cat "$dir/cluster.env" ;;
    kill-node) signal_node KILL ;;
    pause-node) signal_node STOP ;;
    resume-node) signal_node CONT ;;
    stop-node) demand_node; stop_node "$node" ;;
    start-node) demand_node; start_node "$node"; wait_for_node "$node" ;;
    restart-postgres) if ((crash)); then stop_postgres immediate; else stop_postgres; fi; start_postgres ;;
    stop-postgres) if ((crash)); then stop_postgres immediate; else stop_postgres; fi ;;
    start-postgres) start_postgres ;;
    restart-redis) stop_redis; start_redis ;;
    stop-redis) stop_redis ;;
    start-redis) start_redis ;;
    flush-redis) redis flushall >/dev/null ;;
    *) misused "unknown command $command" ;;
esac
