#!/usr/bin/env bash
# Kills a soak in its middle and starts it again: it has to go on, to count no payload twice and to tell
# of the gap. Takes about ten seconds.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 2
synchroscope=${SYNCHROSCOPE:-.build/release/synchroscope}
work=$(mktemp -d)
device=
trap 'kill "$device" 2>/dev/null; rm -rf "$work"' EXIT
fail() { printf 'FAILED: %s\n' "$*" >&2; cat "$work"/*.log >&2; exit 1; }

"$synchroscope" mock device meter-electr --instances 20 --listen 0 --lifetime 120s >"$work/place" &
device=$!
for _ in {1..100}; do [ -s "$work/place" ] && break; sleep 0.1; done
command=(run 'sg-network/meter-reading' --only '*#read-from-ems' --target "tcp:$(head -n 1 "$work/place")"
  --rate 100 --for 6s --out "$work/reports")

"$synchroscope" "${command[@]}" >"$work/first.log" 2>&1 &
first=$!
sleep 3.5
kill -KILL "$first"
wait "$first" 2>/dev/null
sleep 1
"$synchroscope" "${command[@]}" --resume >"$work/second.log" 2>&1 || code=$?
[ "${code:-0}" -eq 0 ] || [ "${code:-0}" -eq 4 ] || fail "the run that goes on ended with ${code:-0}"
"$synchroscope" "${command[@]}" --resume >"$work/third.log" 2>&1
[ $? -eq 2 ] || fail "a run that is over was gone on with"

python3 - "$work" <<'PY' || fail "what the two runs wrote"
import glob, json, sys
runs = sorted(glob.glob(sys.argv[1] + "/reports/2*"))
old, new = ([json.loads(line) for line in open(run + "/journal.jsonl") if line.endswith("\n")] for run in runs)
for journal in (old, new):
    begun = [line["b"][0] for line in journal if "b" in line]
    ended = [line["r"]["n"] for line in journal if "r" in line]
    assert begun == list(range(len(begun))), "every round is begun once, in order"
    assert len(ended) == len(set(ended)), "no round ends twice"
assert len([1 for line in new if "b" in line]) > len([1 for line in old if "b" in line]) > 100
results = json.load(open(runs[1] + "/results.json"))
notes = [note for test in results["tests"] for note in test.get("notes", [])]
gap = [note for note in notes if "went on" in note and "none is counted twice" in note]
assert gap, notes
rounds = len([1 for line in new if "b" in line])
row = next(note for note in notes if ": PASS" in note or ": INCONCLUSIVE" in note)
counted = int(row.split("n = ")[1].split(",")[0])
assert counted <= rounds, (counted, rounds)
# The payloads of both runs have ids of their own: the run's name tells them apart.
names = set()
for run in runs:
    for path in glob.glob(run + "/evidence/sessions/*.jsonl"):
        for line in open(path):
            if not line.endswith("\n"):
                continue
            message = json.loads(json.loads(line)["text"])
            if message["kind"] == "payload" and message["clk"] == "h":
                name = message["run"], message["id"]
                assert name not in names, name
                names.add(name)
print(f"as it should be: {rounds} rounds, {counted} counted; {gap[0]}")
PY
