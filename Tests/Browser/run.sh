#!/usr/bin/env bash
# Reads reports as people do, in headless Chromium: a run against five defects, runs of targets that mean
# harm, and a large one.
#   Tests/Browser/run.sh [--seed N] [--pictures FOLDER | --write]
# The seed chooses the defects. Pictures of the page are left in FOLDER, with --write in docs/images. The
# large report is left out unless synchroscope-bench is built. Without Chromium or python3 it says
# "skipped: …" and succeeds.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
program=$(realpath "${SYNCHROSCOPE:-$root/.build/release/synchroscope}")
bench=${SYNCHROSCOPE_BENCH:-$root/.build/release/synchroscope-bench}
seed=$RANDOM
pictures=

while [ $# -gt 0 ]; do
  case $1 in
    --seed) seed=$2; shift 2 ;;
    --pictures) pictures=$2; shift 2 ;;
    --write) pictures=$root/docs/images; shift ;;
    *) sed -n '2,7s/^# *//p' "$0"; exit 2 ;;
  esac
done

skip() {
  printf '    skipped: %s\n' "$1"
  exit 0
}

fail() {
  printf 'error: %s\n' "$1" >&2
  [ $# -lt 2 ] || tail -n 5 "$2" >&2
  exit 1
}

unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY PYTHONPATH
export PYTHONDONTWRITEBYTECODE=1
command -v python3 >/dev/null 2>&1 || skip "there is no python3"
browser=
for name in chromium chromium-browser google-chrome; do
  browser=$(command -v "$name") && break
done
[ -n "$browser" ] || skip "there is no Chromium"
[ -x "$program" ] || { printf 'error: %s is not built\n' "$program" >&2; exit 2; }

work=$(mktemp -d)
[ -n "$pictures" ] || pictures=$work/pictures
mkdir -p "$pictures"
servers=()
clean_up() {
  [ ${#servers[@]} -eq 0 ] || { kill "${servers[@]}" && wait "${servers[@]}"; } 2>/dev/null
  rm -rf "$work"
}
trap clean_up EXIT

# serve NAME COMMAND…: starts a server and waits for its URL in $work/NAME.url.
serve() {
  local name=$1
  shift
  : >"$work/$name.url"
  "$@" >"$work/$name.url" 2>"$work/$name.log" &
  servers+=("$!")
  for _ in $(seq 200); do
    [ -s "$work/$name.url" ] && return
    sleep 0.05
  done
  fail "the server '$name' did not start" "$work/$name.log"
}

# run_against NAME SUITE: runs a suite and moves what it leaves to $work/NAME; gives its exit code.
run_against() {
  local status
  # By their relative path, so that pictures show that of a reader.
  (cd "$root" && "$program" run "$2" --suites Suites --target "$(head -n 1 "$work/$1.url")" \
    --out "$work/$1.out" --format quiet --timeout 3m) >"$work/$1.log" 2>&1
  status=$?
  rm -rf "${work:?}/$1"
  mv "$work/$1.out"/*/ "$work/$1" 2>>"$work/$1.log" || fail "the run '$1' left nothing" "$work/$1.log"
  [ -s "$work/$1/index.html" ] || fail "the run '$1' left no index.html" "$work/$1.log"
  return "$status"
}

# Some defects keep the doctor from letting the run begin: then others are tried.
for attempt in $(seq 0 9); do
  defects=$("$program" mock cds --list-defects --format json |
    python3 "$here/hostile.py" defects "$((seed + attempt))")
  options=()
  for defect in $defects; do options+=(--defect "$defect"); done
  serve broken "$program" mock cds --lifetime 300s --seed "$seed" "${options[@]}"
  run_against broken cds/full
  status=$?
  [ "$status" -eq 1 ] && break
  printf '    seed %s: exit code %s with %s\n' "$((seed + attempt))" "$status" "$defects"
done
[ "$status" -eq 1 ] || fail "nothing was found wrong with five defects, ten times" "$work/broken.log"
printf '    seed %s: %s\n' "$((seed + attempt))" "$defects"

serve hostile-server python3 "$here/hostile.py" serve
run_against hostile-server cds/discovery
python3 "$here/hostile.py" spoil "$work/broken" "$work/hostile-results" || fail "results.json cannot be spoiled"
"$program" report "$work/hostile-results" --suites "$root/Suites" --format quiet \
  --html "$work/hostile-results/index.html" >"$work/report.log" 2>&1
[ -s "$work/hostile-results/index.html" ] || fail "spoiled results make no page" "$work/report.log"

arguments=(--hostile "$work/hostile-server/index.html" --hostile "$work/hostile-results/index.html")
if [ -x "$bench" ]; then
  "$bench" report "$work/large" | sed 's/^/    /' || fail "there is no large report"
  arguments+=(--large "$work/large/index.html")
else
  printf '    skipped: %s is not built, so there is no large report\n' "$bench"
fi

timeout 500 python3 "$here/report.py" "$browser" "$work" "$work/broken" "$pictures" "${arguments[@]}"
