public import SynchroJSON
public import SynchroText

extension SchemaRequirements {
  /// What is wrong with the annotations of a schema file: ids that are no texts, that the catalogue
  /// does not have, that a check of an answer cannot decide, or that stand where nothing is judged.
  public static func findings(
    in document: JSONDocument, vocabulary: SuiteVocabulary
  ) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    visit(document.root) { schema, unjudged in
      guard let value = schema[keyword] else { return }
      if let unjudged { findings.append(finding(about: unjudged, at: value.range)) }
      let nodes = value.kind == .array ? Array(value.elements) : [value]
      if nodes.isEmpty { findings.append(noId(value)) }
      var seen: Set<String> = []
      for node in nodes {
        guard let id = node.string else {
          findings.append(noId(node))
          continue
        }
        if !seen.insert(id).inserted {
          findings.append(
            Diagnostic(
              code: "duplicate-requirement", "the list names '\(id)' twice", at: .init(node.range),
              help: ["leave one of them out"]))
        } else if let finding = finding(about: id, at: node.range, vocabulary) {
          findings.append(finding)
        }
      }
    }
    return findings
  }

  private static func finding(
    about id: String, at range: SourceRange, _ vocabulary: SuiteVocabulary
  ) -> Diagnostic? {
    guard let row = vocabulary.requirements[id] else {
      return .unknown(
        "unknown-requirement", "requirement", Ranged(id, at: range),
        among: vocabulary.requirements.keys,
        orElse: "'synchroscope list requirements' shows the ids")
    }
    guard row.party == .server else {
      return Diagnostic(
        code: "not-for-servers", "'\(id)' does not bind the server under test",
        at: .init(range, "binds the \(row.party.rawValue)"),
        help: ["name the server's row of the same clause"])
    }
    guard row.level != .may else {
      return Diagnostic(
        code: "permission-as-obligation",
        "'\(id)' is a permission, which nobody can fail to use", at: .init(range),
        help: ["write 'permits CHECK [\(id)]' in a suite"])
    }
    return nil
  }

  private static func finding(about unjudged: Unjudged, at range: SourceRange) -> Diagnostic {
    let (place, reason, help) = words(unjudged)
    return Diagnostic(
      code: "unjudged-requirement",
      "'\(keyword)' stands \(place), where nothing can be found broken",
      at: .init(range, reason), help: [help])
  }

  private static func words(
    _ unjudged: Unjudged
  ) -> (place: String, reason: String, help: String) {
    switch unjudged {
    case .keyword(let keyword):
      let (reason, help) =
        switch keyword {
        case .not: ("what is in it is never demanded", "write it beside 'not'")
        case .if: ("a value may fit it or not", "write it in 'then' or 'else', or beside 'if'")
        case .contentSchema:
          ("what a text holds is not looked at", "decide it by a line of a suite")
        default: ("a value may fit it or not", "write it beside '\(keyword.rawValue)'")
        }
      return ("in '\(keyword.rawValue)'", reason, help)
    case .ownIdentifier:
      return (
        "in a schema with an '$id' of its own inside another", "not found by the file's name",
        "leave that '$id' out, or give the schema a file of its own"
      )
    }
  }

  private static func noId(_ node: JSONNode) -> Diagnostic {
    Diagnostic(
      code: "annotation-no-requirement", "'\(keyword)' names no requirement",
      at: .init(node.range), expected: "an id, or a list of ids", received: "\(node.kind)")
  }
}
