#!/usr/bin/env bash
# Certifies the Python example device over pipes, TCP and HTTP at once, in real time, and plays flows for reading
# on demand, load management and the service switch with it, on its own virtual clock.
#   Tests/Interop/devices.sh [FOLDER]      keeps the reports in FOLDER, when it is given
# With WHOLE=1 every flow of the three use cases is played, for minutes instead of half of one; a customer who wants to
# leave an event that is over is refused by the device, so that one flow stays untestable (exit code 4).
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

# certify NAME TARGET TARGET: every rule of the binding in real time, and flows of another such device on its own
# clock. (Over HTTP nobody but the device knows how much it has sent to whoever came before.)
flows=(--only '*#read-from-ems' --only '*#read-fails-electric' --only '*#voluntary' --only '*#switch')
wanted=0
if [ -n "${WHOLE:-}" ]; then flows=() wanted=4; fi
certify() {
  local name=$1 log=$work/$1.run status
  if timeout 60 "$program" run pxb --target "$2" --hazards all --out "$reports/$name-pxb" >"$log" 2>&1; then
    timeout 400 "$program" run sg-network/meter-reading sg-network/load-management sg-network/service-switch \
      "${flows[@]}" --target "$3" --hazards all --time virtual --out "$reports/$name-flows" >>"$log" 2>&1
    status=$?
    [ "$status" -ne "$wanted" ] || { printf '    %s: passed\n' "$name"; return; }
  fi
  printf '    %s: failed\n' "$name"
  tail -n 40 "$log"
  return 1
}

cd "$root" || exit 2
waiting=()
certify exec "exec:python3 $device" "exec:python3 $device" &
waiting+=($!)
for name in tcp http; do
  if [ "$name" = tcp ]; then option=--listen prefix=tcp: ; else option=--http prefix=pxb+http:// ; fi
  served "$name-1" "$option" 127.0.0.1:0 || exit 1
  first=$prefix${place#http://}
  served "$name-2" "$option" 127.0.0.1:0 || exit 1
  certify "$name" "$first" "$prefix${place#http://}" &
  waiting+=($!)
done
failed=0
for process in "${waiting[@]}"; do wait "$process" || failed=1; done
exit "$failed"
