# Part of smoke.sh: runs against targets that are right, wrong, absent or cut short, and what is
# written about them. Sourced, not run.

# The environment of whoever runs this must not send our requests elsewhere.
unset http_proxy https_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY

work=$(mktemp -d)
started=()
clean_up() {
  [ "${#started[@]}" -eq 0 ] || kill "${started[@]}" 2>/dev/null
  rm -rf "$work"
}
trap clean_up EXIT

# serve NAME COMMAND…: starts a server and waits for the first line that it prints.
serve() {
  local name=$1
  shift
  "$@" >"$work/$name" 2>/dev/null &
  started+=("$!")
  for _ in $(seq 100); do
    [ -s "$work/$name" ] && return
    sleep 0.1
  done
  printf 'FAILED: %s did not start\n' "$*" >&2
  failures=$((failures + 1))
}

# wait_for FILE LINES: until a file has so many lines.
wait_for() {
  for _ in $(seq 200); do
    [ "$(cat "$1" 2>/dev/null | wc -l)" -ge "$2" ] && return
    sleep 0.05
  done
}

mock=("$synchroscope" mock cds --quiet --lifetime 120s)
serve right "${mock[@]}"
serve wrong "${mock[@]}" --defect metadata-version-wrong
serve safe "${mock[@]}" --tls --ca "$work/ca.pem"
mkdir "$work/empty"
serve static python3 -u -m http.server --bind 127.0.0.1 --directory "$work/empty" 0
right=$(cat "$work/right")
wrong=$(cat "$work/wrong")
safe=$(cat "$work/safe")
static=http://127.0.0.1:$(grep -oE 'port [0-9]+' "$work/static" | cut -d' ' -f2)

run=("$synchroscope" run cds/discovery/metadata --no-output --target)
# shellcheck source=Scripts/smoke-errors.sh
. Scripts/smoke-errors.sh

# A web server that knows nothing of the specification is no fault of the set-up.
expect 1 "received: status 404" "${run[@]}" "$static"
printf 'url: %s\ntrust: file %s\n' "$safe" "$work/ca.pem" >"$work/safe.target"
expect 0 "0 failed" "$synchroscope" run cds/discovery --no-output --allow-unproven \
  --target "$work/safe.target"

# A suite file of somebody's own lies anywhere, names rows and suites of the folder, and is kept with the run.
mkdir -p "$work/own/acme"
cat >"$work/own/acme/extra.suite" <<'SUITE'
suite acme/extra "What a vendor tries besides"

needs cds/discovery/metadata

test again "The metadata is there a second time"
  GET ${target.metadata_url}
  => 200                                                                     [WG1-01/3.1/well-known-supported]
SUITE
expect 0 "report: $work/extra/" "$synchroscope" run "$work/own/acme/extra.suite" --target "$right" \
  --out "$work/extra" --allow-unproven --format quiet
rm -r "$work/own"
expect 0 " 0 otherwise" "$synchroscope" judge "$work/extra"/*/results.json
expect 0 "entries " "$synchroscope" bundle "$work/extra"/2*/ --out "$work/extra.bundle"
expect 0 " 0 otherwise" "$synchroscope" judge "$work/extra.bundle"

# Every kind of run is read alike by other people's readers.
# reports NAME CODE TARGET: a run, its results against their schema, and its reports.
reports() {
  local name=$1 code=$2 target=$3 results
  expect "$code" "report: $work/$name/" "$synchroscope" run cds/discovery --target "$target" \
    --out "$work/$name" --allow-unproven --format quiet
  check_reports "$work/$name"/*/
}

check_reports() {
  expect 0 "valid" "$synchroscope" validate --schema docs/results.schema.json "$1/results.json"
  expect 0 "as in the results" Scripts/reports-check.sh "$1/results.json" "$synchroscope"
}

reports passed 0 "$right"
reports failed 1 "$wrong"
reports fault 3 http://127.0.0.1:9

# A run that is stopped writes reports that say so; one that is killed leaves its evidence.
printf 'url: %s\nrate limit: 10 per second\n' "$right" >"$work/slow.target"
# cut NAME SIGNAL: sends a signal in the middle of a run; its exit code is left in $code.
cut_short() {
  "$synchroscope" run cds/discovery --target "$work/slow.target" --out "$work/$1" >/dev/null 2>&1 &
  local pid=$!
  for _ in $(seq 100); do
    compgen -G "$work/$1/*/evidence/exchanges.jsonl" >/dev/null && break
    sleep 0.05
  done
  wait_for "$work/$1"/*/evidence/exchanges.jsonl 20
  kill "-$2" "$pid"
  wait "$pid" 2>/dev/null
  code=$?
}
cut_short stopped TERM
[ "$code" -eq 4 ] || { printf 'FAILED: a stopped run ends with %s\n' "$code" >&2; failures=$((failures + 1)); }
check_reports "$work/stopped"/*/
expect 4 "the run was stopped before its end" "$synchroscope" report "$work/stopped"/*/
cut_short killed KILL
expect 4 "the run did not come to its end" "$synchroscope" report "$work/killed"/*/

# A full disk is said, and is not the target's fault.
if [ -w /dev/full ]; then
  expect 5 "cannot be written" bash -c \
    "$synchroscope run cds/discovery/metadata --target $right --no-output >/dev/full"
fi

# Every defect of the reference server is noticed by a check of its own requirement.
expect 0 "(100 %); the right server passes before and after" "$synchroscope" mutants cds/discovery
expect 0 "1 of 1 defects killed" "$synchroscope" mutants cds/discovery --defect metadata-version-wrong
expect 2 "did you mean 'metadata-version-wrong'?" "$synchroscope" mutants --defect metadata-version-wrnog
expect 1 "survived: entry-country-missing" \
  "$synchroscope" mutants cds/discovery/metadata --defect entry-country-missing

# So is every defect of reference devices; a few of them here, one of each kind.
expect 0 "7 of 7 defects killed (100 %); right devices pass the same flows" \
  "$synchroscope" mutants sg-network smart-appliance der-exchange --defect meter-audit-late \
  --defect meter-read-and-error --defect switch-expired-executed --defect load-broadcast-leaks \
  --defect gateway-duplicates --defect appliance-store-12-hours --defect document-altered-accepted
expect 2 "give suites of one kind at a time" "$synchroscope" mutants sg-network/outage cds/discovery
expect 0 "meter-audit-late" "$synchroscope" list device-defects
