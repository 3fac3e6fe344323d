#!/usr/bin/env bash
# Runs the tests of everything that touches C, bytes of others or several threads under the sanitizers of the toolchain.
#   Scripts/sanitize.sh [address|thread]…     both unless told
# With `address`, undefined behaviour in C ends the program too; what is undefined elsewhere Swift traps in every build.
# These modules and nothing else are built, without optimisation, below .build/sanitize: some minutes the first time.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
. Scripts/prepare.sh

kinds=("$@")
[ $# -gt 0 ] || kinds=(address thread)
for kind in "${kinds[@]}"; do
  case $kind in address | thread) ;; *) sed -n '2,5s/^# *//p' "$0"; exit 2 ;; esac
done

# The doors to C, and what stands on them: descriptors, TLS, digests, decompression, server, client, links.
modules=(SynchroTiming SynchroDigest SynchroHTTP SynchroWire SynchroServer SynchroTransport SynchroPXB SynchroLinks)

prepare
package=.build/sanitize/package
mkdir -p "$package"
for folder in Adapters Sources Tests Fixtures Suites docs; do ln -sfn "../../../$folder" "$package/$folder"; done
cat >"$package/Package.swift" <<'SWIFT'
// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
// Swift takes no -sanitize=undefined on Linux, and C needs no runtime for this form.
let trapping: [CSetting] = [
  .unsafeFlags(["-fsanitize=undefined", "-fsanitize-trap=undefined"])
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
    .target(name: "CSynchroCurl", dependencies: ["CLibcurl"], cSettings: trapping),
    .target(name: "CSynchroTLS", dependencies: ["COpenSSL"], cSettings: trapping),
    .target(name: "CSynchroPosix", cSettings: trapping),
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

# Leaks are not looked for: Swift marks
# pointers in their upper bits, and the sanitizer takes what is behind those for lost. The soak looks at memory instead.
export ASAN_OPTIONS=detect_leaks=0:abort_on_error=0:exitcode=99
export TSAN_OPTIONS=halt_on_error=0:exitcode=99:suppressions=$PWD/Scripts/thread-sanitizer.txt

failures=0
for kind in "${kinds[@]}"; do
  build=$PWD/.build/sanitize/$kind
  say "Building for the $kind sanitizer"
  swift build --package-path "$package" --scratch-path "$build" --sanitize "$kind" --build-tests -j 2 || exit 1
  program=$(find "$build"/*/debug -maxdepth 1 -name '*.xctest' | head -n 1)
  for module in "${modules[@]}"; do
    # Pure values, whose tests take minutes under this one.
    [ "$kind $module" != "thread SynchroHTTP" ] || continue
    log=$build/$module.log
    began=$SECONDS
    # Everything is up to ten times slower, and some tests have limits of time: they get three tries. A report is final.
    for _ in 1 2 3; do
      nice -n 10 timeout --kill-after=10 900 "$program" --testing-library swift-testing --filter "${module}Tests" \
        >"$log" 2>&1 </dev/null
      status=$?
      [ "$status" -eq 1 ] || break
    done
    reports=$(grep -cE '(ERROR|WARNING): (Address|Thread)Sanitizer' "$log")
    count=$(grep -oE 'Test run with [0-9]+ tests?' "$log" | grep -oE '[0-9]+')
    if [ "$status" -ne 0 ] || [ "$reports" -ne 0 ] || [ "${count:-0}" -eq 0 ]; then
      failures=$((failures + 1))
      grep -E -A 12 '(ERROR|WARNING): (Address|Thread)Sanitizer|^✘' "$log" | head -n 60
    fi
    printf '    %s, %s: %s tests, exit %s, %s reports, %s s\n' "$kind" "$module" "${count:-no}" "$status" \
      "$reports" "$((SECONDS - began))"
  done
done
exit "$((failures > 0))"
