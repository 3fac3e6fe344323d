# Part of run: the reference CDS server beside nginx with the same bytes in a file, its memory, and
# what it costs it to know ten thousand clients. Sourced, not run.

mock=.build/static/release/synchroscope

# start_mock NAME: a fresh server; sets mock_url and mock_pid.
start_mock() {
  local port
  port=$(free_port)
  "$mock" mock cds --port "$port" --quiet --lifetime 3600s >"$work/$1.log" 2>&1 &
  mock_pid=$!
  children+=("$mock_pid")
  mock_url=http://127.0.0.1:$port
  wait_for_port "$port"
}

resident_kilobytes() { awk '/^VmRSS/ { print $2 }' "/proc/$1/status"; }

# One thread, and otherwise as Debian configures it: the bytes in a file, with the same type.
start_file_nginx() {
  file_port=$(free_port)
  cat >"$work/file.conf" <<CONF
daemon off; pid $work/file.pid; error_log $work/file-nginx.log; worker_processes 1;
events { worker_connections 4096; }
http {
  access_log off; keepalive_requests 100000000; sendfile on; tcp_nopush on;
  types { application/json json; }
  client_body_temp_path $work; proxy_temp_path $work; fastcgi_temp_path $work;
  uwsgi_temp_path $work; scgi_temp_path $work;
  server { listen 127.0.0.1:$file_port; root $work/www; }
}
CONF
  /usr/sbin/nginx -c "$work/file.conf" 2>/dev/null &
  children+=($!)
  wait_for_port "$file_port"
}

compare_metadata() {
  local ours=$mock_url/.well-known/cds-server-metadata.json peer
  mkdir -p "$work/www"
  curl -sf "$ours" >"$work/www/metadata.json" || fail "the metadata document is not served"
  start_file_nginx
  peer=http://127.0.0.1:$file_port/metadata.json
  cmp -s "$work/www/metadata.json" <(curl -sf "$peer") || fail "nginx serves other bytes"
  [ "$(content_type "$ours")" = "$(content_type "$peer")" ] || fail "the content types differ"
  compare_servers cds "$ours" "$peer" ">= 0.8"
}

content_type() { curl -sf -o /dev/null -w '%{content_type}' "$1"; }

# requests URL N: that many, over 64 connections.
requests() {
  local report
  report=$(REQUESTS=$2 wrk -t1 -c64 -d300s -s Benchmarks/wrk/count.lua "$1")
  grep -E 'Socket errors|Non-2xx' <<<"$report" >&2
  awk -v n="$2" '/requests in/ { exit !($1 >= n) }' <<<"$report" || fail "fewer than $2 answers" "$report"
}

memory_of_requests() {
  local before after url=$mock_url/.well-known/cds-server-metadata.json
  requests "$url" 10000
  before=$(resident_kilobytes "$mock_pid")
  requests "$url" 990000
  after=$(resident_kilobytes "$mock_pid")
  awk -v b="$before" -v a="$after" 'BEGIN {
    printf "MEMORY after 10,000 requests %.1f MB, after 1,000,000 %.1f MB, more by %.1f MB (wanted <= 20)\n",
      b / 1024, a / 1024, (a - b) / 1024 }'
}

# The median time in milliseconds of a hundred requests with the same token.
list_time() {
  for _ in $(seq 100); do
    curl -sf -o /dev/null -w '%{time_total}\n' -H "Authorization: Bearer $2" "$1" || fail "no $1"
  done | awk '{ print $1 * 1000 }' | median
}

ten_thousand_clients() {
  local report token path started=$EPOCHREALTIME
  report=$(REQUESTS=10000 KEEP=$work/registration wrk -t1 -c8 -d300s \
    -s Benchmarks/wrk/register.lua "$mock_url/oauth/register")
  grep -E 'Socket errors|Non-2xx' <<<"$report" && fail "not every registration succeeded"
  awk -v s="$started" -v e="$EPOCHREALTIME" -v k="$(resident_kilobytes "$mock_pid")" 'BEGIN {
    printf "10,000 registrations over 8 connections in %.1f s, memory %.1f MB\n", e - s, k / 1024 }'
  token=$(python3 - "$work/registration" "$mock_url/oauth/token" <<'PYTHON'
import base64, json, sys, urllib.request
client = json.load(open(sys.argv[1]))
proof = base64.b64encode(f"{client['client_id']}:{client['client_secret']}".encode()).decode()
request = urllib.request.Request(
    sys.argv[2], b"grant_type=client_credentials&scope=cds_client_admin",
    {"Authorization": "Basic " + proof})
print(json.load(urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request))["access_token"])
PYTHON
  ) || fail "no token for a registered client"
  for path in clients messages credentials grants; do
    printf 'LIST /cds/%s of one of 10,000 clients: median %.2f ms (wanted < 20)\n' "$path" \
      "$(list_time "$mock_url/cds/$path" "$token")"
  done
}

bench_cds() {
  start_mock cds
  compare_metadata
  start_mock cds-memory
  memory_of_requests
  start_mock cds-clients
  ten_thousand_clients
}
