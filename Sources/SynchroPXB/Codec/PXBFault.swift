public import SynchroJSON

/// Why bytes are no message of the binding, and where.
public struct PXBFault: Error, Sendable, Hashable {
  /// The number to answer with.
  public let code: PXBErrorCode
  /// What is wrong, in one sentence without a full stop.
  public let detail: String
  /// The value that is wrong; the whole message when there is no JSON.
  public let pointer: JSONPointer
  /// The offset of the first byte of it.
  public let offset: Int
  /// The id of the message, where it could be read: what an answer names.
  public internal(set) var id: String?

  /// A fault by its parts.
  public init(
    _ code: PXBErrorCode, _ detail: String, at pointer: JSONPointer = .root, offset: Int = 0,
    id: String? = nil
  ) {
    self.code = code
    self.detail = detail
    self.pointer = pointer
    self.offset = offset
    self.id = id
  }
}

extension PXBFault: CustomStringConvertible {
  /// Number, place and sentence: `PXB-101 at /from/inst (byte 91): …`.
  public var description: String {
    let place = pointer.tokens.isEmpty ? "byte \(offset)" : "\(pointer) (byte \(offset))"
    return "\(code.label) at \(place): \(detail)"
  }
}
