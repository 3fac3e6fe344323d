internal import SynchroJSON
internal import SynchroText

/// What is known of a target besides its verdicts, for what a profile requires to be there.
public struct CapabilityOffers: Sendable {
  /// Lines of a suite that are judged only when the target has something.
  public struct Guard: Sendable {
    let feature: String
    let suite: String
    let lines: ClosedRange<Int>

    /// Lines behind a guard.
    public init(feature: String, suite: String, lines: ClosedRange<Int>) {
      self.feature = feature
      self.suite = suite
      self.lines = lines
    }
  }

  /// Lines of a suite that are asked again until they hold.
  public struct Poll: Sendable {
    let suite: String
    let lines: ClosedRange<Int>
    let isRepeated: Bool

    /// Lines of a poll; `isRepeated` when a test may come to it more than once.
    public init(suite: String, lines: ClosedRange<Int>, isRepeated: Bool) {
      self.suite = suite
      self.lines = lines
      self.isRepeated = isRepeated
    }
  }

  /// A metadata document: its members that are lists of texts.
  public struct Document: Sendable, Equatable {
    let exchange: Int
    let lists: [String: Set<String>]

    /// A document of the exchange with a number.
    public init(exchange: Int, lists: [String: Set<String>]) {
      self.exchange = exchange
      self.lists = lists
    }

    /// The lists in a recorded response; nil when its content is no whole JSON object.
    public init?(exchange: Int, response: [UInt8], isCut: Bool) {
      let message = MessageExcerpt(response, isCut: isCut)
      guard !message.isCut else { return nil }
      let source = SourceText(name: "exchange \(exchange)", bytes: Array(message.body))
      guard let document = try? JSONDocument(parsing: source), document.root.kind == .object else {
        return nil
      }
      var lists: [String: Set<String>] = [:]
      for member in ["capabilities", "scopes_supported"] {
        guard let list = document.root[member], list.kind == .array else { continue }
        lists[member] = Set(list.elements.compactMap(\.string))
      }
      self.init(exchange: exchange, lists: lists)
    }
  }

  /// The guards of the suites, as they are now.
  public var guards: [Guard]
  /// What the suites ask again and again, as they are now.
  public var polls: [Poll]
  /// Suites that are not what the run was made with, so that their lines tell nothing.
  public var changedSuites: Set<String>
  /// What the target has published about itself, as the run has recorded it.
  public var documents: [Document]

  /// What is known; nothing unless it is said.
  public init(
    guards: [Guard] = [], polls: [Poll] = [], changedSuites: Set<String> = [],
    documents: [Document] = []
  ) {
    self.guards = guards
    self.polls = polls
    self.changedSuites = changedSuites
    self.documents = documents
  }
}
