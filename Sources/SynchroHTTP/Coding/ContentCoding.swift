/// A content coding, RFC 9110, section 8.4.1.
public enum ContentCoding: String, Sendable, Hashable {
  /// RFC 1952.
  case gzip
  /// RFC 1950 around RFC 1951. Some senders leave the wrapper out, which is a finding.
  case deflate
  /// Nothing is changed.
  case identity

  /// The coding with this name, in any case; `x-gzip` is gzip.
  public init?(name: String) {
    switch name.lowercased() {
    case "gzip", "x-gzip": self = .gzip
    case "deflate": self = .deflate
    case "identity": self = .identity
    default: return nil
    }
  }
}
