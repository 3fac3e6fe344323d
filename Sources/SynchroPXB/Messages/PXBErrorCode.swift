/// Why a message is refused, by its number on the wire.
public enum PXBErrorCode: Int, Sendable, Hashable, CaseIterable {
  /// No JSON by RFC 8259, or a key stands twice.
  case badJSON = 100
  /// JSON, but not a message of the binding.
  case badEnvelope = 101
  /// A version of the binding that the receiver does not speak.
  case badVersion = 102
  /// Longer than 1 MiB or than the receiver's declared limit.
  case tooLarge = 103

  /// The receiver has no such actor.
  case unknownActor = 200
  /// The receiver has the actor, but not this instance or group.
  case unknownInstance = 201
  /// The actor does not know this payload.
  case payloadNotSupported = 202
  /// The actor sends this payload and does not receive it.
  case wrongDirection = 203

  /// No proof of who sent it.
  case notAuthenticated = 300
  /// The authentication code does not fit the bytes.
  case badMAC = 301
  /// Seen before, or too old.
  case replay = 302
  /// The proven sender may not speak for this actor or instance.
  case notEntitled = 303
  /// The certificate has expired.
  case expiredCertificate = 304

  /// An attribute is missing, of the wrong kind or out of range.
  case badAttribute = 400
  /// It names an event that the receiver does not know.
  case unknownEvent = 401
  /// It does not fit the receiver's present state.
  case stateConflict = 402
  /// The customer has refused.
  case refusedByCustomer = 403
  /// The device cannot: its hardware failed.
  case hardwareFault = 404
  /// Done in part.
  case partial = 405
  /// It came after its expiry.
  case expired = 406
  /// Too much to do; try again.
  case busy = 407

  /// No way to the receiver is known.
  case noRoute = 500
  /// The receiver did not answer in time.
  case timedOut = 501
  /// The link to the receiver is down.
  case linkDown = 502

  /// The control channel is switched off.
  case controlDisabled = 600
  /// The control channel does not know this verb, fault, event or state.
  case controlUnsupported = 601
  /// The verb would interrupt supply, and nobody has allowed it.
  case hazardRefused = 602
}

extension PXBErrorCode {
  /// What the hundreds stand for.
  public enum Family: Int, Sendable, Hashable {
    /// 1xx: the message cannot be read.
    case message = 1
    /// 2xx: it is addressed wrongly.
    case address = 2
    /// 3xx: it is not trusted.
    case trust = 3
    /// 4xx: the application refuses; also the failure code of `cmd-err` payloads.
    case application = 4
    /// 5xx: it cannot be carried; also the failure code of `comm-err` payloads.
    case carriage = 5
    /// 6xx: the control channel refuses.
    case control = 6
  }

  /// What the hundreds stand for.
  public var family: Family { Family(rawValue: rawValue / 100) ?? .message }

  /// The number with its prefix: `PXB-406`.
  public var label: String { "PXB-\(rawValue)" }
}
