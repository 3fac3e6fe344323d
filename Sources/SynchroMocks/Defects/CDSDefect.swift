import SynchroHTTP
import SynchroJSON
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
    /// Documents of these answers say something else.
    case edits(Set<CDSAnswer>, [DocumentEdit])
    /// Objects of this kind say something else wherever they are shown.
    case objects(CDSObjectKind, [DocumentEdit])
    /// A decision that the server takes is turned.
    case quirk(Quirk)
    /// Endpoints decide otherwise about these answers.
    case rules(Set<CDSAnswer>, @Sendable (inout CDSRules) -> Void)
    /// What is at the second path is at the first, too.
    case alias(String, of: String)
    /// A document is at a path where a right server has nothing.
    case document(String, JSONValue)
    /// Finished replies are changed.
    case reply(Set<CDSAnswer>, @Sendable (CDSCall, inout HTTPResponse) -> Void)
    /// Successful replies go over the wire wrongly.
    case wire(Set<CDSAnswer>, ServerFault)
  }

  /// Its name, which never changes: `metadata-version-wrong`.
  public let id: String
  /// What the server does, in one line.
  public let words: String
  /// The requirements that it breaks, the one it is meant for first.
  public let requirements: [String]
  /// The answers in which it may show; it shows in at least one of them.
  public let answers: Set<CDSAnswer>
  /// Whether it shows only when the server is reached by https.
  public private(set) var needsTLS = false
  /// Whether a run only warns of it: it breaks a SHOULD, or a row that is reported and no more.
  public private(set) var isWarning = false
  let effects: [Effect]

  /// A defect by its parts; the first requirement is the one it is meant for.
  init(
    _ id: String, _ words: String, breaks requirements: String..., in answers: Set<CDSAnswer>,
    _ effects: [Effect]
  ) {
    self.init(id, words, breaks: requirements, in: answers, effects)
  }

  /// The same with the requirements as a list.
  init(
    _ id: String, _ words: String, breaks requirements: [String], in answers: Set<CDSAnswer>,
    _ effects: [Effect]
  ) {
    self.id = id
    self.words = words
    self.requirements = requirements
    self.answers = answers
    self.effects = effects
  }

  /// A defect that turns one decision, and has its name.
  init(
    _ quirk: Quirk, _ words: String, breaks requirements: String..., in answers: Set<CDSAnswer>
  ) {
    id = quirk.name
    self.words = words
    self.requirements = requirements
    self.answers = answers
    effects = [.quirk(quirk)]
  }

  /// The same, for servers that are reached by https.
  func overTLS() -> CDSDefect {
    var defect = self
    defect.needsTLS = true
    return defect
  }

  /// The same, for what a run only warns of.
  func warnedOf() -> CDSDefect {
    var defect = self
    defect.isWarning = true
    return defect
  }

  /// Where it shows.
  public var kind: Kind {
    switch effects.first {
    case .edits, .objects, .document, nil: .content
    case .rules, .quirk, .reply, .alias: .behaviour
    case .wire: .wire
    }
  }

  /// The requirement that it is meant for.
  public var primaryRequirement: String { requirements.first ?? "" }

  /// Whether both have the same name; names are unique.
  public static func == (left: CDSDefect, right: CDSDefect) -> Bool { left.id == right.id }
}

extension Set<CDSAnswer> {
  /// The one answer that most defects are about.
  static let metadata: Set = [.metadata]
  static let coverage: Set = [.coverage]
  static let server: Set = [.authorizationServer]
}

extension [CDSDefect.Effect] {
  /// One edit of the documents of these answers.
  static func edit(
    _ pointer: String, _ change: DocumentEdit.Change, in answers: Set<CDSAnswer>
  ) -> [CDSDefect.Effect] {
    [.edits(answers, [DocumentEdit(pointer, change)])]
  }
}
