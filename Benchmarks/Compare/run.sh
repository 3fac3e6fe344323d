#!/usr/bin/env bash
# The same conformance job, discovery of a CDS server, done by us and by what others would use: a script
# for pytest, requests and jsonschema, tavern, and schemathesis. All of them in one run, taking turns,
# against the reference server. Prints a table; the measured values are in reports/compare.json.
#   Benchmarks/Compare/run.sh [--rounds N] [--defects N] [--write]     --write puts it into docs/performance.md
# Takes about four minutes, five at most on an idle machine. The peers live in ~/.cache/synchroscope.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
. Scripts/prepare.sh

peers=Benchmarks/Compare/Peers
# The newer one of the program as it is shipped, with the Swift library inside, and of that of ./check.
program=${SYNCHROSCOPE:-.build/static/release/synchroscope}
[ -n "${SYNCHROSCOPE:-}" ] || [ "$program" -nt .build/release/synchroscope ] || program=.build/release/synchroscope
[ -x "$program" ] || fail "$program is not built" "run: swift build -c release --product synchroscope"
command -v python3 >/dev/null || fail "there is no python3" "install it: apt-get install python3 python3-venv"

# One environment for each list of versions; the mark says that it is complete.
key=$(cat "$peers/requirements.txt" <(python3 --version) | sha256sum | cut -c1-12)
venv=${XDG_CACHE_HOME:-$HOME/.cache}/synchroscope/compare-$key
if [ ! -e "$venv/complete" ]; then
  say "Installing the peers into $venv" >&2
  rm -rf "$venv"
  python3 -m venv "$venv" >&2 || fail "python3 makes no virtual environment" \
    "on Debian: apt-get install python3-venv"
  "$venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check \
    --requirement "$peers/requirements.txt" >&2 </dev/null || fail "the peers cannot be installed"
  touch "$venv/complete"
fi

# The environment of whoever runs this must not send anybody elsewhere.
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY PYTHONPATH
PYTHONPATH=Benchmarks exec "$venv/bin/python" "$peers/compare.py" --program "$program" "$@"
