import COpenSSL

/// A version of TLS, by its number on the wire.
public enum TLSVersion: UInt16, Sendable, Comparable, CustomStringConvertible {
  /// RFC 2246, deprecated by RFC 8996; for proving that a target refuses it.
  case tls10 = 0x0301
  /// RFC 4346, deprecated by RFC 8996; for proving that a target refuses it.
  case tls11 = 0x0302
  /// RFC 5246.
  case tls12 = 0x0303
  /// RFC 8446.
  case tls13 = 0x0304

  /// Older versions come first.
  public static func < (left: TLSVersion, right: TLSVersion) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The name that people use.
  public var description: String {
    switch self {
    case .tls10: "TLS 1.0"
    case .tls11: "TLS 1.1"
    case .tls12: "TLS 1.2"
    case .tls13: "TLS 1.3"
    }
  }
}
