import SynchroDigest
import SynchroJSON

/// A message with its authentication code on one line: `{"kid","ts","nonce","mac","m"}`.
///
/// The message travels in base64, so that what is authenticated are bytes and not JSON.
public struct SealedLine: Sendable, Hashable {
  /// The code.
  public let seal: MessageSeal
  /// The bytes of the message.
  public let message: [UInt8]

  /// Seals the bytes of a message.
  public init(_ message: [UInt8], key: MessageKey, time: PXBTime, nonce: String) {
    self.message = message
    seal = MessageSeal(message, key: key, time: time, nonce: nonce)
  }

  /// The longest line: a message of full length in base64, and the rest.
  public static let maximumLength = MessageCodec.maximumLength / 3 * 4 + 1024

  /// The line, without the line feed.
  public var bytes: [UInt8] {
    var writer = LineWriter(capacity: message.count * 4 / 3 + 320)
    writer.object { writer in
      writer.member("kid", seal.key)
      writer.member("ts", seal.time)
      writer.member("nonce", seal.nonce)
      writer.member("mac", Hex.encode(seal.code))
      writer.member("m", base64: message)
    }
    return writer.bytes
  }

  /// Whether a line looks like a sealed one: a message of the binding has no `mac`.
  public static func isSealed(_ line: [UInt8]) -> Bool {
    guard let document = try? MessageCodec.document(line, limit: maximumLength) else {
      return false
    }
    return document.root["mac"] != nil && document.root["kind"] == nil
  }

  /// Reads a line; whether the code fits is another question.
  public init(line: [UInt8]) throws(PXBFault) {
    let document = try MessageCodec.document(line, limit: Self.maximumLength)
    let reader = try ObjectReader(document.root)
    seal = try MessageSeal(
      key: try reader.text("kid"), time: Int64(try reader.count("ts")),
      nonce: try reader.text("nonce"), code: try reader.text("mac"))
    guard let message = try? Base64.decode(try reader.text("m")) else {
      throw reader.fault("m", "'m' is no base64 with padding")
    }
    self.message = message
  }
}
