import SynchroDigest

/// An authentication code of a message, and what else it vouches for.
///
/// HMAC-SHA-256 over the key's name, the time and the nonce, each with a line feed, and then the raw
/// bytes of the message: nothing is brought into a canonical form, and an old code does not fit
/// another time.
public struct MessageSeal: Sendable, Hashable {
  /// The name of the key.
  public let key: String
  /// When it was made.
  public let time: PXBTime
  /// Text that no other code of the window has.
  public let nonce: String
  /// The code: 32 octets.
  public let code: [UInt8]

  /// A code for a message.
  public init(_ message: [UInt8], key: MessageKey, time: PXBTime, nonce: String) {
    self.key = key.id
    self.time = time
    self.nonce = nonce
    let text = Self.covered(message, key: key.id, time: time, nonce: nonce)
    code = HMACSHA256.code(of: text, key: key.secret).bytes
  }

  init(key: String, time: PXBTime, nonce: String, code: [UInt8]) {
    self.key = key
    self.time = time
    self.nonce = nonce
    self.code = code
  }

  /// Whether the code fits a message, in a time that does not tell where it differs.
  public func isValid(for message: [UInt8], key: MessageKey) -> Bool {
    guard key.id == self.key else { return false }
    let text = Self.covered(message, key: self.key, time: time, nonce: nonce)
    return HMACSHA256.isValid(code, for: text, key: key.secret)
  }

  private static func covered(
    _ message: [UInt8], key: String, time: PXBTime, nonce: String
  ) -> [UInt8] {
    Array("\(key)\n\(time.microseconds)\n\(nonce)\n".utf8) + message
  }
}

// MARK: - HTTP

extension MessageSeal {
  /// The name of the header field that carries it.
  public static let fieldName = "PXB-MAC"

  /// The value of the header field.
  public var fieldValue: String {
    "kid=\(key),ts=\(time.microseconds),nonce=\(nonce),mac=\(Hex.encode(code))"
  }

  /// Reads the value of the header field: the four parts in any order, each once.
  public init(fieldValue text: String) throws(PXBFault) {
    var parts: [String: String] = [:]
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = pair[0].trimmingSpaces
      guard pair.count == 2, parts.updateValue(pair[1].trimmingSpaces, forKey: name) == nil else {
        throw Self.unreadable("'\(Self.fieldName)' is to be kid=..,ts=..,nonce=..,mac=..")
      }
    }
    guard let key = parts["kid"], let time = parts["ts"], let nonce = parts["nonce"],
      let code = parts["mac"]
    else { throw Self.unreadable("'\(Self.fieldName)' needs kid, ts, nonce and mac") }
    try self.init(key: key, time: Int64(time), nonce: nonce, code: code)
  }

  /// Checks the parts as they were written.
  init(key: String, time: Int64?, nonce: String, code: String) throws(PXBFault) {
    guard Token.isValid(key), Token.isValid(nonce) else {
      throw Self.unreadable("kid and nonce are each to be \(Token.rule)")
    }
    guard let time = time.flatMap(PXBTime.init(microseconds:)) else {
      throw Self.unreadable("ts is to be microseconds since 1970")
    }
    guard let octets = try? Hex.decode(code), octets.count == 32 else {
      throw Self.unreadable("mac is to be 64 hexadecimal digits")
    }
    self.init(key: key, time: time, nonce: nonce, code: octets)
  }

  static func unreadable(_ detail: String) -> PXBFault { PXBFault(.notAuthenticated, detail) }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
