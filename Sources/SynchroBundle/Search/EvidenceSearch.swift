import Glibc
import SynchroDigest
import SynchroHTTP
import SynchroText
import SynchroVerdict

/// Searches a file of evidence: its text as it stands, and the bytes of its exchanges as they were on
/// the wire and in the codings that they came in.
///
/// The bytes are searched decoded only: whatever stands in the base64 of a body stands in the body,
/// and base64 inside the body is found there.
final class EvidenceSearch {
  /// So much of a line tells its number and its method.
  private static let headLimit = 512

  private let findings: SearchFindings
  private let text: ContentSearch
  private var body: Body?
  /// The line, from 1, and how many stretches of base64 it had.
  private var line = 1
  private var part = 0
  private var head: [UInt8] = []
  /// What of the text came last: the beginning of an opener may stand there.
  private var tail: [UInt8] = []

  /// One stretch of base64.
  private struct Body {
    var decoder = Base64Pieces()
    let content: ContentSearch
    let message: MessageSearch?
    let place: String
  }

  /// Text that waits to be searched with more of it: lines are short, and a place is not asked for.
  private var pending: [UInt8] = []
  private let pendingLimit: Int

  init(_ findings: SearchFindings, _ aim: RedactionSearch.Aim) {
    self.findings = findings
    pendingLimit = aim == .presence ? 64 << 10 : 0
    text = ContentSearch(ofText: findings)
  }

  func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var rest = bytes
    while !rest.isEmpty {
      let count = body == nil ? readText(rest) : readBody(rest)
      rest = UnsafeBufferPointer(rebasing: rest[count...])
    }
  }

  func finish() {
    if body != nil { endBody() }
    flush()
    text.finish()
  }

  private func flush() {
    findings.place = "line \(line)"
    text.read(pending)
    pending.removeAll(keepingCapacity: true)
  }

  // MARK: - Text

  /// Reads text up to the end of the next opener or of the line; answers how much that was.
  private func readText(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let newline = Self.find(UInt8(ascii: "\n"), in: bytes)
    let end = newline.map { $0 + 1 } ?? bytes.count
    let opening = openerEnd(in: UnsafeBufferPointer(rebasing: bytes[..<end]))
    let count = opening ?? end
    let stretch = UnsafeBufferPointer(rebasing: bytes[..<count])
    pending += stretch
    if pending.count > pendingLimit { flush() }
    if head.count < Self.headLimit { head += stretch.prefix(Self.headLimit - head.count) }
    let limit = EvidenceMark.response.count
    tail = Array((tail + stretch.suffix(limit)).suffix(limit))
    if opening != nil {
      beginBody()
      tail = []
    } else if newline != nil {
      line += 1
      part = 0
      head.removeAll(keepingCapacity: true)
      tail = []
    }
    return count
  }

  /// Where in the bytes the next opener ends, the bytes before them taken into account.
  private func openerEnd(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let opener = EvidenceMark.base64
    if !tail.isEmpty {
      let seam = tail + bytes.prefix(opener.count - 1)
      for start in seam.indices where seam.count - start >= opener.count {
        if seam[start...].starts(with: opener) { return start + opener.count - tail.count }
      }
    }
    let found = opener.withUnsafeBytes { ByteSearch.first($0, in: UnsafeRawBufferPointer(bytes)) }
    return found.map { $0 + opener.count }
  }

  private static func find(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let base = bytes.baseAddress, let found = memchr(base, Int32(byte), bytes.count) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  // MARK: - Bodies

  private func beginBody() {
    part += 1
    let number = value(of: #""number":"#) { (0x30...0x39).contains($0) }
    let isResponse = ends(with: EvidenceMark.response)
    let name =
      isResponse ? "response" : ends(with: EvidenceMark.request) ? "request" : "part \(part)"
    let place = "line \(line)" + (number.map { ", \(name) of exchange \($0)" } ?? ", part \(part)")
    let method = value(of: #""method":""#) { $0 != UInt8(ascii: "\"") }
    body = Body(
      content: ContentSearch(findings, [.base64], place: place, depth: 0),
      message: isResponse
        ? MessageSearch(
          findings, [.base64], answering: HTTPMethod(method ?? "GET"), at: place) : nil,
      place: place)
  }

  private func ends(with mark: [UInt8]) -> Bool { tail.suffix(mark.count).elementsEqual(mark) }

  /// What follows a key in the beginning of the line.
  private func value(of key: String, while isPart: (UInt8) -> Bool) -> String? {
    guard let place = ByteSearch.first(key, in: head) else { return nil }
    let value = head[place.upperBound...].prefix(40).prefix(while: isPart)
    return value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
  }

  /// Reads base64 up to the quotation mark that ends it, which is text again.
  private func readBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let end = Self.find(UInt8(ascii: "\""), in: bytes)
    let count = end ?? bytes.count
    if let decoded = body?.decoder.decode(UnsafeBufferPointer(rebasing: bytes[..<count])) {
      decoded.withUnsafeBufferPointer { decoded in
        body?.content.read(decoded)
        body?.message?.read(decoded)
      }
    }
    if end != nil { endBody() }
    return count
  }

  private func endBody() {
    guard let ended = body else { return }
    body = nil
    ended.content.finish()
    ended.message?.finish()
    if ended.decoder.isBroken {
      findings.noteUnsearched("this is not base64 throughout", at: ended.place)
    }
  }
}
