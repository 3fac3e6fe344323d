#!/usr/bin/env bash
# Runs the commands of the documents as their reader would, and compares what comes of them.
#   Scripts/try-docs.sh [DOCUMENT…]        all documents and their links, unless some are named
#
# Every block of commands says in its first line what becomes of it; one that does not is a mistake.
#   ```sh try WORDS      it is run, all blocks of a document in one folder, with these words:
#     server      a reference server answers on port 8080 meanwhile, its operator on 8444
#     defect=ID   it is wrong in this way
#     serves      each line is a server: it is ended as soon as it says where it serves
#     exit=N      the exit code of the block, 0 unless given
#     session     all such blocks of a document are one shell, run at its end
#   ```sh not REASON     it is not run, for a reason of three words at least
# Each line of a block "```text shows" behind a block that is run must stand in its output; the line "…" stands
# for any others. Numbers of exchanges, checks and lines of suites are not compared: tests run side by side,
# and suites grow.
#
# In the folder lie Suites, Fixtures, Adapters, a hub.target, and in reports/RUN a run of cds/discovery. Other ports than
# 8080, 8443 and 8444 are used, because those may be taken, and https://hub.example.com stands for the server
# on port 8080.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
root=$PWD
program=$(realpath "${SYNCHROSCOPE:-.build/release/synchroscope}") || exit 2
unset http_proxy https_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY
export PYTHONDONTWRITEBYTECODE=1
work=$(mktemp -d)
server=
stop_server() {
  if [ -n "$server" ]; then
    for _ in {1..50}; do
      kill "$server" 2>/dev/null || break
      sleep 0.02
    done
    kill -KILL "$server" 2>/dev/null
    wait "$server" 2>/dev/null
  fi
  server=
}
trap 'stop_server; rm -rf "$work"' EXIT
mine=$work
mkdir "$work/bin"
ln -s "$program" "$work/bin/synchroscope"
export PATH="$work/bin:$PATH"
failures=0
blocks=0
reasons=0
next_port=$((20000 + RANDOM % 110 * 100))

if [ $# -eq 0 ]; then
  readarray -t documents < <(find README.md CONTRIBUTING.md docs -name '*.md' | sort)
  set -- "${documents[@]}"
  Scripts/check-links.py || failures=$((failures + 1))
fi

# Without the numbers that may change.
plain() {
  sed -E -e 's/exchange [0-9]+/exchange N/' -e 's/(#[a-z-]+):[0-9]+/\1:N/' \
    -e 's/\.suite:[0-9]+:[0-9]+/.suite:N:N/' -e 's/^ *[0-9]+ \|/N |/'
}

# free_port NAME: sets that variable to a port at which nobody answers.
free_port() {
  while next_port=$((next_port + 1)); (exec 3<>"/dev/tcp/127.0.0.1/$next_port") 2>/dev/null; do :; done
  printf -v "$1" '%s' "$next_port"
}

mistake() {
  printf 'FAILED: %s\n' "$1" >&2
  failures=$((failures + 1))
}

wrong() {
  mistake "$1"
  printf '  output:\n%s\n' "$(tail -n 40 "$mine/output" | cut -c1-300 | sed 's/^/    /')" >&2
}

# start_server OPTION…: a reference server on the port of the document.
start_server() {
  : >"$mine/url"
  synchroscope mock cds --port "$port" --operator-port "$operator_port" --operator-key for-tests-only \
    --lifetime 60s "$@" >"$mine/url" 2>&1 &
  server=$!
  for _ in {1..100}; do [ -s "$mine/url" ] && break; sleep 0.05; done
}

# run_block PLACE WORDS TEXT
run_block() {
  local place=$1 words=$2 text=$3 expected=0 serves=no lines=no word status
  local -a arguments=()
  for word in $words; do
    case $word in
      server) serves=yes ;;
      defect=*) arguments+=(--defect "${word#defect=}") ;;
      serves) lines=yes ;;
      exit=*) expected=${word#exit=} ;;
      session) ;;
      *) mistake "$place: nobody knows the word '$word'" ;;
    esac
  done
  blocks=$((blocks + 1))
  if [ "$lines" = yes ]; then
    run_servers "$place" "$text"
    return
  fi
  [ "$serves" = no ] || start_server "${arguments[@]}"
  # What a block leaves in the background ends with it.
  (cd "$folder" && bash -e -c "trap 'set +e; kill \$(jobs -p) 2>/dev/null; wait' EXIT
$text" </dev/null >"$mine/output" 2>&1)
  status=$?
  stop_server
  [ "$status" -eq "$expected" ] || wrong "$place: expected exit code $expected, received $status"
}

