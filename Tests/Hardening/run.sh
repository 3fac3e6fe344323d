#!/usr/bin/env bash
# What becomes of a run when disk, machine or people fail in its middle. Each time nothing that was seen may be lost,
# a sentence says what to do, and the exit code says whose fault it was. Takes about ten seconds.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
synchroscope=$(realpath "${SYNCHROSCOPE:-.build/release/synchroscope}")
[ -x "$synchroscope" ] || { printf 'build it first: swift build -c release\n' >&2; exit 2; }
here=Tests/Hardening
unset http_proxy https_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY
# Not below /tmp, which is taken away once.
mkdir -p .build
work=$(mktemp -d "$PWD/.build/misfortune.XXXXXX")
servers=()
trap 'kill "${servers[@]}" 2>/dev/null; rm -rf "$work"' EXIT
failures=0 passed=0 skipped=() subject=
# about WORDS: what goes wrong next. docs/threat-model.md names these words.
about() { subject=$1; }
fail() {
  printf 'FAILED: %s: %s\n' "$subject" "$*" >&2
  head -n 6 "$work/said" | cut -c1-200 | sed 's/^/  | /' >&2
  failures=$((failures + 1))
}

# serve NAME OPTION…: a right server; its URL is left in $url.
serve() {
  local name=$1
  shift
  : >"$work/$name"
  "$synchroscope" mock cds --quiet --no-operator --lifetime 2m "$@" >"$work/$name" 2>"$work/$name.log" &
  servers+=("$!")
  for _ in {1..100}; do
    read -r url <"$work/$name" && return
    sleep 0.05
  done
  fail "the server did not start"
  exit 1
}
in_small_files() { bash -c 'ulimit -f "$1"; shift; exec "$@"' - "$@"; }
with_files() { bash -c 'ulimit -n "$1"; shift; exec "$@"' - "$@"; }

# The words of a run against $1, and the run that it has made.
command=()
aim() { command=(run try --suites "$here/Suites" --target "$1" --jobs 1); }
out=(--out "$work/reports")
run_of() { (cd "$work/reports" 2>/dev/null && printf '%s' "$PWD"/2*); }

# examine CODE WORDS PROGRAM…: the exit code, and words that must be said. What is said is left in $work/said; it goes
# through a pipe, because limits on files are limits on this one too.
examine() {
  local code=$1 words=$2 status
  shift 2
  "$@" 2>&1 </dev/null | cat >"$work/said"
  status=${PIPESTATUS[0]}
  expect "$code" "$status" "$words" "$*"
}
expect() {
  if [ "$2" -ne "$1" ]; then
    fail "$4: exit $2 instead of $1"
  elif [ -n "$3" ] && ! grep -qF -- "$3" "$work/said"; then
    fail "$4: nobody said: $3"
  else
    passed=$((passed + 1))
  fi
}

# Every line of the evidence is whole but perhaps the last, it tells of exchanges, and the commands that read it do so
# and say that it is a part. `judge` ends with 4: nothing was wrong, and not everything was seen.
readable() {
  local run log words=$1
  run=$(run_of)
  log=$run/evidence/exchanges.jsonl
  if ! python3 - "$log" <<'PY' 2>"$work/said"; then fail "the evidence"; fi
import json, sys
lines = open(sys.argv[1], "rb").read().split(b"\n")[:-1]
events = [json.loads(line).get("event") for line in lines]
assert "exchange" in events, events
PY
  examine 2 "cut short" "$synchroscope" bundle "$run" --out "$work/none.bundle"
  [ ! -e "$work/none.bundle" ] || fail "there is a bundle"
  examine 4 "$words" "$synchroscope" judge "$run" --format quiet
  examine 4 "exit 4" "$synchroscope" report "$run" --format quiet --suites "$here/Suites"
  rm -rf "$work/reports"
}

# --- A disk that is full, or that nobody may write to

about "a full disk"
serve server
quick=$url
aim "$quick"
# 16 blocks of 1024 bytes: the evidence ends in its middle.
examine 5 "cannot be written" in_small_files 16 "$synchroscope" "${command[@]}" "${out[@]}"
for words in "; the run goes on" "help: free some space" "12 passed"; do
  grep -qF "$words" "$work/said" || fail "nobody said: $words"
done
readable "did not come to its end"
aim "$quick"
examine 2 "name another folder with --out" in_small_files 0 "$synchroscope" "${command[@]}" "${out[@]}"
rm -rf "$work/reports"
examine 5 "No space left on device" bash -c 'exec "$@" >/dev/full' - "$synchroscope" --help
examine 0 "report:" "$synchroscope" "${command[@]}" "${out[@]}"
about "evidence is the owner's"
[ "$(stat -c %a "$(run_of)/evidence/exchanges.jsonl")" = 600 ] || fail "others can read it"
about "judging without a network"
if unshare -rn true 2>/dev/null; then
  examine 0 " 0 otherwise" unshare -rn "$synchroscope" judge "$(run_of)" --format quiet
