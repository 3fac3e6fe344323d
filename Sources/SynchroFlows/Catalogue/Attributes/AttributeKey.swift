/// One key that a payload's attributes have in a message, and what stands behind it.
public struct AttributeKey: Sendable, Hashable {
  /// What kind of value it has; a packed body's width follows from it.
  public enum Kind: String, Sendable, CaseIterable {
    /// The name of a device, an account, a group or an event.
    case id
    /// Several names.
    case ids
    /// An EUI-64 in hexadecimal digits.
    case mac
    /// Several of them.
    case macs
    /// A small whole number.
    case code
    /// A whole number of percent.
    case percent
    /// A number.
    case number
    /// A number, or a list of numbers.
    case numbers
    /// Seconds.
    case seconds
    /// A moment, in whole seconds since 1970 UTC.
    case time
    /// Words.
    case text
    /// A program or firmware; a message names it and its body holds it.
    case image
  }

  /// The key: `meter_id`.
  public let name: String
  /// What kind of value it has.
  public let kind: Kind

  /// A key by its parts.
  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
