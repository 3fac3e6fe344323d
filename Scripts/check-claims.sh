#!/usr/bin/env bash
# Every claim of docs/threat-model.md names a test: [`its words`](../its/file). Fails when a file is not there, when
# it holds no such test, or when a claim names none.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
document=docs/threat-model.md
failures=0 claims=0
fail() {
  printf '%s:%s: %s\n' "$document" "$1" "$2" >&2
  failures=$((failures + 1))
}
number=0
while IFS= read -r line; do
  number=$((number + 1))
  case $line in '| Claim |'* | '|---'*) continue ;; '| '*) ;; *) continue ;; esac
  claims=$((claims + 1))
  rest=$line found=
  while [[ $rest =~ \[\`([^\`]+)\`\]\(\.\./([^\)]+)\) ]]; do
    words=${BASH_REMATCH[1]} file=${BASH_REMATCH[2]} found=1
    rest=${rest#*"](../$file)"}
    [[ $file == *.swift ]] && words="func \`$words\`"
    grep -qF -- "$words" "$file" 2>/dev/null || fail "$number" "there is no '$words' in $file"
  done
  [ -n "$found" ] || fail "$number" "a claim without a test"
done <"$document"
[ "$claims" -gt 0 ] || fail 1 "no claims"
[ "$failures" -eq 0 ] && printf '    %s claims, each with its test\n' "$claims"
exit "$((failures > 0))"
