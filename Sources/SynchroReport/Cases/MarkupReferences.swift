internal import SynchroText

extension String {
  /// The text with references for what means something in markup; what acts or hides was made visible
  /// before. In an element quotes mean nothing.
  func withReferences(quotes: Bool) -> String {
    var text = self
    var bytes: [UInt8] = []
    text.withUTF8 { bytes.append(references: $0, quotes: quotes) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
