import SynchroPXB
import Testing

@Suite struct SequenceTrackerTests {
  @Test(
    arguments: [
      ([1, 2, 3], [.inOrder, .inOrder, .inOrder]),
      ([1, 4, 3, 2, 5], [.inOrder, .gap(2...3), .late, .late, .inOrder]),
      ([1, 1], [.inOrder, .restarted]),
      ([1, 2, 2], [.inOrder, .inOrder, .repeated]),
      ([5, 3, 3], [.gap(1...4), .late, .repeated]),
      ([3, 1, 2, 1], [.gap(1...2), .late, .late, .restarted]),
    ] as [([Int], [SequenceTracker.Finding])])
  func `each number tells what happened`(
    numbers: [Int], findings: [SequenceTracker.Finding]
  ) {
    var tracker = SequenceTracker()
    let found = numbers.map { tracker.observe($0, of: .session) }
    #expect(found == findings)
  }

  @Test func `what is missing can be counted`() {
    var tracker = SequenceTracker()
    _ = tracker.observe(10, of: .session)
    _ = tracker.observe(4, of: .session)
    #expect(tracker.missing(of: .session) == [1...3, 5...9])
    #expect(tracker.missingCount == 8)
    #expect(tracker.missing(of: .control).isEmpty)
  }

  @Test func `senders and gaps are bounded`() {
    var tracker = SequenceTracker(counterLimit: 1, gapLimit: 3)
    for number in stride(from: 2, through: 2000, by: 2) {
      _ = tracker.observe(number, of: .session)
    }
    #expect(tracker.missing(of: .session).count == 3)
    let found = [tracker.observe(1, of: .control), tracker.observe(Int.max - 1, of: .session)]
    #expect(found == [.untracked, .gap(2001...(Int.max - 2))])
  }
}