# run_servers PLACE TEXT: each line prints a line of its own accord, and then is ended.
run_servers() {
  local line
  while IFS= read -r line; do
    [ -n "$line" ] || continue
    : >"$mine/output"
    (cd "$folder" && exec bash -c "exec $line" </dev/null >"$mine/output" 2>&1) &
    server=$!
    for _ in {1..100}; do
      { [ -s "$mine/output" ] || ! kill -0 "$server" 2>/dev/null; } && break
      sleep 0.05
    done
    kill -0 "$server" 2>/dev/null || wrong "$1: this does not serve: $line"
    stop_server
  done <<<"$2"
}

# The words of a document with the ports and the server that are used here.
elsewhere() {
  local line=${1//https:\/\/hub.example.com/http:\/\/127.0.0.1:8080}
  line=${line//8080/$port}
  line=${line//8443/$secure_port}
  printf '%s' "${line//8444/$operator_port}"
}

shows() {
  plain <"$mine/output" | grep -xF -- "$(plain <<<"$2")" >/dev/null \
    || wrong "$1: this line is not in the output: $2"
}

# not_run PLACE REASON
not_run() {
  reasons=$((reasons + 1))
  [ "$(wc -w <<<"$2")" -ge 3 ] || mistake "$1: say in three words at least why this is not run"
}

# A run that was there before, for the blocks that read one.
record() {
  free_port port
  free_port operator_port
  start_server
  ln -s "$root/Suites" "$work/Suites"
  (cd "$work" && synchroscope run cds/discovery --target "http://127.0.0.1:$port" --out recorded --format quiet \
    --seed 1) >"$mine/output" 2>&1 || wrong "no run could be recorded"
  stop_server
  recorded=$(compgen -G "$work/recorded/*/results.json")
  recorded=${recorded%/*}
}

# prepare_folder DOCUMENT: what the blocks of a document find; nothing if none is run.
prepare_folder() {
  grep -q '^ *```sh try' "$1" || return 0
  folder=$(mktemp -d -p "$work")
  ln -s "$root"/{Suites,Fixtures,Adapters} "$folder"
  free_port port
  free_port secure_port
  free_port operator_port
  mkdir "$folder/reports"
  cp -r "$recorded" "$folder/reports/RUN"
  printf 'url: http://127.0.0.1:%s\nextensions: lakeland_district_heat\n' "$port" >"$folder/hub.target"
}

commands='^( *(\$ )?|    )(synchroscope|\./(demo|check)|swift|python3|Scripts/|Tests/|Benchmarks/)[^ ]* '
# try_document DOCUMENT
try_document() {
  local document=$1
  session= session_start= session_shows=()
  kind= number=0 blank=yes
  prepare_folder "$document"
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    fence=${line#"${line%%[! ]*}"}
    case $kind:$fence in
      :'```sh try'*) kind=try words=${fence#'```sh try'} text= start=$number ;;
      :'```sh not'*) kind=other; not_run "$document:$number" "${fence#'```sh not'}" ;;
      :'```sh'* | :'```bash'* | :'```shell'* | :'```console'*)
        kind=other
        mistake "$document:$number: write '\`\`\`sh try' or '\`\`\`sh not REASON'" ;;
      :'```text shows') kind=shows ;;
      :'```') kind=plain ;;
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
      plain:* | :*)
        if [[ $line =~ $commands && ($kind = plain || ($blank = yes && $line = '    '*)) ]]; then
          mistake "$document:$number: put this command into a block '\`\`\`sh try' or '\`\`\`sh not REASON'"
        fi ;;
    esac
    blank=no
    [ -n "$line" ] || blank=yes
  done <"$document"
  if [ -n "$session" ]; then
    run_block "$document" session "$session"
    for line in "${session_shows[@]}"; do shows "$document:${line%% *}" "${line#* }"; done
  fi
}

# Three documents side by side, because much of the time is waiting; each has folders and ports of its own.
grep -q '^ *```sh try' "$@" && record
index=0
for document in "$@"; do
  index=$((index + 1)) next_port=$((next_port + 3))
  while [ "$(jobs -rp | wc -l)" -ge 3 ]; do wait -n; done
  (
    failures=0
    mine=$(mktemp -d -p "$work")
    try_document "$document"
    printf '%s %s %s\n' "$failures" "$blocks" "$reasons" >"$work/counts.$index"
  ) >"$work/said.$index" 2>&1 </dev/null &
done
wait
for ((; index > 0; index--)); do
  cat "$work/said.$index" >&2
  read -r failed tried left <"$work/counts.$index" || failed=1 tried=0 left=0
  failures=$((failures + failed)) blocks=$((blocks + tried)) reasons=$((reasons + left))
done

[ "$blocks" -gt 0 ] || { printf 'FAILED: no block to run in: %s\n' "$*" >&2; exit 1; }
[ "$failures" -eq 0 ] && printf '    %s blocks of the documents run as they say; %s say why they are not run\n' \
  "$blocks" "$reasons"
exit "$((failures > 0))"
