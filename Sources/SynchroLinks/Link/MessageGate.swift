import SynchroDigest
import SynchroPXB
import SynchroTiming

/// Seals what goes out of a link and opens what comes in.
struct MessageGate {
  /// What came in: the octets of the message, and the message or why it may not come in.
  typealias Opened = (octets: [UInt8], outcome: Result<Message, PXBFault>)

  private let security: LinkSecurity
  private var watch: MessageGuard?
  private var bodies: ReplayWindow
  private let noncePrefix: String
  private var nonces: UInt64 = 0

  init(_ security: LinkSecurity) {
    self.security = security
    if !security.accepted.isEmpty {
      watch = MessageGuard(
        keys: security.accepted, entitlements: security.entitlements, mode: security.mode)
    }
    bodies = ReplayWindow(security.mode)
    // Without randomness the time still makes the nonces of two runs differ.
    noncePrefix =
      (try? Randomness.secure.token(byteCount: 9)) ?? "t\(Self.wallTime.microseconds)"
  }

  /// The longest line that may come in.
  func lineLimit(_ octets: Int) -> Int {
    watch == nil ? octets : octets / 3 * 4 + 1024
  }

  static var wallTime: PXBTime { PXBTime(SystemTime().wallTime) }

  private mutating func nonce() -> String {
    nonces += 1
    return "\(noncePrefix).\(nonces)"
  }

  // MARK: - Lines

  /// A message as a line, sealed when there is a key.
  mutating func line(_ octets: [UInt8]) -> [UInt8] {
    guard let key = security.key else { return octets }
    return SealedLine(octets, key: key, time: Self.wallTime, nonce: nonce()).bytes
  }

  /// Opens a line.
  mutating func open(_ line: [UInt8], certificate: String?) -> Opened {
    guard watch != nil else { return (line, decode(line, certificate)) }
    let octets = (try? SealedLine(line: line))?.message ?? line
    do throws(PXBFault) {
      guard let message = try watch?.open(line, at: Self.wallTime) else {
        return (line, decode(line, certificate))
      }
      return (octets, .success(try admit(message, certificate)))
    } catch {
      return (octets, .failure(error))
    }
  }

  private func decode(_ octets: [UInt8], _ certificate: String?) -> Result<Message, PXBFault> {
    do throws(PXBFault) {
      return .success(try admit(try MessageCodec.decode(octets), certificate))
    } catch {
      return .failure(error)
    }
  }

  /// Holds a message against the certificate of the connection that it came on.
  private func admit(
    _ message: Message, _ certificate: String?
  ) throws(PXBFault) -> Message {
    guard let allowed = security.certificates else { return message }
    guard let certificate else {
      throw PXBFault(
        .notAuthenticated, "the connection showed no certificate", id: message.header.id)
    }
    try allowed.check(certificate, message, by: "certificate")
    return message
  }

  // MARK: - Bodies of HTTP

  /// The code of a body for its header field, when there is a key.
  mutating func seal(body: [UInt8]) -> String? {
    guard let key = security.key, !body.isEmpty else { return nil }
    return MessageSeal(body, key: key, time: Self.wallTime, nonce: nonce()).fieldValue
  }

  /// Opens a body of one message or of lines, all of which one code vouches for. Throws what is wrong with
  /// the body as a whole.
  mutating func open(
    body: [UInt8], lines: Bool, seal field: String?, certificate: String?
  ) throws(PXBFault) -> [Opened] {
    let pieces = lines ? Self.lines(of: body) : [body]
    guard !security.accepted.isEmpty, !body.isEmpty else {
      return pieces.map { ($0, decode($0, certificate)) }
    }
    guard let field else {
      throw PXBFault(.notAuthenticated, "the field '\(MessageSeal.fieldName)' is missing")
    }
    let seal = try MessageSeal(fieldValue: field)
    guard let key = security.accepted.first(where: { $0.id == seal.key }) else {
      throw PXBFault(.notAuthenticated, "the key '\(seal.key)' is not known here")
    }
    guard seal.isValid(for: body, key: key) else {
      throw PXBFault(.badMAC, "the code does not fit the bytes")
    }
    var opened: [Opened] = []
    var isAdmitted = false
    for piece in pieces {
      var outcome = decode(piece, certificate)
      if case .success(let message) = outcome {
        // One code for the whole body: in real time it is new or it is not, whatever stands in it.
        if !isAdmitted || security.mode == .virtual {
          try bodies.admit(seal, of: message, at: Self.wallTime)
          isAdmitted = true
        }
        do throws(PXBFault) {
          try security.entitlements.check(seal.key, message, by: "key")
        } catch {
          outcome = .failure(error)
        }
      }
      opened.append((piece, outcome))
    }
    return opened
  }

  private static func lines(of body: [UInt8]) -> [[UInt8]] {
    body.split { $0 == 0x0A || $0 == 0x0D }.map(Array.init)
  }
}
