import Foundation
import SynchroPXB
import SynchroTestSupport

/// The examples of `docs/pxb.md`.
enum PXBDocument {
  struct Example {
    let line: Int
    /// What stands behind `json` on the fence: `harness`, `target` or `sealed`.
    let label: String
    let bytes: [UInt8]
    /// The heading above, without its hashes.
    let heading: String

    var side: Side { label == "target" ? .target : .harness }
  }

  private static let file = Fixtures.root.appending(path: "docs/pxb.md")

  static let examples: [Example] = {
    let text = String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
    var examples: [Example] = []
    var heading = ""
    var label: Substring?
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        label = line.hasPrefix("```json ") ? line.dropFirst(8) : nil
      } else if let label {
        examples.append(
          Example(
            line: index + 1, label: String(label), bytes: Array(line.utf8), heading: heading))
      } else if line.hasPrefix("#") {
        heading = String(line.drop { $0 == "#" || $0 == " " })
      }
    }
    return examples
  }()

  /// The handshake and the worked exchanges: one whole session, as a transcript has it.
  static var session: [TranscriptEntry] {
    let titles = ["3.1 Handshake", "A Reading", "B Load", "C Service"]
    return examples.filter { example in
      titles.contains { example.heading.hasPrefix($0) }
    }.map { example in
      let message = try? MessageCodec.decode(example.bytes)
      let at = message?.header.issued ?? .epoch
      return TranscriptEntry(at: at, from: example.side, bytes: example.bytes)
    }
  }
}
