public import SynchroJSON
import SynchroText

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

extension PXBFault {
  /// A fault of a value.
  init(_ code: PXBErrorCode, _ detail: String, at node: JSONNode) {
    self.init(code, detail, at: JSONPointer(to: node), offset: node.range.start)
  }
}

extension JSONPointer {
  /// The way to a value, found from the top of its document.
  init(to target: JSONNode) {
    var tokens: [String] = []
    var node = target.document.root
    while node.id != target.id {
      var way: (token: String, node: JSONNode)?
      // The last child that does not begin behind the value is the one that holds it.
      for member in node.members where member.value.id <= target.id {
        way = (member.key, member.value)
      }
      for (index, element) in node.elements.enumerated() where element.id <= target.id {
        way = (String(index), element)
      }
      guard let way else { break }
      tokens.append(way.token)
      node = way.node
    }
    self.init(tokens: tokens)
  }
}

extension PXBFault: CustomStringConvertible {
  /// Number, place and sentence: `PXB-101 at /from/inst (byte 91): …`.
  public var description: String {
    let place = pointer.tokens.isEmpty ? "byte \(offset)" : "\(pointer) (byte \(offset))"
    return "\(code.label) at \(place): \(detail)"
  }
}
