#!/usr/bin/env bash
# Builds everything once and runs every test. Needs the .NET SDK and Node.js; with root on a Debian or Ubuntu machine it
# installs the other tools that tests use, otherwise it says which are missing.
#   REQUIRE_ALL=1   a missing tool fails the run instead of skipping the tests that need it
#   FORMAT=1        checks the code format as well (always on with REQUIRE_ALL=1)
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
exec </dev/null
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
export MSBUILDDISABLENODEREUSE=1
readonly require_all="${REQUIRE_ALL:-0}"
export REQUIRE_ALL="$require_all"
readonly project_minutes=10m
readonly results="$PWD/TestResults"
passed=0 failed=0 skipped=0 broken=0

say() { printf '== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; broken=1; }

summary() {
    if ((broken && failed == 0)); then failed=1; fi
    printf '%d passed, %d failed%s\n' "$passed" "$failed" "$( ((skipped)) && printf ', %d skipped' "$skipped")"
    ((failed == 0 && broken == 0))
    exit
}

has_postgresql() { command -v postgres >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/postgres" >/dev/null; }

has_browser() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

# apt is asked only for what is absent, so a prepared machine needs no network.
install_tools() {
    local missing=()
    has_browser || missing+=(chromium)
    command -v strace >/dev/null || missing+=(strace)
    command -v redis-server >/dev/null || missing+=(redis-server)
    has_postgresql || missing+=(postgresql)
    ((${#missing[@]})) || return 0
    if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
        say "installing ${missing[*]}"
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 \
            && return 0
    fi
    local text="missing: ${missing[*]} (install with: sudo apt-get install ${missing[*]})"
    if [[ $require_all == 1 ]]; then fail "$text"; else say "$text; tests that need it are skipped"; fi
}

need() {
    command -v "$1" >/dev/null && return 0
    fail "$2"
    summary
}

run_vitest() {
    [[ -f src/GamifiedLoyalty.Server/web/package.json ]] || return 0
    say "browser code"
    local report="$results/vitest.json"
    (cd src/GamifiedLoyalty.Server/web && npm test --silent -- --reporter=default --reporter=json --outputFile.json="$report") || fail "npm test"
    [[ -f $report ]] || { fail "npm test left no report"; return; }
    local counts
    counts=$(node -e 'const r = require(process.argv[1]); console.log(r.numPassedTests, r.numFailedTests, r.numPendingTests + r.numTodoTests)' "$report") \
        || { fail "the report of npm test cannot be read"; return; }
    add_counts "$counts"
}

add_counts() {
    local p f s
    read -r p f s <<<"$1"
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

# A project's tests: its name, a name for the report, and further arguments.
run_project() {
    local name="$1" report="${2:-$1}"
    say "$report"
    # A test that hangs fails its project instead of holding up the whole run.
    timeout --kill-after=30 "$project_minutes" dotnet test "tests/$name/$name.csproj" -c Release --no-build --nologo -v quiet \
        --logger "trx;LogFileName=$report.trx" --logger "console;verbosity=minimal" --results-directory "$results" "${@:3}" || fail "$report"
    local counters
    counters=$(grep -o '<Counters [^>]*' "$results/$report.trx" 2>/dev/null) || { fail "$report left no report"; return; }
    add_counts "$(trx_counts "$counters")"
}

# What the server does must not depend on where it keeps its data. Processes and hosting choose their stores themselves;
# how pages look, who may call what, and what sockets say has nothing to do with stores.
run_on_shared_stores() {
    has_postgresql && command -v redis-server >/dev/null || { [[ $require_all == 1 ]] && fail "PostgreSQL or Redis is missing"; return; }
    TEST_STORES=shared run_project GamifiedLoyalty.Server.Tests GamifiedLoyalty.Server.Tests-on-PostgreSQL-and-Redis \
        --filter "FullyQualifiedName!~.Processes.&FullyQualifiedName!~.Hosting.&FullyQualifiedName!~.Pages.&FullyQualifiedName!~.AccessTableTests&FullyQualifiedName!~.Sockets."
}

trx_counts() {
    local total executed ok
    total=$(sed 's/.* total="\([0-9]*\)".*/\1/' <<<"$1")
    executed=$(sed 's/.* executed="\([0-9]*\)".*/\1/' <<<"$1")
    ok=$(sed 's/.* passed="\([0-9]*\)".*/\1/' <<<"$1")
    printf '%d %d %d' "$ok" "$((executed - ok))" "$((total - executed))"
}

need dotnet "the .NET SDK is missing; install the version that global.json names"
need node "Node.js is missing; install version 20 or later"
need npm "npm is missing; it comes with Node.js"
install_tools
rm -rf "$results" && mkdir -p "$results"

say "building"
if ! dotnet build GamifiedLoyalty.sln -c Release --nologo -v quiet; then
    fail "the build"
    summary
fi
if [[ $require_all == 1 || ${FORMAT:-0} == 1 ]]; then
    say "checking the format"
    # Style is checked by the build already; this is the white space.
    dotnet format whitespace GamifiedLoyalty.sln --no-restore --verify-no-changes --verbosity quiet || fail "the code format; run: dotnet format whitespace"
fi

run_vitest
# One project at a time: each of them uses both cores by itself, and the process tests measure time.
for project in tests/*.Tests; do
    run_project "$(basename "$project")"
done
run_on_shared_stores
summary
