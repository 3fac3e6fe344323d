#!/usr/bin/env bash
# The suites against the right reference server, over and over and under the conditions of the field:
# every run must come to the same verdicts, and a slow, lossy or limited server must not be failed.
#
#   Tests/Field/run.sh [--runs N] [--quick]     50 runs unless told; --quick: two, and fewer conditions
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
synchroscope=${SYNCHROSCOPE:-$here/../../.build/release/synchroscope}
runs=50 quick=
while [ $# -gt 0 ]; do
  case $1 in
    --runs) runs=${2:?--runs needs a number}; shift 2 ;;
    --quick) quick=1 runs=2; shift ;;
    *) printf 'usage: %s [--runs N] [--quick]\n' "$0" >&2; exit 2 ;;
  esac
done
cd "$here/../.." || exit 2
[ -x "$synchroscope" ] || { printf 'build it first: swift build -c release\n' >&2; exit 2; }
unset http_proxy https_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY

work=$(mktemp -d)
server=
stop_server() {
  [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null
  server=
}
trap 'stop_server; rm -rf "$work"' EXIT
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

# serve OPTION…: a reference server with these options; its URL is left in $url.
serve() {
  stop_server
  : >"$work/url"
  "$synchroscope" mock cds --quiet --lifetime 30m --tls --ca "$work/ca.pem" "$@" >"$work/url" &
  server=$!
  for _ in {1..100}; do
    read -r url <"$work/url" && return
    sleep 0.1
  done
  fail "the reference server did not start: $*"
}

# examine FILE [OPTION…]: a run; its results are left in FILE, its exit code in $code.
examine() {
  local results=$1
  shift
  "$synchroscope" run cds/full --target "$url" --ca "$work/ca.pem" --no-output --format json "$@" \
    >"$results" 2>"$work/said"
  code=$?
}

# Every decision with its verdict: what was decided, not how long it took.
verdicts() {
  jq -r '(.requirements[] | "\(.id) \(.verdict)"),
    (.tests[].checks[] | .id as $check | .decisions[] | "\($check) \(.requirement) \(.verdict)")' "$1"
}

count() { jq "[.requirements[] | select(.verdict == \"$2\")] | length" "$1"; }

# Again and again, each time against a server that has not been used.
for run in $(seq "$runs"); do
  serve
  examine "$work/results.json"
  [ "$code" -eq 0 ] || { cat "$work/said" >&2; fail "run $run ended with $code"; }
  verdicts "$work/results.json" >"$work/verdicts.$run"
  cmp -s "$work/verdicts.1" "$work/verdicts.$run" ||
    { diff "$work/verdicts.1" "$work/verdicts.$run" | head -20; fail "run $run differs from the first"; }
  passed=$(count "$work/results.json" passed)
  [ "$passed" -ge 950 ] || fail "run $run proved $passed requirements only"
done
printf '%s runs, identical verdicts, %s requirements passed\n' "$runs" "$passed"

# What the field does to a right server must never be held against it.
conditions=("--losses 1" "--rate-limit 100")
[ -n "$quick" ] || conditions=("--delay 200ms" "--losses 1" "--rate-limit 100" "--losses 5 --delay 20ms")
for condition in "${conditions[@]}"; do
  # shellcheck disable=SC2086
  serve $condition
  examine "$work/results.json" --timeout 20m
  failed=$(count "$work/results.json" failed)
  warned=$(count "$work/results.json" warned)
  lost=$(jq '[.exchanges[] | select(.attempt > 1)] | length' "$work/results.json")
  printf '%-22s exit %s: %s passed, %s failed, %s warned; %s exchanges were repeats\n' "$condition" \
    "$code" "$(count "$work/results.json" passed)" "$failed" "$warned" "$lost"
  [ "$failed" -eq 0 ] && [ "$warned" -eq 0 ] || fail "a right server was blamed under $condition"
  [ "$code" -eq 0 ] || [ "$code" -eq 4 ] || fail "the run ended with $code under $condition"
done
