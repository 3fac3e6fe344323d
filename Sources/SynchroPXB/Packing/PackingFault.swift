/// Why attributes do not become a body.
public enum PackingFault: Error, Sendable, Hashable {
  /// They take more octets than the size leaves. When the catalogue's own attributes do not fit its
  /// own size, the requirement is at fault, and no device.
  case tooSmall(size: Int, needed: Int, parts: [Part])
  /// The value of a key is not what the key promises.
  case unfit(key: String, needed: String)

  /// What one attribute takes.
  public struct Part: Sendable, Hashable {
    /// Its key.
    public let key: String
    /// Its octets.
    public let octets: Int
  }
}

extension PackingFault: CustomStringConvertible {
  /// One sentence without a full stop.
  public var description: String {
    switch self {
    case .tooSmall(let size, let needed, let parts):
      "the attributes take \(needed) octets, and \(size) are allowed: "
        + parts.map { "\($0.key) \($0.octets)" }.joined(separator: ", ")
    case .unfit(let key, let needed): "'\(key)' is to be \(needed)"
    }
  }
}
