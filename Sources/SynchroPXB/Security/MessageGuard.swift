/// Lets in messages whose code fits, is new, and entitles to what they say.
public struct MessageGuard: Sendable {
  private let keys: [String: MessageKey]
  private let entitlements: Entitlements
  private var window: ReplayWindow

  /// A guard that knows some keys; of two with one name, the first counts.
  public init(keys: [MessageKey], entitlements: Entitlements, mode: ReplayWindow.Mode) {
    self.keys = Dictionary(keys.map { ($0.id, $0) }) { first, _ in first }
    self.entitlements = entitlements
    window = ReplayWindow(mode)
  }

  /// Opens a sealed line.
  public mutating func open(_ line: [UInt8], at now: PXBTime) throws(PXBFault) -> Message {
    let sealed: SealedLine
    do throws(PXBFault) {
      sealed = try SealedLine(line: line)
    } catch {
      guard let message = try? MessageCodec.decode(line) else { throw error }
      throw PXBFault(
        .notAuthenticated, "the message has no authentication code", id: message.header.id)
    }
    return try open(sealed.message, seal: sealed.seal, at: now)
  }

  /// Opens the body of a request that came with a code in its header.
  public mutating func open(
    _ bytes: [UInt8], seal: MessageSeal, at now: PXBTime
  ) throws(PXBFault) -> Message {
    guard let key = keys[seal.key] else {
      throw PXBFault(.notAuthenticated, "the key '\(seal.key)' is not known here")
    }
    // Nothing is parsed before its code is known to fit.
    guard seal.isValid(for: bytes, key: key) else {
      throw PXBFault(.badMAC, "the code does not fit the bytes")
    }
    let message = try MessageCodec.decode(bytes)
    do throws(PXBFault) {
      try window.admit(seal, of: message, at: now)
      try entitlements.check(seal.key, message, by: "key")
    } catch {
      var fault = error
      fault.id = message.header.id
      throw fault
    }
    return message
  }
}
