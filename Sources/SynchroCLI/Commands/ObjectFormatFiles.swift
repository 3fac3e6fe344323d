import SynchroRunner
import SynchroText

/// Reads the object formats of a family of suites; what is wrong with them goes to the error stream.
struct ObjectFormatFiles {
  let console: Console

  /// The formats in `schemas/` of a folder; none when there is no such folder.
  func library(in family: SuitesDirectory) throws(UsageError) -> ObjectFormatLibrary {
    var sources: [SourceText] = []
    for path in try SuitesDirectory(path: family.path + "/schemas").files(["json"]) {
      sources.append(try console.source(path))
    }
    let library = ObjectFormatLibrary(sources)
    let renderer = DiagnosticRenderer(style: console.err.style)
    for fault in library.faults {
      console.err.write(renderer.render(fault.diagnostic, in: fault.source))
    }
    return library
  }

  /// The format that a name means: `coverage-entry`, or `cds/coverage-entry` where several families
  /// have one.
  func format(
    _ name: String, below suites: SuitesDirectory
  ) throws(UsageError) -> (library: ObjectFormatLibrary, name: String) {
    var known: [(family: String, name: String, library: ObjectFormatLibrary)] = []
    for family in try families(of: suites) {
      let library = try library(in: SuitesDirectory(path: suites.path + "/" + family))
      known += library.names.map { (family, $0, library) }
    }
    let found = known.filter { $0.name == name || "\($0.family)/\($0.name)" == name }
    guard let first = found.first else {
      throw .unusable(
        "there is no object format '\(name)'",
        help: NearestName.advice(for: name, among: known.map(\.name))
          ?? "there are no schemas below '\(suites.path)'")
    }
    guard found.count == 1 else {
      throw .unusable(
        "several object formats are called '\(name)'",
        help: "name one of "
          + found.map { "\($0.family)/\($0.name)" }.joined(separator: ", "))
    }
    return (first.library, first.name)
  }

  /// The folders of the suites that hold schemas.
  private func families(of suites: SuitesDirectory) throws(UsageError) -> [String] {
    var names: Set<String> = []
    for path in try suites.files(["json"]) {
      let parts = path.dropFirst(suites.path.count + 1).split(separator: "/").map(String.init)
      if parts.count == 3, parts[1] == "schemas" { names.insert(parts[0]) }
    }
    return names.sorted()
  }
}
