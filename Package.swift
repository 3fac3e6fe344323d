// swift-tools-version: 6.2
import PackageDescription

/// One settings list for every Swift target: the strictest reading the compiler offers.
let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let cSettings: [CSetting] = [.treatAllWarnings(as: .error)]

/// What the optimiser spends on a module. Specialising generic code is half of the time that a module
/// takes to compile, so it is spent where a run spends its time: see decision 12.
enum Effort {
  case everything, noSpecialisation, nothing

  var flags: [String] {
    switch self {
    case .everything: []
    case .noSpecialisation: ["-Xllvm", "-sil-disable-pass=generic-specializer"]
    case .nothing: unoptimised
    }
  }
}

/// Unoptimised, and in one go: the compiler would otherwise read everything twice, to have the module's interface
/// sooner.
let unoptimised = ["-Onone", "-no-emit-module-separately-wmo"]

/// A library target; everything it may use stands above it in `targets`. Tests may look into it in a
/// release build too, so that `./check` builds everything once and tests what is shipped.
func library(
  _ name: String, uses dependencies: [Target.Dependency] = [], effort: Effort = .everything
) -> Target {
  .target(
    name: name, dependencies: dependencies,
    swiftSettings: swiftSettings + [
      .unsafeFlags(["-enable-testing"] + effort.flags, .when(configuration: .release))
    ])
}

/// The C functions that Swift cannot call directly: variadic, macro or feature-test guarded.
func doors(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, cSettings: cSettings)
}

func system(_ name: String, pkgConfig: String, package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

func program(
  _ name: String, path: String? = nil, without others: [String] = [],
  uses dependencies: [Target.Dependency]
) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: path, exclude: others,
    swiftSettings: swiftSettings)
}

/// A library that only tests and benchmarks use; optimising it would take longer than running it.
func support(_ name: String, uses dependencies: [Target.Dependency]) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Tests/" + name,
    swiftSettings: swiftSettings + [.unsafeFlags(unoptimised, .when(configuration: .release))])
}

/// The tests of one target, in a folder of the target's name plus `Tests`. They are not optimised
/// themselves: that would take longer than running them.
func tests(of name: String, uses more: [String] = []) -> Target {
  let names = Set(
    [name, "SynchroTestSupport", "SynchroFuzz", "SynchroSystem", "SynchroTiming"] + more)
  return .testTarget(
    name: name + "Tests", dependencies: names.sorted().map { .byName(name: $0) },
    swiftSettings: swiftSettings + [.unsafeFlags(unoptimised, .when(configuration: .release))])
}

