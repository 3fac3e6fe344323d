internal import SynchroText

/// Bytes that are no text, sixteen a line: offset, hexadecimal digits, the printable ones.
enum HexDump {
  private static let width = 16

  /// The lines.
  static func lines(of bytes: ArraySlice<UInt8>) -> String {
    var text = ""
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: width) {
      let row = bytes[start..<min(start + width, bytes.endIndex)]
      text += digits(start - bytes.startIndex, count: 6)
      for byte in row { text += " " + digits(Int(byte), count: 2) }
      text += String(repeating: "   ", count: width - row.count) + "  "
      for byte in row {
        text += (0x20..<0x7F).contains(byte) ? String(UnicodeScalar(byte)) : "."
      }
      text += "\n"
    }
    return text
  }

  private static func digits(_ number: Int, count: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, count - digits.count)) + digits
  }
}
