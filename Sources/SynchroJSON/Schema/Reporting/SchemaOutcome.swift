public import SynchroText

/// What an evaluation found, and what the schema had to say about the value beside it.
public struct SchemaOutcome: Sendable {
  /// What is wrong, in the order of the document; empty when the value is valid.
  public let findings: [SchemaFinding]
  /// Keywords that say something instead of asking it, for every place of the value to which they
  /// applied; only when asked for.
  public let annotations: [SchemaAnnotation]

  /// The schemas that were applied to any part of the value, also those of alternatives that do not
  /// fit, with the kinds of values that they met; only when annotations were asked for.
  public let applied: [SchemaFinding.Location: Set<JSONKind>]

  /// Whether the value fits the schema.
  public var isValid: Bool { findings.isEmpty }
  /// False when a limit ended the evaluation, so that nobody knows.
  public var isDecided: Bool { !findings.contains { $0.fault.isUndecided } }

  /// What applied at one place of the value.
  public func annotations(at instance: JSONPointer) -> [SchemaAnnotation] {
    annotations.filter { $0.instance == instance }
  }
}

/// A keyword that says something instead of asking it (an unknown one, `title`, `default`, `format`
/// and their like), of a schema that applied to a place of the value.
///
/// Those of branches that the value does not fit are left out. Those of schemas that *must* fit are
/// kept even when they do not, since they name what was broken; ``verdict`` tells.
public struct SchemaAnnotation: Sendable {
  /// How the schema that holds the keyword fared at this place.
  public enum Verdict: Sendable, Hashable {
    /// It fits.
    case met
    /// The value at this place itself breaks it.
    case brokenHere
    /// The value itself is as it should be, but something inside it breaks the schema.
    case brokenInside
  }

  /// The place in the value.
  public let instance: JSONPointer
  /// The same as bytes of the document.
  public let range: SourceRange
  /// The keyword, such as `x-requirement`.
  public let keyword: String
  /// What the schema has behind it.
  public let value: JSONNode
  /// Where the keyword stands.
  public let schema: SchemaFinding.Location
  /// How the schema that holds the keyword fared at this place.
  public let verdict: Verdict
}

/// A keyword that asks nothing and looks like one that does.
public struct SchemaRemark: Sendable, Equatable {
  /// The keyword as written.
  public let keyword: String
  /// The known one that it looks like, or that took its place.
  public let near: String
  /// Whether it was a keyword in an earlier draft.
  public let isHistoric: Bool
  /// The schema's text.
  let source: SourceText
  /// Where it stands.
  public let range: SourceRange

  /// The remark as every other of the program's is shown.
  public var diagnostic: Diagnostic {
    Diagnostic(
      .warning, code: "json-schema-unknown-keyword",
      isHistoric
        ? "'\(keyword)' belongs to an earlier draft and asks nothing here"
        : "'\(keyword)' is not a keyword and asks nothing",
      at: Diagnostic.Label(range),
      help: [isHistoric ? "write '\(near)'" : "did you mean '\(near)'?"])
  }

  /// Whether both say the same about the same place.
  public static func == (left: SchemaRemark, right: SchemaRemark) -> Bool {
    left.keyword == right.keyword && left.near == right.near && left.range == right.range
  }
}
