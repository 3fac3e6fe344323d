public import SynchroText

/// One way in which a value fails a schema: where in the value, by which keyword, and why.
public struct SchemaFinding: Sendable {
  /// Where a rule stands in the schemas.
  public struct Location: Sendable, Hashable, CustomStringConvertible {
    /// The absolute URI of the schema resource.
    public let uri: String
    /// The path within it, the keyword included.
    public let pointer: JSONPointer

    /// A place in a schema resource.
    public init(uri: String, pointer: JSONPointer) {
      self.uri = uri
      self.pointer = pointer
    }

    /// The URI with the path as its fragment.
    public var description: String {
      uri + "#" + SchemaURI.encodedFragment(pointer.description)
    }
  }

  /// A schema that was being applied when something was found.
  public struct Step: Sendable, Hashable {
    /// The place in the value that it was applied to.
    public let instance: JSONPointer
    /// The schema.
    public let schema: Location
  }

  /// A branch of `anyOf` or `oneOf` and why the value does not fit it.
  public struct Branch: Sendable {
    /// Its place in the list, from 0.
    public let index: Int
    /// What it found.
    public let findings: [SchemaFinding]
  }

  /// Where in the value.
  public let instance: JSONPointer
  /// The same as bytes of the document.
  public let range: SourceRange
  /// The document that was judged.
  public let source: SourceText
  /// The keyword that decided; empty for a schema that is `false` by itself and for limits.
  public let keyword: String
  /// The rule that was broken.
  public let schema: Location
  /// How it was broken.
  public let fault: SchemaFault
  /// The way by which the rule came to be applied: from the schema of the whole to the one that
  /// holds the rule, through references and all. Empty unless annotations were asked for.
  public let way: [Step]
  /// For `anyOf` and `oneOf`: why each branch does not fit, the most promising first.
  public let branches: [Branch]

  /// The reason in one plain sentence without a full stop.
  public var reason: String { fault.description }

  /// Line and column at which the value begins.
  public var place: SourcePlace { source.place(at: range.start) }
}

extension SchemaFinding: CustomStringConvertible {
  /// Pointer, place, keyword and reason on one line; branches indented below.
  public var description: String { lines.joined(separator: "\n") }

  private var lines: [String] {
    let path = VisibleText.escape(instance.description)
    let word = keyword.isEmpty ? "" : keyword + ": "
    let reason = VisibleText.escape(reason)
    var lines = ["\(path.isEmpty ? "(root)" : path) \(place) \(word)\(reason)"]
    for branch in branches {
      lines.append("  alternative \(branch.index):")
      lines += branch.findings.flatMap(\.lines).map { "    " + $0 }
    }
    return lines
  }

  /// The finding as every other of the program's is shown.
  public var diagnostic: Diagnostic {
    var help = ["rule: " + schema.description]
    for branch in branches.prefix(3) {
      guard let first = branch.findings.first else { continue }
      let place = first.instance.description
      help.append(
        "alternative \(branch.index)\(place.isEmpty ? "" : " at " + place): \(first.reason)")
    }
    let path = instance.description
    return Diagnostic(
      code: "json-schema-"
        + (keyword.isEmpty ? (fault == .nothingAllowed ? "false" : "limit") : keyword),
      (path.isEmpty ? "(root)" : path) + ": " + reason, at: Diagnostic.Label(range, keyword),
      help: help)
  }
}
