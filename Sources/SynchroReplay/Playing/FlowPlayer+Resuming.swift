import SynchroPXB

extension FlowPlayer {
  /// Takes over what an earlier run has played: its rounds count, those that went on when it was
  /// stopped are void, and the next one has the next number.
  mutating func resume(_ past: FlowPast) {
    schedule.skip(past.starts.count, to: past.played)
    begun = past.starts.count
    let known = Set(past.results.map(\.number))
    for result in past.results { book.enter(result) }
    for start in past.starts where !known.contains(start.number) {
      book.enter(RoundResult(stopped: start, of: play))
    }
  }
}
