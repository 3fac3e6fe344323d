# Part of smoke-runs.sh: what goes wrong in somebody's first hour. Each gets a sentence with the next step, and
# nobody's conformance is judged. Sourced, not run.

# The target cannot be reached, or not in this way.
expect 3 "check the port, and that the server runs" "${run[@]}" http://127.0.0.1:9
expect 3 "check the spelling of the host" "${run[@]}" http://nowhere.invalid
expect 3 "write https:// instead of http://" "${run[@]}" "http://${safe#https://}"
expect 3 "write http:// instead of https://" "${run[@]}" "https://${right#http://}"
expect 3 "add '--ca FILE'" "${run[@]}" "$safe"
expect 2 "'$work/none.pem' cannot be read" "${run[@]}" "$safe" --ca "$work/none.pem"
expect 3 "check the proxy's host and port" env http_proxy=http://127.0.0.1:9 "${run[@]}" "$right"
expect 3 "it comes from http_proxy" env http_proxy=http://127.0.0.1:9 "${run[@]}" "$right"
expect 3 "the proxy cannot be used" env http_proxy=:x:y "${run[@]}" "$right"
printf 'url: %s\n[secret KEY]\nfrom environment SYNCHROSCOPE_SMOKE_NONE\n' "$right" >"$work/secret.target"
expect 3 "export SYNCHROSCOPE_SMOKE_NONE" "${run[@]}" "$work/secret.target"
expect 3 "cannot be played against" "$synchroscope" run sg-network/meter-reading --no-output \
  --target tcp:127.0.0.1:9

# The target is not what was written.
expect 2 "did you mean 'https://127.0.0.1:9'?" "${run[@]}" 127.0.0.1:9
expect 2 "did you mean 'https://hub.example.com'?" "${run[@]}" hub.example.com
expect 2 "the port is no number" "${run[@]}" http://127.0.0.1:99999
expect 2 "a URL begins with https://" "${run[@]}" "$work/none.target"
expect 2 "cannot be read" "${run[@]}" "$work"
expect 2 "'--target' is missing" "$synchroscope" run cds/discovery
printf 'url: hub.example.com\n' >"$work/scheme.target"
expect 2 "did you mean 'https://hub.example.com'?" "${run[@]}" "$work/scheme.target"
printf 'urll: %s\n' "$right" >"$work/key.target"
expect 2 "did you mean 'url'?" "${run[@]}" "$work/key.target"

# There is no such suite, or no suites at all.
expect 2 "did you mean 'cds/discovery'?" "$synchroscope" run cds/dicovery --target "$right"
expect 2 "did you mean 'cds/discovery'?" "$synchroscope" run discovery --target "$right"
expect 2 "did you mean 'cds/discovery'?" "$synchroscope" run Suites/cds/discovery --target "$right"
expect 2 "'synchroscope list suites' shows them all" "$synchroscope" run everything --target "$right"
expect 2 "is no folder" "${run[@]}" "$right" --suites "$work/none"
# A program that was taken away from its suites.
mkdir "$work/bin"
cp "$synchroscope" "$work/bin/synchroscope"
expect 2 "looked for $work/share/synchroscope/Suites and ./Suites" \
  env --chdir "$work" bin/synchroscope run cds/discovery --target "$right"
expect 0 "suites: none" env --chdir "$work" bin/synchroscope --version

# Nothing can be written, or nothing is served.
expect 2 "name another folder with --out" \
  "$synchroscope" run cds/discovery --target "$right" --out /dev/null
expect 2 "choose another --port" "$synchroscope" mock cds --port "${right##*:}"
expect 2 "did you mean 'metadata-version-wrong'?" \
  "$synchroscope" mock cds --defect metadata-version-worng
expect 2 "cannot be read" "$synchroscope" mock cds --data "$work/none.json"
expect 2 "check the folder and its permissions" "$synchroscope" mock cds --tls --ca "$work/none/ca.pem"