let package = Package(
  name: "synchroscope",
  products: [.executable(name: "synchroscope", targets: ["synchroscope"])],
  targets: [
    // Read top to bottom: a target uses only what stands above it.
    system("CLibcurl", pkgConfig: "libcurl", package: "libcurl4-openssl-dev"),
    system("COpenSSL", pkgConfig: "openssl", package: "libssl-dev"),
    system("CZlib", pkgConfig: "zlib", package: "zlib1g-dev"),
    doors("CSynchroCurl", uses: ["CLibcurl"]),
    doors("CSynchroTLS", uses: ["COpenSSL"]),
    doors("CSynchroPosix"),

    library("SynchroText"),
    library("SynchroSystem", uses: ["CSynchroPosix"]),
    library("SynchroTiming", uses: ["SynchroSystem", "CSynchroPosix"]),
    library("SynchroDigest", uses: ["COpenSSL"]),
    library("SynchroJSON", uses: ["SynchroText"]),
    library("SynchroHTTP", uses: ["SynchroText", "CZlib"]),
    library(
      "SynchroWire",
      uses: [
        "SynchroSystem", "SynchroTiming", "SynchroDigest", "COpenSSL", "CSynchroTLS",
        "CSynchroPosix",
      ]),
    library(
      "SynchroServer", uses: ["SynchroHTTP", "SynchroSystem", "SynchroTiming", "SynchroWire"]),
    library(
      "SynchroTransport",
      uses: [
        "SynchroHTTP", "SynchroSystem", "SynchroTiming", "SynchroDigest", "SynchroWire",
        "CSynchroCurl", "CLibcurl",
        "COpenSSL",
      ]),
    library("SynchroCatalog", uses: ["SynchroText", "SynchroDigest", "SynchroJSON"]),
    library("SynchroStatistics", uses: ["SynchroTiming", "SynchroDigest", "SynchroJSON"]),
    library(
      "SynchroFlows",
      uses: ["SynchroText", "SynchroTiming", "SynchroDigest", "SynchroJSON", "SynchroStatistics"],
      effort: .noSpecialisation),
    library(
      "SynchroSimulation",
      uses: ["SynchroText", "SynchroTiming", "SynchroJSON", "SynchroStatistics", "SynchroFlows"]),
    library(
      "SynchroPXB",
      uses: [
        "SynchroText", "SynchroTiming", "SynchroDigest", "SynchroJSON", "SynchroHTTP", "CZlib",
      ]),
    library(
      "SynchroLinks",
      uses: [
        "SynchroText", "SynchroSystem", "SynchroTiming", "SynchroDigest", "SynchroJSON",
        "SynchroHTTP", "SynchroWire", "SynchroServer", "SynchroTransport", "SynchroPXB",
        "CSynchroPosix",
      ]),
    library(
      "SynchroSpec",
      uses: [
        "SynchroText", "SynchroTiming", "SynchroDigest", "SynchroJSON", "SynchroHTTP",
        "SynchroCatalog",
      ], effort: .noSpecialisation),
    library("SynchroScript", uses: ["SynchroText", "SynchroJSON", "SynchroHTTP"]),
    library(
      "SynchroVerdict",
      uses: [
        "SynchroText", "SynchroTiming", "SynchroDigest", "SynchroJSON", "SynchroHTTP",
        "SynchroCatalog",
      ]),
    library(
      "SynchroRunner",
      uses: [
        "SynchroText", "SynchroSystem", "SynchroTiming", "SynchroDigest", "SynchroJSON",
        "SynchroHTTP", "SynchroWire", "SynchroTransport", "SynchroCatalog", "SynchroScript",
        "SynchroVerdict",
      ]),
    library(
      "SynchroDevices",
      uses: [
        "SynchroText", "SynchroTiming", "SynchroDigest", "SynchroJSON", "SynchroFlows",
        "SynchroPXB",
      ]),
    library(
      "SynchroReplay",
      uses: [
        "SynchroText", "SynchroTiming", "SynchroDigest", "SynchroJSON", "SynchroStatistics",
        "SynchroFlows", "SynchroPXB", "SynchroCatalog", "SynchroScript", "SynchroVerdict",
        "SynchroRunner",
      ]),
    library(
      "SynchroLive",
      uses: [
        "SynchroText", "SynchroSystem", "SynchroTiming", "SynchroDigest", "SynchroJSON",
        "SynchroHTTP", "SynchroWire", "SynchroServer", "SynchroTransport", "SynchroPXB",
        "SynchroLinks", "SynchroRunner", "SynchroReplay",
      ], effort: .noSpecialisation),
    library(
      "SynchroMocks",
      uses: [
        "SynchroText", "SynchroTiming", "SynchroDigest", "SynchroJSON", "SynchroHTTP",
        "SynchroWire", "SynchroServer",
      ]),
    library(
      "SynchroReport",
      uses: [
        "SynchroText", "SynchroTiming", "SynchroDigest", "SynchroJSON", "SynchroCatalog",
        "SynchroVerdict",
      ], effort: .noSpecialisation),
    library(
      "SynchroBundle",
      uses: [
        "SynchroText", "SynchroTiming", "SynchroDigest", "SynchroJSON", "SynchroHTTP",
        "SynchroVerdict",
      ]),
    library(
      "SynchroCLI",
      uses: [
        "SynchroText", "SynchroSystem", "SynchroTiming", "SynchroDigest", "SynchroJSON",
        "SynchroHTTP", "SynchroWire", "SynchroTransport", "SynchroServer", "SynchroCatalog",
        "SynchroStatistics", "SynchroFlows", "SynchroSimulation", "SynchroPXB", "SynchroSpec",
        "SynchroScript", "SynchroVerdict", "SynchroRunner", "SynchroMocks", "SynchroReport",
        "SynchroBundle", "SynchroDevices", "SynchroLinks", "SynchroReplay", "SynchroLive",
        "CSynchroPosix",
      ], effort: .nothing),
    program("synchroscope", uses: ["CSynchroPosix", "SynchroCLI"]),

    support("SynchroTestSupport", uses: ["SynchroText", "SynchroTiming"]),
    support(
      "SynchroFuzz",
      uses: [
        "SynchroTestSupport", "SynchroText", "SynchroTiming", "SynchroDigest", "SynchroJSON",
        "SynchroHTTP", "SynchroServer", "SynchroTransport", "SynchroCatalog", "SynchroPXB",
        "SynchroSpec", "SynchroScript", "SynchroVerdict", "SynchroRunner", "SynchroMocks",
        "SynchroBundle",
      ]),
    program(
      "synchroscope-bench", path: "Benchmarks/Compare", without: ["Peers", "run.sh"],
      uses: [
        "SynchroText", "SynchroTiming", "SynchroDigest", "SynchroJSON", "SynchroHTTP",
        "SynchroWire", "SynchroServer", "SynchroTransport", "SynchroCatalog", "SynchroVerdict",
        "SynchroReport", "SynchroStatistics", "SynchroFlows", "SynchroPXB", "SynchroScript",
        "SynchroDevices", "SynchroReplay", "CSynchroPosix", "CSynchroCurl", "CLibcurl",
      ]),
    program("synchroscope-fuzz", path: "Benchmarks/Fuzz", uses: ["SynchroFuzz"]),

    tests(of: "SynchroText"),
    tests(of: "SynchroTiming"),
    tests(of: "SynchroDigest"),
    tests(of: "SynchroJSON", uses: ["SynchroText"]),
    tests(of: "SynchroHTTP"),
    tests(of: "SynchroWire"),
    tests(of: "SynchroServer", uses: ["SynchroHTTP", "SynchroTiming", "SynchroWire"]),
    tests(
      of: "SynchroTransport",
      uses: ["SynchroDigest", "SynchroHTTP", "SynchroServer", "SynchroTiming", "SynchroWire"]),
    tests(of: "SynchroCatalog", uses: ["SynchroText", "SynchroJSON", "SynchroDigest"]),
    tests(of: "SynchroStatistics", uses: ["SynchroDigest"]),
    tests(
      of: "SynchroFlows",
      uses: ["SynchroText", "SynchroJSON", "SynchroDigest", "SynchroStatistics"]),
    tests(
      of: "SynchroSimulation",
      uses: ["SynchroText", "SynchroJSON", "SynchroStatistics", "SynchroFlows"]),
    tests(of: "SynchroPXB", uses: ["SynchroText", "SynchroJSON", "SynchroDigest"]),
    tests(
      of: "SynchroLinks",
      uses: [
        "SynchroPXB", "SynchroJSON", "SynchroHTTP", "SynchroDigest", "SynchroWire", "SynchroServer",
        "SynchroTransport",
      ]),
    tests(of: "SynchroSpec", uses: ["SynchroText", "SynchroJSON"]),
    tests(of: "SynchroScript", uses: ["SynchroText", "SynchroJSON", "SynchroHTTP"]),
    tests(
      of: "SynchroVerdict",
      uses: ["SynchroText", "SynchroJSON", "SynchroHTTP", "SynchroDigest", "SynchroCatalog"]),
    tests(
      of: "SynchroRunner",
      uses: [
        "SynchroText", "SynchroJSON", "SynchroHTTP", "SynchroWire", "SynchroServer",
        "SynchroTransport", "SynchroDigest", "SynchroCatalog", "SynchroScript", "SynchroVerdict",
        "SynchroMocks",
      ]),
    tests(
      of: "SynchroDevices",
      uses: ["SynchroText", "SynchroJSON", "SynchroFlows", "SynchroPXB"]),
    tests(
      of: "SynchroReplay",
      uses: [
        "SynchroText", "SynchroJSON", "SynchroStatistics", "SynchroFlows", "SynchroPXB",
        "SynchroScript", "SynchroVerdict", "SynchroDevices",
      ]),
    tests(
      of: "SynchroLive",
      uses: [
        "SynchroText", "SynchroJSON", "SynchroStatistics", "SynchroFlows", "SynchroPXB",
        "SynchroLinks", "SynchroScript", "SynchroVerdict", "SynchroRunner", "SynchroReplay",
      ]),
    tests(
      of: "SynchroMocks",
      uses: [
        "SynchroText", "SynchroJSON", "SynchroHTTP", "SynchroServer", "SynchroTransport",
        "SynchroWire",
      ]),
    tests(
      of: "SynchroReport",
      uses: ["SynchroText", "SynchroDigest", "SynchroJSON", "SynchroCatalog", "SynchroVerdict"]),
    tests(
      of: "SynchroBundle",
      uses: ["SynchroText", "SynchroDigest", "SynchroHTTP", "SynchroJSON", "SynchroVerdict"]),
    tests(
      of: "SynchroCLI",
      uses: [
        "SynchroBundle", "SynchroDigest", "SynchroCatalog", "SynchroDevices", "SynchroFlows",
        "SynchroHTTP", "SynchroJSON", "SynchroMocks", "SynchroRunner", "SynchroScript",
        "SynchroServer", "SynchroText", "SynchroVerdict",
      ]),
  ],
  swiftLanguageModes: [.v6]
)
