import SynchroTiming

/// The name of a run, which sorts by time.
enum RunID {
  /// `20260101-120000-abcd`: two runs of one second are told apart by the tail.
  static func text(_ start: Timestamp, tail: UInt16) -> String {
    let time = start.description.prefix(19).filter { $0.isNumber || $0 == "T" }
    let letters = String(tail, radix: 16)
    return time.replacing("T", with: "-") + "-"
      + String(repeating: "0", count: 4 - letters.count) + letters
  }
}
