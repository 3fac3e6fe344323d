#!/usr/bin/env bash
# Certifies the Python example device over pipes, TCP and HTTP, and plays the flows for reading on demand,
# load management and the service switch with it, in real time.
#   Tests/Interop/devices.sh [FOLDER]      keeps the reports in FOLDER, when it is given
# Where there is no python3 it says "skipped: …" and succeeds.
set -uo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
program=${SYNCHROSCOPE:-$root/.build/release/synchroscope}
device=$root/Fixtures/pxb/device.py

unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY PYTHONPATH PXB_KEY PXB_CONTROL_KEY
export PYTHONDONTWRITEBYTECODE=1
command -v python3 >/dev/null 2>&1 || { printf '    skipped: there is no python3\n'; exit 0; }
[ -x "$program" ] || { printf 'error: %s is not built\n' "$program" >&2; exit 2; }

work=$(mktemp -d)
reports=${1:-$work}
started=()
clean_up() {
  for process in "${started[@]}"; do kill "$process" && wait "$process"; done 2>/dev/null
  rm -rf "$work"
}
trap clean_up EXIT

# served NAME OPTION…: starts the device and prints where it serves.
served() {
  local name=$1
  shift
  python3 "$device" "$@" >"$work/$name.out" 2>"$work/$name.log" &
  started+=($!)
  for _ in $(seq 100); do
    place=$(grep -ohE '(http://)?127\.0\.0\.1:[0-9]+' "$work/$name.out" "$work/$name.log" | head -n 1)
    [ -n "$place" ] && return 0
    sleep 0.05
  done
  printf 'error: the device did not start (%s)\n' "$name" >&2
  cat "$work/$name.log" >&2
  return 1
}

failed=0
# certify NAME TARGET: every rule of the binding, and one round of each flow of the device.
certify() {
  local name=$1 target=$2 log=$work/$1.run
  if timeout 60 "$program" run pxb --target "$target" --out "$reports/$name-pxb" >"$log" 2>&1 &&
    timeout 60 "$program" run sg-network/meter-reading sg-network/load-management sg-network/service-switch \
      --only '*#read-once' --only '*#event-once' --only '*#voluntary' --only '*#switch' \
      --target "$target" --hazards all --trials 3 --out "$reports/$name-flows" >>"$log" 2>&1
  then
    printf '    %s: passed\n' "$name"
  else
    printf '    %s: failed\n' "$name"
    tail -n 40 "$log"
    failed=1
  fi
}

certify exec "exec:python3 $device"
served tcp --listen 127.0.0.1:0 && certify tcp "tcp:${place#http://}"
served http --http 127.0.0.1:0 && certify http "pxb+${place/#127/http:\/\/127}"
exit "$failed"
