#!/usr/bin/env bash
# Drives an unmodified VEN of the openleadr project through the OpenADR 2.0b adapter, in real time: by a script that
# shows every step, and by the flows of ven.suite, which judge the rows.
#   Adapters/openadr2b/test.sh [FOLDER]      keeps the report of the flows in FOLDER, when it is given
# Where the package cannot be had it says "skipped: …" and succeeds.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
# shellcheck source=Tests/Interop/python.sh
. "$root/Tests/Interop/python.sh"

unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY PYTHONPATH

python_environment openadr "$here/requirements.txt"

export PYTHONDONTWRITEBYTECODE=1
timeout 120 "$environment/bin/python" "$here/trial.py" || exit 1

program=${SYNCHROSCOPE:-$root/.build/release/synchroscope}
[ -x "$program" ] || { printf '    %s is not built: the flows of ven.suite were not played\n' "$program"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=$environment/bin/python
cat >"$work/ven.target" <<TARGET
[device]
exec: $python -B $here/adapter.py --vens p1,p2 --actor PCT --group accepts=p1 --group refuses=p2 --refusing p2 --poll 1 --ven '$python -B $here/ven.py {url} {name} --answer {answer}'
TARGET
timeout 240 "$program" run "$here/ven.suite" --target "$work/ven.target" --suites "$root/Suites" --trials 3 \
  --out "${1:-$work/reports}"
status=$?
# Three trials fail nobody and prove little: what is unproven (4) is as it should be.
[ "$status" -eq 4 ] || exit "$status"
