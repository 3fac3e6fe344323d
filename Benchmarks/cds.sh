# Part of run: the reference CDS server beside nginx with the same bytes in a file, its memory, and
# what it costs it to know ten thousand clients. Sourced, not run.

# start_mock NAME: a fresh server; sets mock_url and mock_pid.
start_mock() {
  local port
  port=$(free_port)
  "$program" mock cds --port "$port" --quiet --lifetime 3600s >"$work/$1.log" 2>&1 &
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

memory_of_requests() {
  local before after count=10000 report url=$mock_url/.well-known/cds-server-metadata.json
  python3 Benchmarks/cds_load.py get "$url" 10000 || fail "the first 10,000 requests failed"
  before=$(resident_kilobytes "$mock_pid")
  while [ "$count" -lt 1000000 ]; do
    report=$(wrk -t1 -c64 -d5s "$url")
    grep -E 'Socket errors|Non-2xx' <<<"$report" >&2
    report=$(awk '/requests in/ { print $1 }' <<<"$report")
    [ "${report:-0}" -gt 0 ] || fail "no request was answered"
    count=$((count + report))
  done
  after=$(resident_kilobytes "$mock_pid")
  awk -v b="$before" -v a="$after" -v n="$count" 'BEGIN {
    printf "MEMORY after 10,000 requests %.1f MB, after %d %.1f MB, more by %.1f MB (wanted <= 20)\n",
      b / 1024, n, a / 1024, (a - b) / 1024 }'
}

# The median time in milliseconds of a hundred requests with the same token.
list_time() {
  for _ in $(seq 100); do
    curl -sf -o /dev/null -w '%{time_total}\n' -H "Authorization: Bearer $2" "$1" || fail "no $1"
  done | awk '{ print $1 * 1000 }' | median
}

ten_thousand_clients() {
  local client secret token path started=$EPOCHREALTIME
  read -r client secret < <(python3 Benchmarks/cds_load.py register "$mock_url/oauth/register" 10000)
  [ -n "$secret" ] || fail "not every registration succeeded"
  awk -v s="$started" -v e="$EPOCHREALTIME" -v k="$(resident_kilobytes "$mock_pid")" 'BEGIN {
    printf "10,000 registrations over 8 connections in %.1f s, memory %.1f MB\n", e - s, k / 1024 }'
  token=$(curl -sf -u "$client:$secret" -d 'grant_type=client_credentials&scope=cds_client_admin' \
    "$mock_url/oauth/token" | python3 -c 'import json, sys; print(json.load(sys.stdin)["access_token"])')
  [ -n "$token" ] || fail "no token for a registered client"
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