else
  skipped+=("$subject")
fi
about "an endless bundle"
for what in verify judge; do
  examine 2 "the end of the archive" timeout 10 "$synchroscope" $what /dev/zero
done
about "a full disk"
whole=$(run_of)
for what in "bundle $whole --out $work/cut" "keygen $work/cut" "judge $whole --out $work/cut" \
  "report $whole --junit $work/cut"; do
  # shellcheck disable=SC2086  # words
  in_small_files 0 "$synchroscope" $what 2>&1 | cat >"$work/said"
  status=${PIPESTATUS[0]}
  { [ "$status" -eq 2 ] || [ "$status" -eq 5 ]; } && grep -q "File too large" "$work/said" || fail "$what: exit $status"
  find "$work" -path "$work/cut*" -type f -size +0 | grep -q . && fail "$what: a part of a file is left"
  rm -rf "$work"/cut*
  passed=$((passed + 1))
done

# A real file system without room, where we may have one of our own.
mount_small='mount -t tmpfs -o size=40k tmpfs "$1" && shift && exec "$@"'
mkdir "$work/small"
if unshare -rm bash -c "$mount_small" - "$work/small" true 2>/dev/null; then
  examine 5 "No space left on device" unshare -rm bash -c "$mount_small" - "$work/small" \
    "$synchroscope" "${command[@]}" --out "$work/small/reports"
else
  skipped+=("a file system without room")
fi

about "no permission"
# Root has every, so somebody else runs.
mkdir -m 555 "$work/readonly"
chmod 711 "$work"
other=()
[ "$(id -u)" -ne 0 ] || other=(setpriv --reuid=65534 --regid=65534 --clear-groups)
if "${other[@]}" "$synchroscope" --version >/dev/null 2>&1; then
  examine 2 "name another folder with --out" \
    "${other[@]}" "$synchroscope" "${command[@]}" --out "$work/readonly"
else
  skipped+=("$subject")
fi
examine 2 "name another folder with --out" "$synchroscope" "${command[@]}" --out "$synchroscope/below"
about "suites that cannot be read"
cp -r "$here/Suites" "$work/closed"
chmod 000 "$work/closed/try"
# A home may be closed to others as well, and then they see nothing of this folder.
if "${other[@]}" "$synchroscope" --version >/dev/null 2>&1 && "${other[@]}" test -d "$work/closed"; then
  examine 2 "cannot be read: Permission denied" \
    "${other[@]}" "$synchroscope" run try --suites "$work/closed" --target "$quick"
else
  skipped+=("$subject")
fi

# --- Nowhere to be at home

about "no home"
examine 0 "is proven" env -i HOME=/nonexistent TMPDIR=/nonexistent "$synchroscope" "${command[@]}" "${out[@]}"
examine 0 "is proven" env -i "$synchroscope" "${command[@]}" "${out[@]}"
about "no /tmp"
hide='mount -t tmpfs -o ro tmpfs /tmp && exec "$@"'
if unshare -rm bash -c "$hide" - "$synchroscope" --version >/dev/null 2>&1; then
  examine 0 "is proven" unshare -rm bash -c "$hide" - "$synchroscope" "${command[@]}" "${out[@]}"
else
  skipped+=("$subject")
fi
rm -rf "$work/reports"

# --- A caller that wants to hear of no child

about "ends of children are ignored"
printf 'url: %s\n\n[hooks]\nact = true\n' "$quick" >"$work/act.target"
examine 0 "is proven" timeout 20 env --ignore-signal=CHLD \
  "$synchroscope" run act --suites "$here/Suites" --target "$work/act.target" "${out[@]}"
rm -rf "$work/reports"

# --- Nobody listens

about "a reader that stops early"
examine 0 "" bash -c 'set -o pipefail; "$@" | head -n 1' - "$synchroscope" "${command[@]}" "${out[@]}"
[ -s "$(run_of)/results.json" ] || fail "no results"
rm -rf "$work/reports"
about "closed streams"
for streams in '>&-' '<&- >&-' '<&- >&- 2>&-'; do
  bash -c "exec \"\$@\" $streams" - "$synchroscope" "${command[@]}" "${out[@]}" 2>"$work/said"
  status=$?
  [ "$streams" = '<&- >&- 2>&-' ] && echo "it is closed" >"$work/said"
  expect 5 "$status" "it is closed" "$streams"
  # Nothing that was meant for people stands in the evidence, which judges as it did.
  examine 0 " 0 otherwise" "$synchroscope" judge "$(run_of)" --format quiet
  rm -rf "$work/reports"
