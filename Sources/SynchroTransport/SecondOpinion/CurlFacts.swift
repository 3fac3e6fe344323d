/// What libcurl's own HTTP engine tells about an exchange and our codec cannot know.
public struct CurlFacts: Sendable, Equatable {
  /// libcurl's result code; 0 for a success.
  public internal(set) var code = 0
  /// libcurl's words for it, about this very failure where it has some.
  public internal(set) var words = ""
  /// The version spoken: `HTTP/1.1`, `HTTP/2`; nil before a response came.
  public internal(set) var version: String?
  /// The request head and content as libcurl wrote them; for HTTP/2 in the form of HTTP/1.1.
  public internal(set) var sent: [UInt8] = []
  /// libcurl's version and the libraries it is built on.
  public internal(set) var library = ""

  init() {}
}

/// Which version of HTTP libcurl is to speak.
public enum CurlHTTPVersion: Sendable, Hashable {
  /// HTTP/1.1 alone.
  case http11
  /// HTTP/2 when ALPN agrees on it, else HTTP/1.1.
  case negotiated
  /// HTTP/2 from the first byte, without negotiation, RFC 9113, section 3.3.
  case http2PriorKnowledge
}
