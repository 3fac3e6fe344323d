/// What became of a payload at one receiver. Not an acknowledgement: those are payloads.
public struct Receipt: Sendable, Hashable {
  /// How far the payload came.
  public enum Stage: String, Sendable, Hashable, CaseIterable {
    /// Parsed and queued. Optional, and no delivery yet.
    case accepted
    /// Decoded, authenticated and handed to the application, which has not acted yet: the end of
    /// the latency interval.
    case consumed
    /// The id was consumed before; nothing is done again.
    case duplicate
  }

  /// What every message carries.
  public var header: Header
  /// Who received the payload.
  public var from: Sender
  /// The id of the payload.
  public var correlation: String
  /// How far it came.
  public var stage: Stage
  /// When it was received.
  public var received: PXBTime?
  /// When it was handed to the application.
  public var done: PXBTime?
  /// The CRC-32 of the body's bytes.
  public var crc: UInt32?

  /// A receipt by its parts.
  public init(
    header: Header, from: Sender, correlation: String, stage: Stage, received: PXBTime? = nil,
    done: PXBTime? = nil, crc: UInt32? = nil
  ) {
    self.header = header
    self.from = from
    self.correlation = correlation
    self.stage = stage
    self.received = received
    self.done = done
    self.crc = crc
  }
}

/// A refusal of a message.
public struct ErrorMessage: Sendable, Hashable {
  /// What every message carries.
  public var header: Header
  /// Who refuses; nil when the refused message was for nobody in particular, or could not be read.
  public var from: Sender?
  /// Why.
  public var code: PXBErrorCode
  /// Why, in words.
  public var detail: String
  /// The id of the refused message, where it could be read.
  public var correlation: String?
  /// How long to wait before another attempt; nil when another attempt is no use.
  public var retryAfter: Duration?

  /// A refusal by its parts.
  public init(
    header: Header, from: Sender? = nil, code: PXBErrorCode, detail: String,
    correlation: String? = nil, retryAfter: Duration? = nil
  ) {
    self.header = header
    self.from = from
    self.code = code
    self.detail = detail
    self.correlation = correlation
    self.retryAfter = retryAfter
  }
}
