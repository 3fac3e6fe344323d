#!/usr/bin/env bash
# Lets a person's browser, headless Chromium with scripts switched off, sign in at the reference
# server, agree, and read the receipt.
#   Tests/Interop/browser.sh [FOLDER]
# Pictures of the pages are left in FOLDER, if one is named. Without Chromium or python3 it says
# "skipped: …" and succeeds.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
program=${SYNCHROSCOPE:-$root/.build/release/synchroscope}

skip() {
  printf '    skipped: %s\n' "$1"
  exit 0
}

unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY PYTHONPATH
command -v python3 >/dev/null 2>&1 || skip "there is no python3"
browser=
for name in chromium chromium-browser google-chrome; do
  browser=$(command -v "$name") && break
done
[ -n "$browser" ] || skip "there is no Chromium"
[ -x "$program" ] || { printf 'error: %s is not built\n' "$program" >&2; exit 2; }

work=$(mktemp -d)
pictures=${1:-$work/pictures}
mkdir -p "$pictures"
server=
clean_up() {
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null
  rm -rf "$work"
}
trap clean_up EXIT

"$program" mock cds --lifetime 300s >"$work/url" 2>"$work/log" &
server=$!
for _ in $(seq 100); do
  [ -s "$work/url" ] && break
  sleep 0.05
done
[ -s "$work/url" ] || { printf 'error: the server did not start\n' >&2; cat "$work/log" >&2; exit 1; }

PYTHONDONTWRITEBYTECODE=1 timeout 200 python3 "$here/browser.py" \
  "$(head -n 1 "$work/url")" "$browser" "$work/profile" "$pictures"
