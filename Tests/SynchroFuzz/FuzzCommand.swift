import Glibc

/// `synchroscope-fuzz [--cases N] [--seed N] [TARGET…]`: every target, a million cases each.
public enum FuzzCommand {
  /// Every target, by name.
  static let targets: [FuzzTarget] = [
    .json, .schema, .jsonPath, .pattern, .formats, .request, .response, .uri, .content, .timestamp,
    .histogram, .encodings, .redaction, .suite, .catalogue, .baseline, .targetFile, .spec, .cds,
    .bundle, .pxb, .results, .evidence,
  ]

  /// Runs what the arguments ask for; the exit code.
  public static func run(_ arguments: [String]) -> Int32 {
    var cases = 1_000_000
    var seed: UInt64 = 1
    var names: [String] = []
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      switch argument {
      case "--cases":
        guard let value = rest.popFirst().flatMap(Int.init), value > 0 else { return usage() }
        cases = value
      case "--seed":
        guard let value = rest.popFirst().flatMap(UInt64.init) else { return usage() }
        seed = value
      case _ where targets.contains { $0.name == argument }: names.append(argument)
      default: return usage()
      }
    }
    let chosen = targets.filter { names.isEmpty || names.contains($0.name) }
    return chosen.map { report($0, cases: cases, seed: seed) }.max() ?? 0
  }

  private static func report(_ target: FuzzTarget, cases: Int, seed: UInt64) -> Int32 {
    let clock = ContinuousClock()
    let start = clock.now
    FuzzWatch.begin()
    let failure = target.run(cases: cases, seed: seed)
    let seconds = (clock.now - start) / .seconds(1)
    if let failure {
      print("FAILED \(failure)")
      return 1
    }
    print(
      "\(target.name): \(cases) cases, seed \(seed), no complaint, \(Int(seconds)) s, "
        + "peak memory \(peakMegabytes()) MB")
    return 0
  }

  /// The most memory that this process ever held.
  private static func peakMegabytes() -> Int {
    var usage = rusage()
    // 0 is RUSAGE_SELF, which the Glibc module imports as a type that the call does not take.
    getrusage(0, &usage)
    return usage.ru_maxrss / 1024
  }

  private static func usage() -> Int32 {
    let names = targets.map(\.name).joined(separator: ", ")
    print("usage: synchroscope-fuzz [--cases N] [--seed N] [TARGET…]\ntargets: \(names)")
    return 2
  }
}
