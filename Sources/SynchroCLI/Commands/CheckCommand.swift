import SynchroRunner
import SynchroText

/// `synchroscope check`: what is wrong with suites, before anything is sent.
enum CheckCommand {
  private static let target = Option(
    "target", short: "t", .file("FILE|URL"),
    help: "also check the keys and credentials that suites ask of this target")
  private static let paths = Operand(
    .file("FILE|DIR"), count: 0...Int.max, help: "suite files or folders; all suites when absent")

  static let spec = CommandSpec(
    "check", summary: "Check suites before they are run",
    discussion: """
      Suites are read together with the requirements and object formats that they name. Every
      error is reported, not only the first.

      The exit code is 0 when nothing is wrong, warnings aside, and 2 when something is.
      """,
    parameters: [SuitesDirectory.option.spec, target.spec, paths.spec],
    examples: [
      .init("synchroscope check", "all suites"),
      .init("synchroscope check Suites/cds/discovery/metadata.suite", "one file"),
    ]
  ) { arguments, console throws(UsageError) in
    let suites = try SuitesDirectory.locate(arguments[SuitesDirectory.option])
    let files = SuiteFiles(console: console)
    let catalogue = try CatalogueFiles(console: console).load(from: suites)
    let all = try suites.files(["suite"])
    let named = try SuitePaths.expand(arguments.all(paths))
    let library = try files.library(
      suites: all + named.filter { !Self.contains(all, $0) }, schemas: try suites.files(["json"]),
      catalogue: catalogue, flows: try FlowFiles(console: console).vocabularies(below: suites))
    let known = try arguments[target] == nil ? nil : TargetOption.read(arguments, console)
    var findings = await library.check(
      targetKeys: known?.keys, credentials: known.map { Set($0.credentials.keys) })
    if !named.isEmpty {
      findings = findings.filter { Self.contains(named, $0.source.name) }
    }
    let isBroken = files.show(findings)
    let count = named.isEmpty ? all.count : named.count
    let errors = findings.filter(\.isError).count
    let warnings = findings.count - errors
    console.out.write(
      counted(count, "suite file") + ": \(counted(errors, "error")), "
        + counted(warnings, "warning") + "\n")
    return isBroken ? .usage : .success
  }

  /// Whether a list of paths holds one, however it is written.
  private static func contains(_ paths: [String], _ path: String) -> Bool {
    paths.contains { SuitePaths.plain($0) == SuitePaths.plain(path) }
  }
}

/// Words of a command line that name suite files.
enum SuitePaths {
  /// Folders become the suite files below them.
  static func expand(_ words: [String]) throws(UsageError) -> [String] {
    var paths: [String] = []
    for word in words {
      let folder = try? SuitesDirectory.locate(word)
      paths += try folder?.files(["suite"]) ?? [word]
    }
    return paths
  }

  /// Without `./` at the beginning.
  static func plain(_ path: String) -> String {
    path.hasPrefix("./") ? String(path.dropFirst(2)) : path
  }
}
