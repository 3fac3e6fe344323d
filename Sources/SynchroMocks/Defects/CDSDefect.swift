import SynchroHTTP
import SynchroServer

/// One named way in which the reference server can be wrong, and the requirements that it breaks.
public struct CDSDefect: Sendable, Identifiable, Equatable {
  /// Where a defect shows.
  public enum Kind: String, Sendable, CaseIterable {
    /// In what a document says.
    case content
    /// In what the server does.
    case behaviour
    /// In the bytes around the document.
    case wire
  }

  /// What a defect does; edits of documents and changes of decisions compose.
  enum Effect: Sendable {
    case edits(Set<CDSAnswer>, [DocumentEdit])
    case rules(@Sendable (inout CDSRules) -> Void)
    case reply(Set<CDSAnswer>, @Sendable (CDSCall, inout HTTPResponse) -> Void)
    case wire(Set<CDSAnswer>, ServerFault)
  }

  /// Its name, which never changes: `metadata-version-wrong`.
  public let id: String
  /// What the server does, in one line.
  public let words: String
  /// The requirements that it breaks, the one it is meant for first.
  public let requirements: [String]
  /// The answers in which it shows, at least one of them.
  public let answers: Set<CDSAnswer>
  let effect: Effect

  /// Where it shows.
  public var kind: Kind {
    switch effect {
    case .edits: .content
    case .rules, .reply: .behaviour
    case .wire: .wire
    }
  }

  /// The requirement that it is meant for.
  public var primaryRequirement: String { requirements.first ?? "" }

  /// Whether both have the same name; names are unique.
  public static func == (left: CDSDefect, right: CDSDefect) -> Bool { left.id == right.id }

  // MARK: - Making one

  static func edit(
    _ id: String, _ words: String, breaks requirements: String..., in answers: Set<CDSAnswer>,
    _ edits: [DocumentEdit]
  ) -> CDSDefect {
    CDSDefect(
      id: id, words: words, requirements: requirements, answers: answers,
      effect: .edits(answers, edits))
  }

  static func rules(
    _ id: String, _ words: String, breaks requirements: String..., in answers: Set<CDSAnswer>,
    _ change: @escaping @Sendable (inout CDSRules) -> Void
  ) -> CDSDefect {
    CDSDefect(
      id: id, words: words, requirements: requirements, answers: answers, effect: .rules(change))
  }

  static func reply(
    _ id: String, _ words: String, breaks requirements: String..., in answers: Set<CDSAnswer>,
    _ change: @escaping @Sendable (CDSCall, inout HTTPResponse) -> Void
  ) -> CDSDefect {
    CDSDefect(
      id: id, words: words, requirements: requirements, answers: answers,
      effect: .reply(answers, change))
  }
}

extension CDSDefect {
  /// Every defect, in the order of the requirements' sections.
  public static let all: [CDSDefect] =
    metadataFields + coverageFields + authorizationServerFields

  private static let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }

  /// The defect of that name.
  public static func named(_ id: String) -> CDSDefect? { byID[id] }
}
