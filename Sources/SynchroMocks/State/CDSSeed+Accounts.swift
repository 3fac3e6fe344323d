import SynchroJSON
import SynchroText

extension CDSSeed {
  /// A made-up person who can sign in at the authorization endpoint.
  public struct Account: Sendable, Equatable {
    /// What the person types.
    public var username: String
    /// The password, which is documented.
    public var password: String
    /// What the person is called.
    public var name: String
  }

  /// The account with a username.
  func account(_ username: String) -> Account? {
    accounts.first { $0.username.utf8.elementsEqual(username.utf8) }
  }

  static func accounts(_ node: JSONNode?, _ sink: DiagnosticSink) -> [Account] {
    guard let node else { return [] }
    guard node.kind == .array else {
      sink.report(
        "wrong-kind", "'accounts' of the seed must be an array", at: node, expected: "an array")
      return []
    }
    var seen: Set<String> = []
    return node.elements.map { element in
      var reader = SeedReader(element, "an account", sink)
      defer { reader.finish() }
      let account = Account(
        username: reader.string("username"), password: reader.string("password"),
        name: reader.string("name"))
      if !seen.insert(account.username).inserted {
        sink.report(
          "repeated-username", "two accounts have the username '\(account.username)'",
          at: element.range)
      }
      return account
    }
  }
}
