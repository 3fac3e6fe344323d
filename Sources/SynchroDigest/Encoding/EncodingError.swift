/// Why a text is not what its encoding produces. Offsets count UTF-8 bytes from 0.
public enum EncodingError: Error, Sendable, Equatable {
  /// A byte that the alphabet does not have, which includes white space and the other alphabet's.
  case foreignByte(UInt8, offset: Int)
  /// The text ends inside a group; no bytes encode to this length.
  case cutShort(offset: Int)
  /// Padding where none belongs, or none where it belongs (RFC 4648, section 3.2).
  case wrongPadding(offset: Int)
  /// The last character carries bits that no encoder sets (RFC 4648, section 3.5), so that two
  /// texts would mean the same bytes.
  case trailingBits(offset: Int)

  /// Where the text stops being right.
  public var offset: Int {
    switch self {
    case .foreignByte(_, let offset), .cutShort(let offset), .wrongPadding(let offset),
      .trailingBits(let offset):
      offset
    }
  }
}

extension EncodingError: CustomStringConvertible {
  /// One sentence for people, without a full stop. The byte is shown by number, as it may be
  /// anything.
  public var description: String {
    switch self {
    case .foreignByte(let byte, let offset):
      "byte 0x\(Hex.encode([byte])) at offset \(offset) is not in the alphabet"
    case .cutShort(let offset): "the text ends inside a group at offset \(offset)"
    case .wrongPadding(let offset): "the padding at offset \(offset) is wrong"
    case .trailingBits(let offset):
      "the character at offset \(offset) has bits set that mean nothing"
    }
  }
}
