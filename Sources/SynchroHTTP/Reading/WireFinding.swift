public import SynchroText

/// One deviation from RFC 9110 or 9112 in what a peer sent: what, where, how grave, by which
/// clause.
public struct WireFinding: Sendable, Equatable {
  /// How grave a finding is.
  public enum Severity: String, Sendable {
    /// Wrong, and the message can still be read in one way only.
    case deviation
    /// Nobody can say where the message ends or what it means; reading stopped here.
    case unrecoverable
  }

  /// What is wrong.
  public let kind: WireFault
  /// Where, in bytes from the start of the stream.
  public let offset: Int
  /// How grave it is.
  public let severity: Severity

  /// Collects the parts of a finding.
  public init(_ kind: WireFault, at offset: Int, severity: Severity) {
    self.kind = kind
    self.offset = offset
    self.severity = severity
  }

  /// A stable word for the kind of finding, such as `content-length-conflict`; tools may match on
  /// it.
  public var code: String { kind.code }
  /// The clause that is broken, such as `RFC 9112 6.3`.
  public var clause: String { kind.clause }
  /// What is wrong, in one sentence without a full stop.
  public var message: String { kind.message }

  /// The status with which a server answers a request that has this fault, before it closes.
  public var refusalStatus: HTTPStatus { kind.refusalStatus }
  /// Whether a strict server refuses a request because of this. Forgiven are the empty line before
  /// a request, because RFC 9112, section 2.2, asks servers to ignore it, and the expectation
  /// without content, because RFC 9110, section 10.1.1, lets them leave it unanswered.
  public var isRefusedByServer: Bool {
    kind != .emptyLineBeforeStart && kind != .expectationWithoutContent
  }

  /// The finding as a diagnostic about a recorded stream that begins at `origin`.
  public func diagnostic(streamStart origin: Int = 0) -> Diagnostic {
    let place = max(0, offset - origin)
    return Diagnostic(
      severity == .unrecoverable ? .error : .warning, code: code, message,
      at: .init(SourceRange(place, place + 1)), help: ["see \(clause)"])
  }
}

// Thrown where a finding leaves nothing to go on with, as an unknown content coding does.
extension WireFinding: Error {}

extension WireFinding: CustomStringConvertible {
  /// One line: place, severity, code word, sentence and clause.
  public var description: String {
    "byte \(offset): \(severity.rawValue) \(code): \(message) (\(clause))"
  }
}
