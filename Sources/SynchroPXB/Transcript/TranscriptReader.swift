import SynchroDigest
import SynchroJSON

/// Reads a transcript piece by piece, whatever its size.
public struct TranscriptReader: Sendable {
  /// Why a line is none of a transcript.
  public struct Fault: Error, Sendable, Hashable {
    /// The line, from 1.
    public let line: Int
    /// What is wrong with it, in one sentence without a full stop.
    public let detail: String
  }

  /// An entry and the number of its line, from 1.
  public typealias Line = (line: Int, entry: TranscriptEntry)

  private var rest: [UInt8] = []
  private var number = 0
  /// Whether the last line was cut off, as by a crash, and is missing from what was read.
  public private(set) var isCutOff = false

  /// A reader at the beginning of a transcript.
  public init() {}

  /// The entries of a whole transcript.
  public static func entries(of bytes: [UInt8]) throws(Fault) -> [Line] {
    var reader = TranscriptReader()
    // `withUnsafeBytes` does not keep the type of what is thrown.
    let lines: Result<[Line], Fault> = bytes.withUnsafeBytes { bytes in
      do throws(Fault) { return .success(try reader.take(bytes)) } catch { return .failure(error) }
    }
    return try lines.get() + reader.finish()
  }

  /// Takes the next piece, and gives the entries that it completes.
  public mutating func take(_ piece: UnsafeRawBufferPointer) throws(Fault) -> [Line] {
    var lines: [Line] = []
    var start = piece.startIndex
    while let end = piece[start...].firstIndex(of: UInt8(ascii: "\n")) {
      rest.append(contentsOf: piece[start..<end])
      start = end + 1
      number += 1
      if let entry = try entry(rest) { lines.append((number, entry)) }
      rest.removeAll(keepingCapacity: true)
    }
    rest.append(contentsOf: piece[start...])
    guard rest.count <= Self.limit else {
      throw Fault(line: number + 1, detail: "it is longer than any line of a transcript")
    }
    return lines
  }

  /// Gives what stands behind the last line feed, if it is whole.
  public mutating func finish() -> [Line] {
    guard let entry = try? entry(rest) else {
      isCutOff = !rest.isEmpty
      return []
    }
    return [(number + 1, entry)]
  }

  /// Escapes and base64 make a recorded line longer than what was recorded; a flood is cut by the
  /// transport before it gets here.
  private static let limit = SealedLine.maximumLength * 6 + 1024

  /// The entry of a line; nil for an empty one.
  private func entry(_ line: [UInt8]) throws(Fault) -> TranscriptEntry? {
    if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { return nil }
    do throws(PXBFault) {
      return try Self.entry(line)
    } catch {
      throw Fault(line: number, detail: error.detail)
    }
  }

  private static func entry(_ line: [UInt8]) throws(PXBFault) -> TranscriptEntry {
    let reader = try ObjectReader(try MessageCodec.document(line, limit: limit).root)
    let bytes: [UInt8]
    if reader.has("b64") {
      guard let octets = try? Base64.decode(try reader.text("b64")) else {
        throw reader.fault("b64", "'b64' is no base64 with padding")
      }
      bytes = octets
    } else {
      bytes = Array(try reader.text("text").utf8)
    }
    var entry = TranscriptEntry(
      at: try reader.time("at"), from: try reader.word("from"), bytes: bytes)
    if reader.has("channel") { entry.channel = try reader.word("channel") }
    return entry
  }
}