done

# --- Few files may be open

about "few open files"
examine 0 "is proven" with_files 64 "$synchroscope" "${command[@]}" "${out[@]}"
rm -rf "$work/reports"
for limit in 9 10 11 12 14; do
  with_files $limit "$synchroscope" "${command[@]}" "${out[@]}" >"$work/said" 2>&1
  status=$?
  [ "$status" -eq 0 ] || expect 5 "$status" "ulimit -n" "$limit open files"
  rm -rf "$work/reports"
done
# It serves again when others let go, and does not spin meanwhile.
about "a server out of files"
: >"$work/few"
(ulimit -n 32 && exec "$synchroscope" mock cds --quiet --no-operator --lifetime 1m) >"$work/few" 2>/dev/null &
few=$!
servers+=("$few")
for _ in {1..100}; do read -r url <"$work/few" && break; sleep 0.05; done
if python3 - "$url" "$few" >"$work/said" 2>&1 <<'PY'; then passed=$((passed + 1)); else fail "with 32"; fi
import os, socket, sys, time, urllib.parse, urllib.request
place = urllib.parse.urlsplit(sys.argv[1])
def used():
    fields = open(f"/proc/{sys.argv[2]}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
port = f":{place.port:04X}"
ours = [line.split()[1] for line in open("/proc/net/tcp") if line.split()[1].endswith(port) and line.split()[3] == "0A"]
assert ours == ["0100007F" + port], f"it listens elsewhere: {ours}"
held = [socket.create_connection((place.hostname, place.port)) for _ in range(60)]
before = used()
time.sleep(0.5)
assert used() - before < 0.25, "it spins"
for one in held:
    one.close()
assert urllib.request.urlopen(sys.argv[1] + "/docs", timeout=10).status == 200
PY

# --- Stopped in the middle

serve slow --delay 100ms
slow=$url
# stop SIGNAL: a run that is in its middle gets the signal; its exit code is left in $status.
stop() {
  aim "$slow"
  # Whoever called us may have said that hang-ups do not matter, as `nohup` does.
  env --default-signal=HUP "$synchroscope" "${command[@]}" "${out[@]}" >"$work/said" 2>&1 </dev/null &
  local id=$!
  for _ in {1..200}; do
    [ "$(grep -cF '"event":"exchange"' "$work"/reports/2*/evidence/exchanges.jsonl 2>/dev/null)" -ge 3 ] 2>/dev/null && break
    sleep 0.02
  done
  kill "-$1" "$id"
  wait "$id" 2>/dev/null
  status=$?
}
for signal in TERM INT HUP; do
  about "SIG$signal"
  stop "$signal"
  expect 4 "$status" "stopping" "a run"
  [ -s "$(run_of)/results.json" ] || fail "no results"
  readable "the recorded run was cut short"
done
about SIGKILL
stop KILL
expect 137 "$status" "" "a run"
readable "did not come to its end"

# A server that has just said where it is can be stopped: no signal is lost.
about "stopped at once"
for _ in {1..10}; do
  coproc "$synchroscope" mock cds --quiet --no-operator --lifetime 20s 2>/dev/null
  id=$COPROC_PID
  servers+=("$id")
  read -r -t 10 -u "${COPROC[0]}" url || fail "it did not start"
  kill "$id"
  began=$SECONDS
  wait "$id" 2>/dev/null
  status=$?
  { [ "$status" -eq 0 ] && [ $((SECONDS - began)) -le 5 ]; } || fail "exit $status after $((SECONDS - began)) s"
  passed=$((passed + 1))
done

# --- A clock that is set in the middle

about "a clock that is set"
if clang -shared -fPIC -o "$work/step-clock.so" $here/step-clock.c -ldl 2>"$work/said" ||
  cc -shared -fPIC -o "$work/step-clock.so" $here/step-clock.c -ldl 2>"$work/said"; then
  for step in 3600 -3600; do
    aim "$slow"
    examine 0 "the clock of this machine was set by $step s" \
      env STEP=$step STEP_AFTER=700 LD_PRELOAD="$work/step-clock.so" "$synchroscope" "${command[@]}" "${out[@]}"
    examine 0 " 0 otherwise" "$synchroscope" judge "$(run_of)" --format quiet
    rm -rf "$work/reports"
  done
else
  skipped+=("$subject, because there is no C compiler")
fi

for what in "${skipped[@]}"; do printf '    misfortune: skipped, %s\n' "$what"; done
[ "$failures" -eq 0 ] && printf '    misfortune: %s outcomes as they should be\n' "$passed"
exit "$((failures > 0))"
