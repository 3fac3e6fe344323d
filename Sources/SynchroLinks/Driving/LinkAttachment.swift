/// A link of a driver, and what it is for.
public struct LinkAttachment: Sendable {
  /// What a link carries.
  public enum Cargo: Sendable, Hashable {
    /// Whatever there is.
    case all
    /// Everything but orders to the control channel.
    case traffic
    /// Orders to the control channel and what came of them.
    case control
  }

  /// The link.
  public let link: any Link
  /// What it carries.
  public var carries: Cargo
  /// The actors of the other side that are found there; none when that is not known before.
  public var actors: Set<String>

  /// A link for everything, or for some.
  public init(_ link: any Link, carries: Cargo = .all, actors: Set<String> = []) {
    self.link = link
    self.carries = carries
    self.actors = actors
  }

  /// Whether an actor is said to be found there.
  func names(_ actor: String) -> Bool { carries != .control && actors.contains(actor) }

  /// Whether an actor may be found there.
  func serves(_ actor: String) -> Bool {
    carries != .control && (actors.isEmpty || actors.contains(actor))
  }
}
