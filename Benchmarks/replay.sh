#!/usr/bin/env bash
# Flows in real time against devices of another process: by default 10,000 meters and 1,000 payloads a
# second for a minute. Prints what was lost, how late the harness was, what the memory of both did, and
# what the verdict says. Ends with 1 when a payload was lost, 99 % of them took 5 ms or more to go out,
# or the harness kept on growing.
#
#   Benchmarks/replay.sh [METERS [RATE [SECONDS]]]
set -euo pipefail
cd "$(dirname "$0")/.."

meters=${1:-10000} rate=${2:-1000} seconds=${3:-60}
program=${SYNCHROSCOPE:-.build/release/synchroscope}
flow=sg-network/meter-reading#read-from-ems
work=$(mktemp -d)
children=()
trap 'kill "${children[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT

resident_kilobytes() { awk '/^VmRSS/ { print $2 }' "/proc/$1/status" 2>/dev/null || echo 0; }

"$program" mock device meter-electr --instances "$meters" --listen 0 --lifetime 3600s \
  >"$work/place" 2>"$work/mock.log" &
mock=$!
children+=("$mock")
for _ in {1..100}; do
  [[ -s $work/place ]] && break
  sleep 0.1
done
place=$(head -n 1 "$work/place")

"$program" run sg-network/meter-reading --only "$flow" --target "tcp:$place" --seed 1 \
  --instances "$meters" --rate "$rate" --for "${seconds}s" --out "$work/reports" \
  --format quiet >"$work/run.log" 2>&1 &
harness=$!
children+=("$harness")

python3 - "$seconds" >"$work/timer" <<'PY' &
import sys, time
lateness, due = [], time.monotonic()
end = due + int(sys.argv[1])
while due < end:
    due += 0.002
    time.sleep(max(0, due - time.monotonic()))
    lateness.append(time.monotonic() - due)
lateness.sort()
half, most, last = (f"{lateness[int(len(lateness) * share) - 1] * 1000:.2f} ms" for share in (0.5, 0.99, 1))
print(f"a timer beside them rang: half of the times within {half}, 99 % within {most}, all within {last}")
PY
timer=$!
children+=("$timer")

# Three looks, when everything has been allocated that a steady state takes.
looks=()
for part in 1 2 3; do
  sleep $((seconds / 3 > 2 && part == 3 ? seconds / 3 - 2 : seconds / 3))
  looks+=("$(resident_kilobytes "$harness") $(resident_kilobytes "$mock")")
done
code=0
wait "$harness" || code=$?
if ((code != 0)); then
  cat "$work/run.log"
  echo "the run ended with $code"
fi
printf 'memory of the harness and of the devices after each third: '
printf '%s kB; ' "${looks[@]}"
echo
wait "$timer" && cat "$work/timer"

python3 - "$work"/reports/*/results.json "$work/timer" "$code" "${looks[@]}" <<'PY'
import json, re, sys
results, timer = json.load(open(sys.argv[1])), open(sys.argv[2]).read()
code, looks = int(sys.argv[3]), sys.argv[4:]
problems = [] if code == 0 else [f"exit code {code}"]
for test in results["tests"]:
    for note in test.get("notes", []):
        print(note)
        late = re.search(r"99 % within ([0-9.]+) ms.*; (\d+) messages could not", note)
        if late and float(late[1]) >= 5:
            problems.append(f"99 % of the payloads went out within {late[1]} ms only")
            if float(re.search(r"99 % within ([0-9.]+)", timer)[1]) * 2 >= float(late[1]):
                problems.append("the timer was as late: try again when nothing else wants this machine")
        if late and late[2] != "0":
            problems.append(f"{late[2]} messages could not be sent")
        lost = re.search(r"failures (\d+)", note)
        if lost and lost[1] != "0":
            problems.append(f"{lost[1]} payloads failed")
first, last = (int(looks[place].split()[0]) for place in (0, 2))
if last > first * 1.25 + 8192:
    problems.append(f"the harness grew from {first} kB to {last} kB")
print("FAILED: " + "; ".join(problems) if problems else "as it should be")
sys.exit(1 if problems else 0)
PY
