#!/usr/bin/env bash
# Runs the built program the way a newcomer would and compares exit codes and words.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
synchroscope=${SYNCHROSCOPE:-.build/release/synchroscope}
failures=0

# expect CODE WORDS COMMAND…: the exit code, and words that the output must hold.
expect() {
  local code=$1 words=$2 output status
  shift 2
  output=$("$@" 2>&1 </dev/null)
  status=$?
  if [ "$status" -ne "$code" ] || ! grep -qF -- "$words" <<<"$output"; then
    printf 'FAILED: %s\n  expected exit %s and the words: %s\n  received exit %s:\n%s\n' \
      "$*" "$code" "$words" "$status" "$output" >&2
    failures=$((failures + 1))
  fi
}

demo=Fixtures/Demo
expect 0 "synchroscope 0." "$synchroscope" --version
expect 0 "Usage:" "$synchroscope" --help
expect 2 "did you mean 'validate'?" "$synchroscope" valdate
expect 0 "valid" "$synchroscope" validate --schema $demo/metadata.schema.json $demo/good.json
expect 1 "$demo/bad.json:" "$synchroscope" validate --schema $demo/metadata.schema.json $demo/bad.json
expect 2 "$demo/broken.json:" "$synchroscope" validate --schema $demo/metadata.schema.json $demo/broken.json
expect 2 "cannot be read" "$synchroscope" validate --schema $demo/none.json $demo/good.json
expect 2 "cannot be read" "$synchroscope" validate --schema $demo/metadata.schema.json $demo
expect 1 "requirement: WG1-01/4.3/field-country" \
  "$synchroscope" validate --format coverage-entry $demo/good.json
expect 2 "did you mean 'coverage-entry'?" \
  "$synchroscope" validate --format coverage-entri $demo/good.json
expect 1 "26 findings" \
  "$synchroscope" spec lint --rules Fixtures/Spec/meters.rules Fixtures/Spec/meters.md
expect 0 "nothing found" "$synchroscope" spec lint README.md
expect 2 "cannot be read" "$synchroscope" spec lint none.md
for shell in bash zsh fish; do expect 0 "validate" "$synchroscope" completions $shell; done
expect 0 "" bash -c "source <($synchroscope completions bash) && complete -p synchroscope"

# A reader that stops early is no fault; a full disk is one, and is said.
expect 0 "" bash -o pipefail -c "$synchroscope --help | head -n 1"
[ -w /dev/full ] && expect 5 "standard output cannot be written" \
  bash -c "$synchroscope --help >/dev/full"

SYNCHROSCOPE=$synchroscope Scripts/try-docs.sh || failures=$((failures + 1))
Scripts/check-claims.sh || failures=$((failures + 1))

# shellcheck source=Scripts/smoke-runs.sh
. Scripts/smoke-runs.sh

[ "$failures" -eq 0 ] && printf '    every command answered as it should\n'
exit "$((failures > 0))"
