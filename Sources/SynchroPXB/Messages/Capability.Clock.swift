extension Capability {
  /// The target's clock.
  public struct Clock: Sendable, Hashable {
    /// How time passes.
    public enum Mode: String, Sendable, Hashable, CaseIterable {
      /// As on the wall.
      case real
      /// Only when the control channel says so.
      case virtual
      /// As on the wall, but the target's timers are shortened.
      case scaled
    }

    /// What the clock is held to.
    public enum Synchronisation: String, Sendable, Hashable, CaseIterable {
      /// Nothing.
      case none
      /// The Network Time Protocol.
      case ntp
      /// The Precision Time Protocol.
      case ptp
      /// It is the harness's own clock.
      case shared
    }

    /// What its messages call it.
    public var name: String
    /// How time passes.
    public var mode: Mode
    /// The step it advances by.
    public var resolution: Duration
    /// What it is held to.
    public var synchronisation: Synchronisation
    /// How far it may be off by its own account; nil when it says nothing.
    public var error: Duration?

    /// A clock by its parts.
    public init(
      name: String, mode: Mode = .real, resolution: Duration = .microseconds(1),
      synchronisation: Synchronisation = .none, error: Duration? = nil
    ) {
      self.name = name
      self.mode = mode
      self.resolution = resolution
      self.synchronisation = synchronisation
      self.error = error
    }
  }
}
