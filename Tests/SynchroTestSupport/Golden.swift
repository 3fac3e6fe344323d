import Foundation
public import Testing

/// Compares text with a file below `Fixtures/`. `<*>` in the file stands for anything on one line;
/// `SYNCHRO_RECORD=1` rewrites the file instead, and review reads the difference.
public func expectGolden(
  _ received: String, _ path: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = Fixtures.url(path)
  if ProcessInfo.processInfo.environment["SYNCHRO_RECORD"] == "1" {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(received.utf8).write(to: url)
    return
  }
  guard let data = FileManager.default.contents(atPath: url.path) else {
    Issue.record(
      "no golden file Fixtures/\(path); run once with SYNCHRO_RECORD=1 and read the difference",
      sourceLocation: sourceLocation)
    return
  }
  let expected = String(decoding: data, as: UTF8.self)
  if let difference = goldenDifference(expected: expected, received: received) {
    Issue.record("Fixtures/\(path): \(difference)", sourceLocation: sourceLocation)
  }
}

/// The first line that differs, or nil when every line fits.
func goldenDifference(expected: String, received: String) -> String? {
  let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let got = received.split(separator: "\n", omittingEmptySubsequences: false)
  for index in 0..<max(wanted.count, got.count) {
    let want = index < wanted.count ? String(wanted[index]) : "(no line)"
    let have = index < got.count ? String(got[index]) : "(no line)"
    if index >= wanted.count || index >= got.count || !fits(have, pattern: want) {
      return "line \(index + 1)\n  expected: \(want)\n  received: \(have)\nwhole text:\n\(received)"
    }
  }
  return nil
}

private func fits(_ line: String, pattern: String) -> Bool {
  let pieces = pattern.components(separatedBy: "<*>")
  // By code point: two spellings of one letter are a difference.
  guard pieces.count > 1 else { return line.utf8.elementsEqual(pattern.utf8) }
  var rest = Substring(line)
  for (index, piece) in pieces.enumerated() {
    if index == pieces.count - 1 { return rest.hasSuffix(piece) }
    if index == 0 {
      guard rest.hasPrefix(piece) else { return false }
      rest = rest.dropFirst(piece.count)
    } else if !piece.isEmpty {
      guard let range = rest.range(of: piece) else { return false }
      rest = rest[range.upperBound...]
    }
  }
  return true
}
