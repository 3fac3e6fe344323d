import SynchroDigest
import SynchroJSON

/// Reads a transcript line by line.
public enum TranscriptReader {
  /// Why a line is none of a transcript.
  public struct Fault: Error, Sendable, Hashable {
    /// The line, from 1.
    public let line: Int
    /// What is wrong with it.
    public let detail: String
  }

  /// The entries of a file, each with the number of its line. A last line without a line feed was
  /// cut off by a crash and is passed over when it cannot be read.
  public static func entries(
    of bytes: [UInt8]
  ) throws(Fault) -> [(line: Int, entry: TranscriptEntry)] {
    var entries: [(Int, TranscriptEntry)] = []
    var start = 0
    var number = 0
    while start < bytes.count {
      number += 1
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
      let line = Array(bytes[start..<(end ?? bytes.count)])
      start = (end ?? bytes.count) + 1
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D }) { continue }
      do throws(PXBFault) {
        entries.append((number, try entry(line)))
      } catch {
        if end == nil { break }
        throw Fault(line: number, detail: error.detail)
      }
    }
    return entries
  }

  /// Escapes and base64 make a recorded line longer than what was recorded; a flood of a device is
  /// cut by the transport before it gets here.
  private static let limit = SealedLine.maximumLength * 6 + 1024

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
    return TranscriptEntry(
      at: try reader.time("at"),
      channel: try reader.optional("channel") { key throws(PXBFault) in try reader.word(key) }
        ?? .traffic,
      from: try reader.word("from"), bytes: bytes)
  }
}
