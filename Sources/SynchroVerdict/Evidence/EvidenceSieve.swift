internal import Glibc
internal import SynchroDigest

/// Picks a few exchanges out of an evidence log that passes by in pieces, whatever its size.
///
/// A line says in its first bytes whether it is wanted, and only the beginnings of its two messages
/// are kept: a log of gigabytes costs no more memory than what is picked. A line that is not as
/// ``EvidenceLog`` writes it is passed over, because it proves nothing.
public struct EvidenceSieve: Sendable {
  private enum Place: Sendable {
    /// At the start of a line, so many bytes of the opening seen.
    case opening(Int)
    /// In the digits of the number.
    case number(Int)
    /// Before the bytes of a message, so many bytes of its mark seen.
    case seeking(Side, Int)
    /// In the base64 of a message.
    case copying(Side)
    /// In the part of a line that is of no interest.
    case rest
  }

  private enum Side: Sendable {
    case request
    case response

    /// What stands before its base64.
    var mark: [UInt8] {
      switch self {
      case .request: EvidenceMark.nextRequest
      case .response: EvidenceMark.nextResponse
      }
    }
  }

  /// What was picked so far, by number; of two lines with one number the first.
  public private(set) var found: [Int: ExchangeExcerpt] = [:]

  private let wanted: Set<Int>
  private let limit: Int
  private var place = Place.opening(0)
  private var number = 0
  private var request = KeptText()
  private var response = KeptText()

  /// A sieve for exchanges with these numbers that keeps so many bytes of each message.
  public init(_ wanted: Set<Int>, keeping limit: Int) {
    self.wanted = wanted
    // Whole groups of base64.
    self.limit = (limit + 2) / 3 * 4
  }

  /// Whether nothing is left to look for.
  public var isDone: Bool { found.count == wanted.count }

  /// Takes the next piece of the log.
  public mutating func take(_ piece: UnsafeRawBufferPointer) {
    var at = 0
    while at < piece.count {
      switch place {
      case .opening, .number, .seeking:
        step(piece[at])
        at += 1
      case .copying(let side): at = copy(side, piece, from: at)
      case .rest:
        guard let end = Self.first("\n", in: piece, from: at) else { return }
        place = .opening(0)
        at = end + 1
      }
    }
  }

  private mutating func step(_ byte: UInt8) {
    if byte == UInt8(ascii: "\n") { return place = .opening(0) }
    switch place {
    case .opening(let seen):
      guard byte == EvidenceMark.exchangeNumber[seen] else { return place = .rest }
      place = seen + 1 < EvidenceMark.exchangeNumber.count ? .opening(seen + 1) : .number(0)
    case .number(let number):
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9") where number < Int.max / 16:
        place = .number(number * 10 + Int(byte - UInt8(ascii: "0")))
      case UInt8(ascii: ",") where wanted.contains(number) && found[number] == nil:
        self.number = number
        request = KeptText()
        response = KeptText()
        place = .seeking(.request, 0)
      default: place = .rest
      }
    case .seeking(let side, let seen):
      // A mark begins with its only comma, so what fails to match can begin with this byte alone.
      let mark = side.mark
      if byte == mark[seen] {
        place = seen + 1 < mark.count ? .seeking(side, seen + 1) : .copying(side)
      } else {
        place = .seeking(side, byte == mark[0] ? 1 : 0)
      }
    case .copying, .rest: break
    }
  }

  /// Copies up to the quote that ends the base64; answers where to go on.
  private mutating func copy(_ side: Side, _ piece: UnsafeRawBufferPointer, from at: Int) -> Int {
    let end = Self.first("\"", in: piece, from: at)
    let text = UnsafeRawBufferPointer(rebasing: piece[at..<(end ?? piece.count)])
    switch side {
    case .request: request.add(text, limit: limit)
    case .response: response.add(text, limit: limit)
    }
    guard let end else { return piece.count }
    switch side {
    case .request: place = .seeking(.response, 0)
    case .response:
      keep()
      place = .rest
    }
    return end + 1
  }

  private mutating func keep() {
    guard let sent = try? Base64.decode(request.bytes),
      let received = try? Base64.decode(response.bytes)
    else { return }
    found[number] = ExchangeExcerpt(
      request: sent, response: received, isRequestCut: request.isCut,
      isResponseCut: response.isCut)
  }

  private static func first(
    _ character: Unicode.Scalar, in piece: UnsafeRawBufferPointer, from at: Int
  ) -> Int? {
    guard let base = piece.baseAddress, at < piece.count,
      let found = memchr(base + at, Int32(character.value), piece.count - at)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }
}

/// Base64 as far as it is kept.
private struct KeptText: Sendable {
  var bytes: [UInt8] = []
  var isCut = false

  mutating func add(_ text: UnsafeRawBufferPointer, limit: Int) {
    let room = limit - bytes.count
    bytes += text.prefix(room)
    if text.count > room { isCut = true }
  }
}
