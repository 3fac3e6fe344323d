public import SynchroJSON

/// A payload of the catalogue on its way from one actor to another.
public struct PayloadMessage: Sendable, Hashable {
  /// What every message carries.
  public var header: Header
  /// The payload's name, byte for byte as the catalogue spells it.
  public var name: String
  /// What the payload is for.
  public var kind: PayloadType
  /// Who sends it.
  public var from: Sender
  /// Whom it is for.
  public var to: Party
  /// The id of the payload that this one answers.
  public var correlation: String?
  /// The intermediaries it has come through, first to last.
  public var via: [Hop]
  /// Nobody acts on it after this moment.
  public var expires: PXBTime?
  /// How urgent it is; nothing else allows a receiver to reorder.
  public var priority: Priority?
  /// The data elements of the payload: an object.
  public var attributes: JSONValue
  /// The bytes whose number is the size of the payload.
  public var body: PackedBody

  /// A payload by its parts.
  public init(
    header: Header, name: String, kind: PayloadType, from: Sender, to: Party,
    correlation: String? = nil, via: [Hop] = [], expires: PXBTime? = nil,
    priority: Priority? = nil, attributes: JSONValue = .object([]), body: PackedBody
  ) {
    self.header = header
    self.name = name
    self.kind = kind
    self.from = from
    self.to = to
    self.correlation = correlation
    self.via = via
    self.expires = expires
    self.priority = priority
    self.attributes = attributes
    self.body = body
  }
}

/// What a payload is for, as the catalogue types it.
public enum PayloadType: String, Sendable, Hashable, CaseIterable {
  /// Asks or tells somebody to do something.
  case command = "cmd"
  /// Data, asked for or not.
  case responseData = "resp-data"
  /// Says that a command was taken.
  case acknowledgement = "ack"
  /// Tells of a danger or a failure.
  case alarm
  /// Tells of something worth knowing.
  case alert
  /// Says that a command failed.
  case commandError = "cmd-err"
  /// Says that a command or its answer could not be carried.
  case communicationError = "comm-err"
  /// One turn of a negotiation.
  case negotiation = "negot-thrd"
}

/// How urgent a payload is.
public enum Priority: Int, Sendable, Hashable, CaseIterable, Comparable {
  /// After all others.
  case low = 0
  /// The usual.
  case medium = 1
  /// Before the usual.
  case high = 2
  /// Before all others.
  case emergency = 3

  /// Less urgent ones are smaller.
  public static func < (left: Priority, right: Priority) -> Bool { left.rawValue < right.rawValue }
}

/// An intermediary that a payload has come through.
public struct Hop: Sendable, Hashable {
  /// Who it is.
  public var party: Sender
  /// When it received the payload.
  public var received: PXBTime
  /// When it sent the payload on.
  public var sent: PXBTime

  /// A hop by its parts.
  public init(party: Sender, received: PXBTime, sent: PXBTime) {
    self.party = party
    self.received = received
    self.sent = sent
  }
}

/// The bytes of a payload: their number is what the size rows are about.
public struct PackedBody: Sendable, Hashable {
  /// What the bytes hold.
  public enum Mode: String, Sendable, Hashable, CaseIterable {
    /// The attributes in binary, zero-padded.
    case packed
    /// Seeded noise; the receiver answers with its CRC-32.
    case fill
  }

  /// What the bytes hold.
  public var mode: Mode
  /// The bytes.
  public var bytes: [UInt8]

  /// A body by its bytes.
  public init(mode: Mode, bytes: [UInt8]) {
    self.mode = mode
    self.bytes = bytes
  }

  /// The most octets that a message can hold: they grow by a third in base64, and the rest of the
  /// message needs room. Greater payloads of the catalogue are tried at this size.
  public static let maximumSize = 720_000

  /// The size of the payload in octets.
  public var size: Int { bytes.count }
}
