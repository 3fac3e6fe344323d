internal import SynchroVerdict

/// Which test began what others could not go on with.
///
/// A reason names the test before it, whose reason may name another: `the control 'a/b#c' did not
/// pass`. Hundreds of reasons so lead to a few tests, and those are what a person has to look at.
struct RootCauses {
  private let tests: [String: TestRecord]
  private var known: [String: String] = [:]

  init(_ report: RunReport) {
    tests = Dictionary(report.tests.map { ($0.id, $0) }) { first, _ in first }
  }

  /// The id of the test where a reason leads to; nil when it names none.
  mutating func root(of reason: String) -> String? {
    guard var test = lastTest(in: reason) else { return nil }
    if let root = known[test] { return root }
    let first = test
    var seen: Set<String> = [test]
    while let next = cause(of: test).flatMap(lastTest), seen.insert(next).inserted { test = next }
    known[first] = test
    return test
  }

  /// Why a test did not go on; a test that failed needs no other cause.
  private func cause(of id: String) -> String? {
    guard let test = tests[id] else { return nil }
    return test.stop?.reason ?? test.verdict.reason
  }

  /// The last test that a text names: what a reason quotes stands behind it.
  private func lastTest(in text: String) -> String? {
    let bytes = Array(text.utf8)
    var place = bytes.endIndex
    while let mark = bytes[..<place].lastIndex(of: UInt8(ascii: "#")) {
      let start = bytes[..<mark].lastIndex { !Self.isNameByte($0) }.map { $0 + 1 } ?? 0
      let end = bytes[(mark + 1)...].firstIndex { !Self.isNameByte($0) } ?? bytes.endIndex
      let id = String(decoding: bytes[start..<end], as: UTF8.self)
      if tests[id] != nil { return id }
      place = mark
    }
    return nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}
