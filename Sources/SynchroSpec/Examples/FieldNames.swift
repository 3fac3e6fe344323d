import SynchroText
import Synchronization

/// The names that header fields can have, and what somebody meant who wrote another one.
final class FieldNames: Sendable {
  private struct Memory {
    var meant: [String: String?] = [:]
    var room = 10_000
  }

  private let names: [String]
  private let exact: [String: String]
  /// Comparing costs, and examples use the same few names again and again.
  private let memory = Mutex(Memory())

  /// The registered names, and those that a specification defines.
  init(besides own: [String] = []) {
    names = Self.registered + own
    exact = Dictionary(names.map { ($0.lowercased(), $0) }) { first, _ in first }
  }

  /// The known name that a name is, or that it is a slip away from; nil for one of its own.
  func meant(by name: String) -> String? {
    let key = name.lowercased()
    if let known = exact[key] { return known }
    // Names of three or four letters are a slip away from too many others.
    guard key.utf8.count > 4, key.utf8.count <= 64, !key.hasPrefix("x-") else { return nil }
    return memory.withLock { memory in
      if let known = memory.meant[key] { return known }
      guard memory.room > 0 else { return nil }
      memory.room -= 1
      let near = NearestName.find(name, among: names).flatMap {
        abs($0.utf8.count - name.utf8.count) <= 2 ? $0 : nil
      }
      memory.meant[key] = .some(near)
      return near
    }
  }

  /// Names of the registry of HTTP field names that examples of APIs use.
  private static let registered: [String] = [
    "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Accept-Patch",
    "Accept-Post", "Accept-Ranges", "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Headers", "Access-Control-Allow-Methods",
    "Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Access-Control-Max-Age",
    "Access-Control-Request-Headers", "Access-Control-Request-Method", "Age", "Allow", "Alt-Svc",
    "Authentication-Info", "Authorization", "Cache-Control", "Client-Cert", "Connection",
    "Content-Digest", "Content-Disposition", "Content-Encoding", "Content-Language",
    "Content-Length", "Content-Location", "Content-Range", "Content-Security-Policy",
    "Content-Type", "Cookie", "DPoP", "DPoP-Nonce", "Date", "Deprecation", "Digest", "ETag",
    "Early-Data", "Expect", "Expires", "Forwarded", "From", "Host", "Idempotency-Key", "If-Match",
    "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Keep-Alive",
    "Last-Modified", "Link", "Location", "Max-Forwards", "Origin", "Pragma", "Prefer",
    "Preference-Applied", "Priority", "Proxy-Authenticate", "Proxy-Authorization", "Range",
    "Referer", "Referrer-Policy", "Repr-Digest", "Retry-After", "Server", "Set-Cookie",
    "Signature", "Signature-Input", "Strict-Transport-Security", "Sunset", "TE", "Trailer",
    "Transfer-Encoding", "Upgrade", "User-Agent", "Vary", "Via", "WWW-Authenticate",
    "Want-Content-Digest", "Warning", "X-Content-Type-Options", "X-Forwarded-For",
    "X-Frame-Options", "X-Request-ID",
  ]
}
