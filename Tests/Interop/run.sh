#!/usr/bin/env bash
# Lets OAuth clients that nobody here wrote complete their flows against the reference server, over
# TLS that they verify.
#   Tests/Interop/run.sh
# Where Python packages cannot be had it says "skipped: …" and succeeds.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$here/python.sh"
program=${SYNCHROSCOPE:-$root/.build/release/synchroscope}

# The environment of whoever runs this must not send the clients elsewhere, nor relax them.
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE OAUTHLIB_INSECURE_TRANSPORT OAUTHLIB_RELAX_TOKEN_SCOPE
unset AUTHLIB_INSECURE_TRANSPORT PYTHONPATH

[ -x "$program" ] || { printf 'error: %s is not built\n' "$program" >&2; exit 2; }

python_environment interop "$here/requirements.txt"

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
