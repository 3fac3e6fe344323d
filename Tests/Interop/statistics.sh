#!/usr/bin/env bash
# Computes bounds, tails, evidence, ranks and sample sizes of random cases with SciPy, and holds what
# the program prints to them; then, when the benchmarks are built, lets devices at the limit run
# through the judge 20,000 times.
#   Tests/Interop/statistics.sh [CASES]     500 when not said
# Where SciPy cannot be had it says "skipped: …" and succeeds.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$here/python.sh"
program=${SYNCHROSCOPE:-$root/.build/release/synchroscope}
bench=${SYNCHROSCOPE_BENCH:-$(dirname "$program")/synchroscope-bench}

[ -x "$program" ] || { printf 'error: %s is not built\n' "$program" >&2; exit 2; }

python_environment statistics "$here/statistics-requirements.txt"

status=0
PYTHONDONTWRITEBYTECODE=1 timeout 600 "$environment/bin/python" "$here/statistics_peer.py" \
  "$program" "${1:-500}" || status=1
if [ -x "$bench" ]; then
  timeout 600 "$bench" statistics 20000 || status=1
else
  printf '    skipped: the simulation; build synchroscope-bench\n'
fi
exit $status
