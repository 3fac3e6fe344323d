#!/usr/bin/env bash
# Runs the commands of the documents as their reader would, and compares what comes of them.
#   Scripts/try-docs.sh [DOCUMENT…]
#
# A block that opens with "```sh try" is run, all blocks of a document in one folder. More words:
#   server      a reference server answers on port 8080 meanwhile
#   defect=ID   it is wrong in this way
#   exit=N      the exit code of the block, 0 unless given
#   session     all such blocks of a document are one shell, run at its end
# Each line of a block "```text shows" behind it must stand in its output; the line "…" stands for
# any others. Numbers of exchanges, checks and lines of suites are not compared: tests run side by side,
# and suites grow. Other ports than 8080, 8443 and 8444 are used, because those may be taken.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
root=$PWD
program=$(realpath "${SYNCHROSCOPE:-.build/release/synchroscope}") || exit 2
[ $# -gt 0 ] || set -- README.md CONTRIBUTING.md docs/{running,target-file,reference-server,walk-through,requirements,spec-lint,regression}.md
export PATH="${program%/*}:$PATH"
work=$(mktemp -d)
server=
stop_server() {
  [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null
  server=
}
trap 'stop_server; rm -rf "$work"' EXIT
failures=0
blocks=0

# Without the numbers that may change.
plain() {
  sed -E -e 's/exchange [0-9]+/exchange N/' -e 's/(#[a-z-]+):[0-9]+/\1:N/' \
    -e 's/\.suite:[0-9]+:[0-9]+/.suite:N:N/' -e 's/^ *[0-9]+ \|/N |/'
}

free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  printf '%s' "$port"
}

wrong() {
  printf 'FAILED: %s\n  output:\n%s\n' "$1" "$(sed 's/^/    /' "$work/output")" >&2
  failures=$((failures + 1))
}

# run_block PLACE WORDS TEXT
run_block() {
  local place=$1 words=$2 text=$3 expected=0 serves=no word status
  local -a arguments=()
  for word in $words; do
    case $word in
      server) serves=yes ;;
      defect=*) arguments+=(--defect "${word#defect=}") ;;
      exit=*) expected=${word#exit=} ;;
      session) ;;
      *) : >"$work/output"; wrong "$place: nobody knows the word '$word'" ;;
    esac
  done
  if [ "$serves" = yes ]; then
    : >"$work/url"
    synchroscope mock cds --port "$port" --lifetime 60s "${arguments[@]}" >"$work/url" 2>&1 &
    server=$!
    for _ in {1..100}; do [ -s "$work/url" ] && break; sleep 0.05; done
  fi
  # What a block leaves in the background ends with it.
  (cd "$folder" && bash -e -c "trap 'set +e; kill \$(jobs -p) 2>/dev/null; wait' EXIT
$text" </dev/null >"$work/output" 2>&1)
  status=$?
  stop_server
  blocks=$((blocks + 1))
  [ "$status" -eq "$expected" ] || wrong "$place: expected exit code $expected, received $status"
}

# The words of a document with the ports that are used here.
elsewhere() {
  local line=$1
  line=${line//8080/$port}
  line=${line//8443/$secure_port}
  printf '%s' "${line//8444/$operator_port}"
}

shows() {
  plain <"$work/output" | grep -xF -- "$(plain <<<"$2")" >/dev/null \
    || wrong "$1: this line is not in the output: $2"
}

for document in "$@"; do
  session= session_start= session_shows=()
  folder=$(mktemp -d -p "$work")
  ln -s "$root/Suites" "$root/Fixtures" "$folder"
  port=$(free_port) secure_port=$(free_port) operator_port=$(free_port)
  kind= number=0
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    case $kind:$line in
      :'```sh try'*) kind=try words=${line#'```sh try'} text= start=$number ;;
      :'```text shows') kind=shows ;;
      :'```'*) kind=other ;;
      try:'```')
        kind=
        if [[ " $words " == *' session '* ]]; then
          session+=$text
          session_start=${session_start:-$start}
        else
          run_block "$document:$start" "$words" "$text"
          session_start=
        fi ;;
      *:'```') kind= ;;
      try:*) text+=$(elsewhere "$line")$'\n' ;;
      shows:…) ;;
      shows:*)
        if [ -n "$session_start" ]; then
          session_shows+=("$number $(elsewhere "$line")")
        else
          shows "$document:$number" "$(elsewhere "$line")"
        fi ;;
    esac
  done <"$document"
  if [ -n "$session" ]; then
    run_block "$document" session "$session"
    for line in "${session_shows[@]}"; do shows "$document:${line%% *}" "${line#* }"; done
  fi
done

[ "$blocks" -gt 0 ] || { printf 'FAILED: no block to run in: %s\n' "$*" >&2; exit 1; }
[ "$failures" -eq 0 ] && printf '    %s blocks of the documents run as they say\n' "$blocks"
exit "$((failures > 0))"
