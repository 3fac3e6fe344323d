/// How much of each thing a reader accepts; what goes beyond is refused, and the refusal names the
/// limit.
public struct HTTPLimits: Sendable, Equatable {
  /// Bytes of a request line or status line, without its line end.
  public var startLineBytes = 8 << 10
  /// Bytes of a whole head: start line, field lines and line ends.
  public var headBytes = 64 << 10
  /// Field lines of a head, and of a trailer section.
  public var fieldCount = 128
  /// Bytes of content, declared or received, before content codings are undone.
  public var bodyBytes = 64 << 20
  /// Bytes of one chunk line, RFC 9112, section 7.1: size, extensions and line end.
  public var chunkLineBytes = 4 << 10
  /// Bytes of chunk extensions in one message, all chunks together.
  public var chunkExtensionBytes = 16 << 10
  /// Bytes of a trailer section.
  public var trailerBytes = 16 << 10
  /// Interim responses before the final one.
  public var interimResponses = 16
  /// Bytes that undoing the content codings may yield.
  public var decodedBytes = 64 << 20
  /// How many times larger than its input decoded content may be, once it exceeds
  /// `decodedRatioFloor`.
  public var decodedRatio = 200
  /// Decoded bytes below which the ratio is not looked at: short runs compress extremely well.
  public var decodedRatioFloor = 1 << 20
  /// Content codings on top of each other.
  public var contentCodings = 4

  /// The limits that suit a peer that means well.
  public init() {}

  /// The limits that suit a peer that means well.
  public static let standard = HTTPLimits()

  /// The name of each limit, as findings give it.
  public enum Name: String, Sendable, Hashable, CaseIterable {
    /// `startLineBytes`.
    case startLineBytes = "start-line-bytes"
    /// `headBytes`.
    case headBytes = "head-bytes"
    /// `fieldCount`.
    case fieldCount = "field-count"
    /// `bodyBytes`.
    case bodyBytes = "body-bytes"
    /// `chunkLineBytes`.
    case chunkLineBytes = "chunk-line-bytes"
    /// `chunkExtensionBytes`.
    case chunkExtensionBytes = "chunk-extension-bytes"
    /// `trailerBytes`.
    case trailerBytes = "trailer-bytes"
    /// `interimResponses`.
    case interimResponses = "interim-responses"
    /// `decodedBytes`.
    case decodedBytes = "decoded-bytes"
    /// `decodedRatio`.
    case decodedRatio = "decoded-ratio"
    /// `contentCodings`.
    case contentCodings = "content-codings"

    /// The clause that speaks about limits of this kind.
    var clause: String {
      switch self {
      case .startLineBytes: "RFC 9112 3"
      case .headBytes, .fieldCount, .trailerBytes: "RFC 9110 5.4"
      case .bodyBytes: "RFC 9110 8.6"
      case .chunkLineBytes, .chunkExtensionBytes: "RFC 9112 7.1.1"
      case .interimResponses: "RFC 9110 15.2"
      case .decodedBytes, .decodedRatio, .contentCodings: "RFC 9110 8.4"
      }
    }
  }
}
