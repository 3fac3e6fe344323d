/// Who may speak for whom: by the name of a key, or by the subject of a certificate.
public struct Entitlements: Sendable, Hashable {
  /// What one proof of identity covers.
  public enum Scope: Sendable, Hashable {
    /// One instance.
    case instance(Sender)
    /// Every instance of an actor.
    case actor(String)
    /// The session and the control channel, which no actor sends.
    case session
    /// Every actor, and the session: who is on the other side is not told apart further.
    case everybody
  }

  private var scopes: [String: Set<Scope>] = [:]

  /// Nobody may speak for anybody.
  public init() {}

  /// Lets whoever proves to be `name` speak for a scope.
  public mutating func allow(_ name: String, _ scope: Scope) {
    scopes[name, default: []].insert(scope)
  }

  /// Whether whoever proves to be `name` may send a message.
  public func allows(_ name: String, _ message: Message) -> Bool {
    guard let allowed = scopes[name] else { return false }
    if allowed.contains(.everybody) { return true }
    guard let sender = message.from else { return allowed.contains(.session) }
    return allowed.contains(.actor(sender.actor)) || allowed.contains(.instance(sender))
  }

  /// Refuses a message that whoever proves to be `name` may not send; `proof` says by what: `key`.
  package func check(_ name: String, _ message: Message, by proof: String) throws(PXBFault) {
    guard !allows(name, message) else { return }
    let speaker = message.from.map(\.description) ?? "the session"
    throw PXBFault(
      .notEntitled, "the \(proof) '\(name)' does not speak for \(speaker)", id: message.header.id)
  }
}
