import SynchroHTTP
import SynchroJSON
import SynchroTiming

/// One thing that the operator can do, as it is listed and as it is done.
struct OperatorAction: Sendable {
  /// What an action works on.
  struct Context {
    let service: CDSService
    let call: CDSCall
    /// What stands in the place of `{id}` in the path.
    let id: String
    var body: OperatorBody

    var now: Timestamp { call.now }
  }

  typealias Act = @Sendable (inout Context, inout CDSWorld) throws(CDSProblem) -> JSONValue

  let method: HTTPMethod
  /// The path below `/operator`; `{id}` stands for one segment.
  let path: String
  /// What it does, in one line, and what it is told.
  let words: String
  /// The members of its content, as they are documented.
  let members: String
  let act: Act

  init(
    _ method: HTTPMethod, _ path: String, _ words: String, members: String = "",
    _ act: @escaping Act
  ) {
    self.method = method
    self.path = path
    self.words = words
    self.members = members
    self.act = act
  }

  /// What stands in the place of `{id}`, if the path is this action's; empty when it has none.
  func identifier(in path: String) -> String? {
    let pattern = self.path.split(separator: "/", omittingEmptySubsequences: false)
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    guard pattern.count == segments.count else { return nil }
    var identifier = ""
    for (expected, segment) in zip(pattern, segments) {
      if expected == "{id}", !segment.isEmpty {
        identifier = String(segment)
      } else if expected != segment {
        return nil
      }
    }
    return identifier
  }

  /// Every action, in the order in which it is listed.
  static let all: [OperatorAction] =
    overview + clockActions + defectActions + messageActions + clientActions + credentialActions
    + grantActions
}
