/// How the end of a message is found, RFC 9112, section 6.3, and what follows it.
public struct HTTPFraming: Sendable, Equatable {
  /// How the content is delimited.
  public enum Body: Sendable, Equatable {
    /// The message ends with its head.
    case none
    /// So many bytes follow.
    case length(Int)
    /// Chunks follow, RFC 9112, section 7.1.
    case chunked
    /// Everything until the connection closes; responses only.
    case untilClose
    /// What follows is another protocol: a 2xx to CONNECT, or 101.
    case tunnel
  }

  /// How the content is delimited.
  public var body: Body
  /// Whether the connection can carry another message, RFC 9112, section 9.3. Findings do not
  /// change it, except where the framing is in doubt.
  public var isPersistent: Bool
  /// Whether a request waits for 100 (Continue) before it sends its content.
  public var expectsContinue: Bool

  /// Collects the parts.
  public init(body: Body, isPersistent: Bool, expectsContinue: Bool = false) {
    self.body = body
    self.isPersistent = isPersistent
    self.expectsContinue = expectsContinue
  }
}
