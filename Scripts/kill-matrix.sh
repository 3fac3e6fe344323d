#!/usr/bin/env bash
# Tries the suites on every defect of the reference server and of the reference devices, and looks whether
# docs/kill-matrix.md says what came of it; with `write` it writes that file anew.
#   Scripts/kill-matrix.sh [write]
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
program=${SYNCHROSCOPE:-.build/release/synchroscope}
matrix=docs/kill-matrix.md
new=$(mktemp)
trap 'rm -f "$new"' EXIT
"$program" mutants cds/full --suites Suites --format markdown >"$new"
code=$?
if [ -s "$new" ]; then
  printf '\n' >>"$new"
  "$program" mutants sg-network smart-appliance der-exchange --suites Suites --format markdown >>"$new"
  devices=$?
  [ "$code" -ne 0 ] || code=$devices
fi
# A run that did not come to its end has nothing to say about the file.
[ -s "$new" ] || exit "$code"
if [ "${1:-}" = write ]; then
  # As the umask has it, not as mktemp made it.
  cat "$new" >"$matrix"
elif ! diff -u "$matrix" "$new"; then
  printf '%s is not current: run Scripts/kill-matrix.sh write, and read the difference\n' "$matrix" >&2
  exit 1
fi
exit "$code"
