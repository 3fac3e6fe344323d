import SynchroTiming
import Testing

@testable import SynchroLinks

@Suite struct LineSplitterTests {
  private func pieces(_ chunks: [String], limit: Int) -> ([LineSplitter.Piece], unfinished: Int) {
    var splitter = LineSplitter(limit: limit)
    var found: [LineSplitter.Piece] = []
    for chunk in chunks {
      found += Array(chunk.utf8).withUnsafeBytes { splitter.take($0) }
    }
    return (found, splitter.unfinished)
  }

  private func line(_ text: String) -> LineSplitter.Piece { .line(Array(text.utf8)) }

  @Test(arguments: [1, 2, 3, 100])
  func `lines are the same however the bytes come`(size: Int) {
    let text = "one\ntwo\r\n\n  \nthree\nrest"
    var chunks: [String] = []
    var left = Substring(text)
    while !left.isEmpty {
      chunks.append(String(left.prefix(size)))
      left = left.dropFirst(size)
    }
    let found = pieces(chunks, limit: 10)
    #expect(found.0 == [line("one"), line("two"), line("three")])
    #expect(found.unfinished == 4)
  }

  @Test func `a line that is too long is told once and passed over`() {
    let found = pieces(["0123456789", "0123", "4567\nnext\n"], limit: 10)
    #expect(found.0 == [.tooLong, line("next")])
    #expect(found.unfinished == 0)
  }

  @Test func `a line of just the limit is a line`() {
    #expect(pieces(["0123456789\n"], limit: 10).0 == [line("0123456789")])
    #expect(pieces(["0123456789a\n"], limit: 10).0 == [.tooLong])
  }

  @Test func `what is passed over is counted and not kept`() {
    let found = pieces([String](repeating: "xxxxxxxxxx", count: 100), limit: 10)
    #expect(found.0 == [.tooLong])
    #expect(found.unfinished == 1_000)
  }
}

@Suite struct RateMeterTests {
  @Test func `a burst goes through and a flood has to wait`() {
    var limits = LinkLimits()
    limits.linesPerSecond = 10
    limits.burstLines = 100
    var meter = RateMeter(limits, at: .init(nanoseconds: 0))
    #expect(meter.wait(lines: 100, octets: 1, at: .init(nanoseconds: 0)) == .zero)
    let wait = meter.wait(lines: 10, octets: 1, at: .init(nanoseconds: 0))
    #expect(wait == .milliseconds(1_100))
    #expect(meter.wait(lines: 0, octets: 1, at: .init(nanoseconds: 3_000_000_000)) == .zero)
    #expect(meter.strain(at: .init(nanoseconds: 3_000_000_000)) == .zero)
  }

  @Test func `strain is the time since everything had to wait`() {
    var limits = LinkLimits()
    limits.linesPerSecond = 10
    limits.burstLines = 10
    var meter = RateMeter(limits, at: .init(nanoseconds: 0))
    for second in 0..<5 {
      let now = Int64(second) * 1_000_000_000
      _ = meter.wait(lines: 30, octets: 1, at: .init(nanoseconds: now))
    }
    #expect(meter.strain(at: .init(nanoseconds: 4_000_000_000)) == .seconds(4))
  }

  /// A peer that is read in small pieces: after each wait there is room for one or two of them.
  @Test func `small readings of a flood do not ease the strain, and quiet does`() {
    var limits = LinkLimits()
    limits.linesPerSecond = 1_000
    limits.burstLines = 1_000
    var meter = RateMeter(limits, at: .init(nanoseconds: 0))
    var now: Int64 = 0
    while now < 5_000_000_000 {
      let wait = meter.wait(lines: 60, octets: 1, at: .init(nanoseconds: now))
      now += max(1_000_000, Int64(wait / .nanoseconds(1)))
    }
    #expect(meter.strain(at: .init(nanoseconds: now)) > .seconds(4))
    now += 1_000_000_000
    _ = meter.wait(lines: 1, octets: 1, at: .init(nanoseconds: now))
    #expect(meter.strain(at: .init(nanoseconds: now)) == .zero)
  }
}
