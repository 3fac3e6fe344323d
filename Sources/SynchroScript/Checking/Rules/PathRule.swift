import SynchroText

/// A suite is named after its file, so that whoever reads a name finds the file.
enum PathRule {
  static func findings(
    in source: SuiteSource, at index: Int, of set: SuiteSet
  ) -> [Diagnostic] {
    let name = source.suite.name
    var findings: [Diagnostic] = []
    let suffix = ".suite"
    let path = source.source.name
    if path.hasSuffix(suffix) {
      let stem = String(path.dropLast(suffix.count))
      if stem != name.value, !stem.hasSuffix("/" + name.value) {
        let parts = stem.split(separator: "/")
        let home = parts.lastIndex(of: "Suites").map { parts.index(after: $0) }
        // Elsewhere a name may have as many parts as it likes.
        let depth = name.value.split(separator: "/").count
        let expected = home.map { parts[$0...] } ?? parts.suffix(depth)
        let folder = home == nil ? "" : "Suites/"
        findings.append(
          Diagnostic(
            code: "suite-name-path",
            "the suite's name is not \(home == nil ? "the end of its path" : "its path below Suites/")",
            at: .init(name.range), expected: expected.joined(separator: "/"), received: name.value,
            help: ["rename the suite, or move the file to \(folder)\(name.value).suite"]))
      }
    }
    if let first = set.sources.firstIndex(where: { $0.suite.name.value == name.value }),
      first < index
    {
      findings.append(
        Diagnostic(
          code: "duplicate-suite", "another file declares the suite '\(name.value)'",
          at: .init(name.range),
          help: ["the first is \(set.sources[first].source.name): give this one another name"]))
    }
    return findings
  }
}
