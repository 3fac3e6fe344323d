#!/usr/bin/env bash
# Lets OAuth clients that nobody here wrote complete their flows against the reference server, over
# TLS that they verify.
#   Tests/Interop/run.sh
# Where Python packages cannot be had it says "skipped: …" and succeeds.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
program=${SYNCHROSCOPE:-$root/.build/release/synchroscope}

skip() {
  printf '    skipped: %s\n' "$1"
  exit 0
}

# The environment of whoever runs this must not send the clients elsewhere, nor relax them.
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE OAUTHLIB_INSECURE_TRANSPORT OAUTHLIB_RELAX_TOKEN_SCOPE
unset AUTHLIB_INSECURE_TRANSPORT PYTHONPATH

command -v python3 >/dev/null 2>&1 || skip "there is no python3"
[ -x "$program" ] || { printf 'error: %s is not built\n' "$program" >&2; exit 2; }

# One environment per list of versions; the mark says that it is complete.
key=$(cat "$here/requirements.txt" <(python3 --version 2>&1) | sha256sum | cut -c1-16)
environment=$root/.build/interop-venv/$key
if [ ! -e "$environment/complete" ]; then
  rm -rf "${environment%/*}"
  mkdir -p "${environment%/*}"
  log=$environment.log
  python3 -m venv "$environment" >"$log" 2>&1 ||
    skip "python3 makes no virtual environment ($(tail -n 1 "$log"))"
  "$environment/bin/python" -m pip install --quiet --no-input --disable-pip-version-check \
    --requirement "$here/requirements.txt" >"$log" 2>&1 </dev/null ||
    skip "the Python packages cannot be installed ($(tail -n 1 "$log"))"
  touch "$environment/complete"
fi

work=$(mktemp -d)
server=
clean_up() {
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null
  rm -rf "$work"
}
trap clean_up EXIT

"$program" mock cds --tls --ca "$work/ca.pem" --lifetime 120s >"$work/url" 2>"$work/log" &
server=$!
for _ in $(seq 100); do
  [ -s "$work/url" ] && break
  sleep 0.05
done
[ -s "$work/url" ] || { printf 'error: the server did not start\n' >&2; cat "$work/log" >&2; exit 1; }

PYTHONDONTWRITEBYTECODE=1 timeout 60 "$environment/bin/python" "$here/interop.py" \
  "$(head -n 1 "$work/url")" "$work/ca.pem"
