#!/usr/bin/env bash
# Computes bounds, tails, evidence, ranks and sample sizes of random cases with SciPy, and holds what
# the program prints to them; then, when the benchmarks are built, lets devices at the limit run
# through the judge 20,000 times.
#   Tests/Interop/statistics.sh [CASES]     500 when not said
# Where SciPy cannot be had it says "skipped: …" and succeeds.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
program=${SYNCHROSCOPE:-$root/.build/release/synchroscope}
bench=${SYNCHROSCOPE_BENCH:-$(dirname "$program")/synchroscope-bench}

skip() {
  printf '    skipped: %s\n' "$1"
  exit 0
}

command -v python3 >/dev/null 2>&1 || skip "there is no python3"
[ -x "$program" ] || { printf 'error: %s is not built\n' "$program" >&2; exit 2; }

# One environment per list of versions; the mark says that it is complete.
key=$(cat "$here/statistics-requirements.txt" <(python3 --version 2>&1) | sha256sum | cut -c1-16)
environment=$root/.build/statistics-venv/$key
if [ ! -e "$environment/complete" ]; then
  rm -rf "${environment%/*}"
  mkdir -p "${environment%/*}"
  log=$environment.log
  python3 -m venv "$environment" >"$log" 2>&1 ||
    skip "python3 makes no virtual environment ($(tail -n 1 "$log"))"
  "$environment/bin/python" -m pip install --quiet --no-input --disable-pip-version-check \
    --requirement "$here/statistics-requirements.txt" >"$log" 2>&1 </dev/null ||
    skip "SciPy cannot be installed ($(tail -n 1 "$log"))"
  touch "$environment/complete"
fi

status=0
PYTHONDONTWRITEBYTECODE=1 timeout 600 "$environment/bin/python" "$here/statistics_peer.py" \
  "$program" "${1:-500}" || status=1
if [ -x "$bench" ]; then
  timeout 600 "$bench" statistics 20000 || status=1
else
  printf '    skipped: the simulation; build synchroscope-bench\n'
fi
exit $status
