#!/usr/bin/env bash
# Every way to a device that the other tests leave out: one that calls us, one that asks for its messages, one that
# posts them, message codes, TLS with certificates of both sides, several sessions at a time, the same device again,
# a whole use case, compressed time, a soak over HTTP, and a person at the console. Takes about ten seconds.
#   Tests/Live/ways.sh [FOLDER]      keeps the reports in FOLDER, when it is given
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
program=$(realpath "${SYNCHROSCOPE:-.build/release/synchroscope}")
device=$PWD/Fixtures/pxb/device.py
suites=$PWD/Suites
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY PXB_KEY PXB_CONTROL_KEY
export PYTHONDONTWRITEBYTECODE=1
command -v python3 >/dev/null 2>&1 || { printf '    skipped: there is no python3\n'; exit 0; }
[ -x "$program" ] || { printf 'error: %s is not built\n' "$program" >&2; exit 2; }

work=$(mktemp -d)
reports=${1:-$work/reports}
started=()
clean_up() {
  for process in "${started[@]}"; do kill "$process" && wait "$process"; done 2>/dev/null
  rm -rf "$work"
}
trap clean_up EXIT

# serve COMMAND…: starts a device of ours, and sets `place` to where it is.
serve() {
  local out=$work/place-${#started[@]}
  "$program" mock device meter-electr --lifetime 120s "$@" >"$out" 2>&1 &
  started+=($!)
  for _ in {1..200}; do
    [ -s "$out" ] && break
    sleep 0.05
  done
  place=$(head -n 1 "$out")
}

# told NAME: where the run of that name listens, once it says so.
told() {
  for _ in {1..400}; do
    grep -ohE '(http://)?127\.0\.0\.1:[0-9]+: start the device' "$work/$1.log" 2>/dev/null | sed 's/: start.*//' && return
    sleep 0.05
  done
  printf '127.0.0.1:1\n'
}

# play NAME OPTION…: reads meters on demand; the reports are in a folder of that name.
play() {
  local name=$1
  shift
  timeout 60 "$program" run sg-network/meter-reading --only '*#read-from-ems' --seed 1 --out "$reports/$name" "$@" \
    >"$work/$name.log" 2>&1
}

# says NAME PATTERN [COUNT]: the results of the run hold the pattern (in COUNT lines).
says() {
  local found
  found=$(cat "$reports/$1"/*/results.json 2>/dev/null | tr '{,' '\n\n' | grep -cE "$2")
  [ "$found" -ge "${3:-1}" ] && return
  printf '    %s: FAILED, nothing says %s\n' "$1" "$2"
  tail -n 20 "$work/$1.log"
  return 1
}

target() { printf '[device]\n%s\n' "$2" >"$work/$1.target"; }

# Five payloads each way, and none of them lost or refused.
right='n = 5'
expect_right() {
  local got=$1 name=$2
  if [ "$got" -ne 4 ]; then
    printf '    %s: FAILED, it ended with %s\n' "$name" "$got"
    tail -n 20 "$work/$name.log"
    return 1
  fi
  python3 - "$reports/$name" "$right" <<'PY' || { printf '    %s: FAILED\n' "$name"; return 1; }
import glob, json, sys
(path,) = glob.glob(sys.argv[1] + "/2*/results.json")
notes = [note for test in json.load(open(path))["tests"] for note in test.get("notes", [])]
rows = [note for note in notes if sys.argv[2] in note and "failures 0" in note]
assert len(rows) == 2, notes
PY
  printf '    %s: as it should be\n' "$name"
}

certificates() {
  (
    cd "$work" || exit 1
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=authority \
      -keyout authority.key -out authority.pem
    for name in device harness; do
      openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" -keyout "$name.key" -out "$name.csr"
      openssl x509 -req -in "$name.csr" -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 -out "$name.pem" \
        -extfile <(printf 'subjectAltName=IP:127.0.0.1,DNS:localhost')
    done
  ) >"$work/openssl.log" 2>&1 || { cat "$work/openssl.log"; return 1; }
}

called() {
  target listen 'listen: 127.0.0.1:0'
  play listen --trials 5 --target "$work/listen.target" &
  local run=$!
  "$program" mock device meter-electr --lifetime 60s --connect "$(told listen)" 2>/dev/null &
  started+=($!)
  wait "$run"
  expect_right $? listen
}

asked() {
  target poll 'serve: 127.0.0.1:0'
  play poll --trials 5 --target "$work/poll.target" &
  local run=$!
  python3 "$device" --poll "$(told poll)/" 2>/dev/null &
  started+=($!)
  wait "$run"
  expect_right $? poll
}

posted() {
  local port
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  target both "http: http://127.0.0.1:$port
serve: 127.0.0.1:0"
  play both --trials 5 --target "$work/both.target" &
  local run=$!
  python3 "$device" --http "127.0.0.1:$port" --peer "$(told both)" 2>/dev/null &
  started+=($!)
  wait "$run"
  expect_right $? both
}

keyed() {
  export PXB_KEY=k1:00112233445566778899aabbccddeeff
  serve --listen 0 --key-env PXB_KEY
  target key "connect: $place
traffic key: \${secret.PXB_KEY}
[secret PXB_KEY]
from environment PXB_KEY"
  play key --trials 5 --target "$work/key.target"
  expect_right $? key || return 1
  PXB_KEY=k1:ffeeddccbbaa99887766554433221100 play other-key --trials 5 --target "$work/key.target"
  [ $? -eq 3 ] && grep -q 'PXB-301' "$work/other-key.log" && ! grep -qi ffeeddcc "$work/other-key.log" && return
  printf '    another key: FAILED\n'
  cat "$work/other-key.log"
  return 1
}

# A device behind TLS that wants to know who calls; then somebody whom it does not know.
secured() {
  certificates || return 1
  serve --listen 0
  python3 Tests/Live/tls_front.py "$place" "$work" >"$work/front" &
  started+=($!)
  for _ in {1..100}; do
    [ -s "$work/front" ] && break
    sleep 0.05
  done
  target tls "connect: $(cat "$work/front")
tls: on
[trust]
"
  printf 'trust: file authority.pem\nclient certificate: harness.pem, harness.key\n[device]\nconnect: %s\ntls: on\n' \
    "$(cat "$work/front")" >"$work/tls.target"
  play tls --trials 5 --target "$work/tls.target"
  expect_right $? tls || return 1
  sed '/client certificate/d' "$work/tls.target" >"$work/nobody.target"
  play nobody --trials 5 --target "$work/nobody.target"
  [ $? -eq 3 ] && return
  printf '    nobody: FAILED\n'
  cat "$work/nobody.log"
  return 1
}

# Two runs against one device: the second gives the same ids to other messages. Then a soak.
again() {
  serve --http 0
  play first --trials 5 --target "pxb+$place" || true
  play again --trials 5 --target "pxb+$place"
  expect_right $? again || return 1
  play soak --rate 50 --for 4s --target "pxb+$place"
  local status=$?
  [ "$status" -eq 0 ] && says soak 'failures 0' 2 && printf '    soak over HTTP: as it should be\n' && return
  printf '    soak over HTTP: FAILED, it ended with %s\n' "$status"
  tail -n 20 "$work/soak.log"
  return 1
}

# Flows that cut links, one after the other with the same device: each has to find it as it was, and those that are
# about somebody else are left out.
whole() {
  timeout 90 "$program" run sg-network/meter-reading --seed 1 --time virtual --out "$reports/whole" \
    --target "exec:exec '$program' mock device meter-electr --stdio --clock virtual" >"$work/whole.log" 2>&1
  local status=$?
  [ "$status" -eq 0 ] && says whole 'the target does not play DAPjm' && printf '    whole: as it should be\n' && return
  printf '    whole: FAILED, it ended with %s\n' "$status"
  tail -n 20 "$work/whole.log"
  return 1
}

at_a_time() {
  target jobs "exec: exec '$program' mock device meter-electr --stdio --suites '$suites'
sessions: 2"
  play jobs --trials 5 --jobs 2 --only '*#read-once' --target "$work/jobs.target"
  right='n = 5' expect_right $? jobs
}

# Two flows of our own, beside the shipped suites.
own_suites() {
  mkdir -p "$work/Suites/test"
  ln -s "$suites"/* "$work/Suites/"
  cat >"$work/Suites/test/ways.suite" <<'SUITE'
suite test/ways "Ways to a device"
binding pxb
actor meter plays "2-Way Meter - Electr" is target
actor cis plays "CIS/Billing - Utility" is harness

flow patient "A command a minute after another one"
  cis -> meter on-demand_Mtr-read_cmd { "meter_id": ${meter.id}, "reading_type": "kWh-del" }
      [4.10.4.1/on-demand_Mtr-read_cmd]
  advance 1m
  cis -> meter on-demand_Mtr-read_cmd { "meter_id": ${meter.id}, "reading_type": "kWh-del" }
      [4.10.4.1/on-demand_Mtr-read_cmd]

flow manual "A link that is cut by hand"
  link down at meter
  link up at meter
  cis -> meter on-demand_Mtr-read_cmd { "meter_id": ${meter.id}, "reading_type": "kWh-del" }
      [4.10.4.1/on-demand_Mtr-read_cmd]
SUITE
}

# What a suite lets pass is shortened: a round would last a minute.
compressed() {
  own_suites
  target compressed "exec: exec '$program' mock device meter-electr --stdio --suites '$suites'
time: compressed 60"
  timeout 60 "$program" run test/ways --suites "$work/Suites" --only '*#patient' --trials 4 --seed 1 \
    --out "$reports/compressed" --target "$work/compressed.target" >"$work/compressed.log" 2>&1
  local status=$?
  [ "$status" -eq 4 ] && says compressed 'n = 4' && says compressed 'mode compressed' &&
    printf '    compressed: as it should be\n' && return
  printf '    compressed: FAILED, it ended with %s\n' "$status"
  tail -n 20 "$work/compressed.log"
  return 1
}

prompted() {
  own_suites
  target manual "exec: exec python3 -B '$PWD/Fixtures/Live/hostile.py' good
prompts: terminal"
  python3 Tests/Live/person.py "$program" run test/ways --suites "$work/Suites" --only '*#manual' --trials 2 \
    --for 20s --out "$reports/manual" --target "$work/manual.target" >"$work/manual.log" 2>&1
  local status=$?
  [ "$status" -eq 0 ] && says manual 'failures 0' && printf '    a person at the console: as it should be\n' && return
  printf '    a person at the console: FAILED, it ended with %s\n' "$status"
  tail -n 30 "$work/manual.log"
  return 1
}

waiting=()
for case in ${ONLY:-called asked posted keyed secured again whole at_a_time compressed prompted}; do
  (
    trap clean_up EXIT
    trap - INT
    started=()
    work=$work/$case
    mkdir "$work"
    "$case"
  ) &
  waiting+=($!)
done
failed=0
for process in "${waiting[@]}"; do wait "$process" || failed=1; done
exit "$failed"
