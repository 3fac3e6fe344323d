#!/usr/bin/env bash
# Every figure of docs/performance.md again, in one run and in short form, as the table of that page: what
# Benchmarks/run compares with peers, whole runs of the program, a simulated fleet, a live replay.
#   Benchmarks/all.sh [runs] [--write]     'runs' leaves out what needs wrk, nginx and synchroscope-bench;
#                                          --write puts the table into the page
# Takes about four minutes on an idle machine, and before that, the first time, a release build. The
# programs of SYNCHROSCOPE and SYNCHROSCOPE_BENCH are taken instead when both are set.
# The comparison with pytest, tavern and schemathesis is Benchmarks/Compare/run.sh.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2

log=$(mktemp)
trap 'rm -f "$log"' EXIT
peers=yes
write=()
for word; do
  case $word in
    runs) peers= ;;
    --write) write=(--write) ;;
    *) sed -n '2,8s/^# *//p' "$0"; exit 2 ;;
  esac
done
# An odd number of rounds, for the medians.
[ -z "$peers" ] ||
  Benchmarks/run --rounds 3 --seconds 1 json server server-tls client cds startup report pacer |
    tee "$log" >&2 || exit 1
program=${SYNCHROSCOPE:-.build/static/release/synchroscope}
[ -n "${SYNCHROSCOPE:-}" ] || [ "$program" -nt .build/release/synchroscope ] || program=.build/release/synchroscope
[ -x "$program" ] || { echo "error: $program is not built" >&2; exit 2; }
python3 Benchmarks/all.py "$program" "$log" "${write[@]}"
