#!/usr/bin/env bash
# Reads the machine formats of a run with programs that nobody here wrote, and holds JUnit to the
# schema that Jenkins uses.
#   Tests/Interop/reports.sh [RESULTS…]     results.json or folders of runs; a sample when none is named
# JUNIT_XSD names a copy of junit-10.xsd; else it is fetched. Where Python packages or the schema cannot
# be had it says "skipped: …" and goes on without.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$here/python.sh"
program=${SYNCHROSCOPE:-$root/.build/release/synchroscope}
schema_url=https://raw.githubusercontent.com/jenkinsci/xunit-plugin/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd

[ -x "$program" ] || { printf 'error: %s is not built\n' "$program" >&2; exit 2; }

python_environment reports "$here/reports-requirements.txt"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
schema=${JUNIT_XSD:-}
if [ -z "$schema" ] && command -v curl >/dev/null 2>&1 &&
  curl --silent --fail --max-time 20 --output "$work/junit-10.xsd" "$schema_url"; then
  schema=$work/junit-10.xsd
fi
[ -n "$schema" ] || printf '    skipped: the schema of JUnit cannot be fetched; JUNIT_XSD names a copy\n'

[ $# -gt 0 ] || set -- "$root/Fixtures/Verdict/results.json"
status=0
number=0
for results in "$@"; do
  number=$((number + 1))
  folder=$work/$number
  mkdir "$folder"
  "$program" report "$results" --format json --junit "$folder/junit.xml" --tap "$folder/run.tap" \
    --gitlab "$folder/gitlab.json" --markdown "$folder/summary.md" >"$folder/results.json"
  [ -s "$folder/summary.md" ] || { printf 'error: %s cannot be reported\n' "$results" >&2; exit 1; }
  PYTHONDONTWRITEBYTECODE=1 timeout 120 "$environment/bin/python" "$here/reports.py" \
    "$folder" "$schema" || status=1
done
exit $status
