import Foundation
import SynchroTestSupport

/// Inputs that are kept below `Fixtures/fuzz/TARGET/`: good ones worth damaging, and every one that
/// was ever handled badly.
enum FuzzCorpus {
  /// One of them.
  struct Input: Sendable {
    let file: String
    let bytes: [UInt8]
  }

  /// Those of a target, in the order of their names.
  static func inputs(of target: String) -> [Input] {
    let files = (try? Fixtures.files(in: "fuzz/" + target)) ?? []
    return files.compactMap { url in
      (try? Data(contentsOf: url)).map { Input(file: url.lastPathComponent, bytes: Array($0)) }
    }
  }
}
