import SynchroFlows
import SynchroJSON
import SynchroText

/// The printed expressions and what is wrong with them.
struct PathListing {
  let catalogue: PathCatalogue

  func table(_ style: TerminalStyle) -> String {
    var table = TextTable("NAME", "LINE", "PATHS", "AS PRINTED")
    for entry in catalogue.expressions {
      table.add(entry.name, "\(entry.line)", Self.count(entry.parsed), entry.printed)
    }
    var findings = TextTable("LINE", "OF", "WHAT IS WRONG", "HOW IT IS READ")
    for finding in catalogue.findings {
      findings.add("\(finding.line)", finding.subject, finding.problem, finding.position)
    }
    return table.rendered(style) + "\n" + findings.rendered(style)
  }

  var json: String {
    let expressions = catalogue.expressions.map { entry in
      JSONValue.object([
        JSONField("name", .string(entry.name)), JSONField("line", .integer(entry.line)),
        JSONField("about", .string(entry.about)), JSONField("printed", .string(entry.printed)),
        JSONField("read", .string(entry.parsed.expression?.description ?? "")),
        JSONField("paths", .integer(Int(clamping: entry.parsed.expression?.pathCount ?? 0))),
      ])
    }
    let findings = catalogue.findings.map { finding in
      JSONValue.object([
        JSONField("line", .integer(finding.line)), JSONField("of", .string(finding.subject)),
        JSONField("problem", .string(finding.problem)),
        JSONField("position", .string(finding.position)),
      ])
    }
    let document = JSONValue.object([
      JSONField("expressions", .array(expressions)), JSONField("findings", .array(findings)),
    ])
    return JSONPrinter.pretty(document) + "\n"
  }

  private static func count(_ parsed: ParsedPath) -> String {
    parsed.expression?.pathCount.map(String.init) ?? "?"
  }
}

/// The deployment profiles.
struct DeploymentProfileListing {
  let profiles: [DeploymentProfile]

  func table(_ style: TerminalStyle) -> String {
    var table = TextTable("TABLE", "LINE", "PROFILE", "DECISIONS")
    for profile in profiles {
      let decisions = profile.cells.filter { $0.value != "tbd" && $0.value != "na" }
        .map { "\($0.column): \($0.value)" }
      table.add(
        profile.table, "\(profile.line)", profile.reference, decisions.joined(separator: "; "))
    }
    let notes = profiles.compactMap(\.codeFinding).map { finding in
      "\(finding.subject) (line \(finding.line)): \(finding.problem); \(finding.position)\n"
    }
    return table.rendered(style) + (notes.isEmpty ? "" : "\n" + notes.joined())
  }

  var json: String {
    let rows = profiles.map { profile in
      JSONValue.object([
        JSONField("table", .string(profile.table)), JSONField("line", .integer(profile.line)),
        JSONField("profile", .string(profile.reference)),
        JSONField(
          "decisions",
          .object(profile.cells.map { JSONField($0.column, .string($0.value)) })),
        JSONField("finding", profile.codeFinding.map { .string($0.problem) } ?? .null),
      ])
    }
    return JSONPrinter.pretty(.array(rows)) + "\n"
  }
}
