#!/usr/bin/env bash
# Runs the tests of everything that touches C, bytes of others or several threads under the sanitizers of the toolchain.
#   Scripts/sanitize.sh [address|undefined|thread]…     all three unless told
# These modules and nothing else are built, without optimisation, below .build/sanitize: some minutes the first time.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
. Scripts/prepare.sh

kinds=("$@")
[ $# -gt 0 ] || kinds=(address undefined thread)
for kind in "${kinds[@]}"; do
  case $kind in address | undefined | thread) ;; *) sed -n '2,4s/^# *//p' "$0"; exit 2 ;; esac
done

# The doors to C, and what stands on them: descriptors, TLS, digests, decompression, server, client, links.
modules=(SynchroTiming SynchroDigest SynchroHTTP SynchroWire SynchroServer SynchroTransport SynchroPXB SynchroLinks)

prepare
package=.build/sanitize/package
mkdir -p "$package"
for folder in Sources Tests Fixtures Suites docs; do ln -sfn "../../../$folder" "$package/$folder"; done
cat >"$package/Package.swift" <<'SWIFT'
// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
func module(_ name: String, _ uses: [String]) -> Target {
  .target(name: name, dependencies: uses.map { .byName(name: $0) }, swiftSettings: settings)
}
func tests(_ name: String, _ uses: [String]) -> Target {
  .testTarget(
    name: name + "Tests",
    dependencies: ([name, "SynchroTestSupport"] + uses).map { .byName(name: $0) },
    swiftSettings: settings)
}
let wire = ["SynchroSystem", "SynchroTiming", "SynchroWire"]
let package = Package(
  name: "sanitize",
  targets: [
    .systemLibrary(name: "CLibcurl", pkgConfig: "libcurl"),
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    .target(name: "CSynchroCurl", dependencies: ["CLibcurl"]),
    .target(name: "CSynchroTLS", dependencies: ["COpenSSL"]),
    .target(name: "CSynchroPosix"),
    module("SynchroText", []),
    module("SynchroSystem", ["CSynchroPosix"]),
    module("SynchroTiming", ["SynchroSystem", "CSynchroPosix"]),
    module("SynchroDigest", ["COpenSSL"]),
    module("SynchroJSON", ["SynchroText"]),
    module("SynchroHTTP", ["SynchroText", "CZlib"]),
    module(
      "SynchroWire",
      ["SynchroSystem", "SynchroTiming", "SynchroDigest", "COpenSSL", "CSynchroTLS", "CSynchroPosix"]),
    module("SynchroServer", ["SynchroHTTP"] + wire),
    module(
      "SynchroTransport",
      ["SynchroHTTP", "SynchroDigest", "CSynchroCurl", "CLibcurl", "COpenSSL"] + wire),
    module(
      "SynchroPXB",
      ["SynchroText", "SynchroTiming", "SynchroDigest", "SynchroJSON", "SynchroHTTP", "CZlib"]),
    module(
      "SynchroLinks",
      ["SynchroText", "SynchroDigest", "SynchroJSON", "SynchroHTTP", "SynchroServer", "SynchroTransport",
        "SynchroPXB", "CSynchroPosix"] + wire),
    .target(
      name: "SynchroTestSupport", dependencies: ["SynchroText", "SynchroTiming"],
      path: "Tests/SynchroTestSupport", swiftSettings: settings),
    .target(
      name: "SynchroFuzz",
      dependencies: [
        "SynchroTestSupport", "SynchroText", "SynchroTiming", "SynchroDigest", "SynchroJSON",
        "SynchroHTTP", "SynchroPXB",
      ],
      path: "Tests/SynchroFuzz",
      sources: ["FuzzTarget.swift", "FuzzCorpus.swift", "FuzzWatch.swift", "HTTPTranscript.swift"]
        + ["HTTP", "PXB", "Digest", "Timing"].map { "FuzzTarget+\($0).swift" },
      swiftSettings: settings),
    tests("SynchroTiming", ["SynchroFuzz"]),
    tests("SynchroDigest", ["SynchroFuzz", "SynchroTiming"]),
    tests("SynchroHTTP", ["SynchroFuzz", "SynchroText"]),
    tests("SynchroWire", wire),
    tests("SynchroServer", ["SynchroHTTP"] + wire),
    tests("SynchroTransport", ["SynchroDigest", "SynchroHTTP", "SynchroServer"] + wire),
    tests("SynchroPXB", ["SynchroFuzz", "SynchroDigest", "SynchroJSON", "SynchroText"]),
    tests(
      "SynchroLinks",
      ["SynchroDigest", "SynchroHTTP", "SynchroJSON", "SynchroPXB", "SynchroServer", "SynchroTransport"]
        + wire),
  ],
  swiftLanguageModes: [.v6])
SWIFT

# The first report ends the program, so that no test passes over one.
export ASAN_OPTIONS=detect_leaks=0:abort_on_error=0:exitcode=99
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1:exitcode=99
export TSAN_OPTIONS=halt_on_error=0:exitcode=99:suppressions=$PWD/Scripts/thread-sanitizer.txt

failures=0
for kind in "${kinds[@]}"; do
  build=$PWD/.build/sanitize/$kind
  say "Building for the $kind sanitizer"
  swift build --package-path "$package" --scratch-path "$build" --sanitize "$kind" --build-tests -j 2 || exit 1
  program=$(find "$build"/*/debug -maxdepth 1 -name '*.xctest' | head -n 1)
  for module in "${modules[@]}"; do
    log=$build/$module.log
    began=$SECONDS
    nice -n 10 timeout --kill-after=10 900 "$program" --testing-library swift-testing --filter "${module}Tests" \
      >"$log" 2>&1 </dev/null
    status=$?
    reports=$(grep -cE '(ERROR|WARNING): (Address|Thread)Sanitizer|runtime error:' "$log")
    count=$(grep -oE 'Test run with [0-9]+ tests?' "$log" | grep -oE '[0-9]+')
    if [ "$status" -ne 0 ] || [ "$reports" -ne 0 ] || [ "${count:-0}" -eq 0 ]; then
      failures=$((failures + 1))
      grep -E -A 12 '(ERROR|WARNING): (Address|Thread)Sanitizer|runtime error:|^✘' "$log" | head -n 60
    fi
    printf '    %s, %s: %s tests, exit %s, %s reports, %s s\n' "$kind" "$module" "${count:-no}" "$status" \
      "$reports" "$((SECONDS - began))"
  done
done
exit "$((failures > 0))"
