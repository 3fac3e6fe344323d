import Foundation
import Glibc
import Synchronization
import SynchroTestSupport
import SynchroTiming
@testable import SynchroWire
import Testing

@Suite(.timeLimit(.minutes(5))) struct ReactorTests {
  /// A server that had been idle for longer than its handshake may take refused the next handshake.
  @Test func `deadlines set after a long wait count from its end`() throws {
    let reactor = try Reactor()
    let pair = try StreamPair()
    var seen: MonotonicInstant?
    _ = try reactor.watch(pair.server.raw, for: .read) { _ in seen = reactor.now }
    let waited = MonotonicInstant.now()
    #expect(write(pair.client.raw, "x", 1) == 1)
    try reactor.turn(until: .never)
    #expect(try #require(seen) >= waited)
    reactor.clear()
  }

  @Test func `alarms ring in order however they are moved and cancelled`() {
    var random = SplitMix64(seed: 7)
    var heap = AlarmHeap()
    var expected: [Int: Int64] = [:]
    var alarms: [Int: Alarm] = [:]
    var rung: [Int] = []
    for name in 0..<2_000 {
      let moment = Int64.random(in: 0..<500, using: &random)
      alarms[name] = heap.set(at: MonotonicInstant(nanoseconds: moment)) { rung.append(name) }
      expected[name] = moment
      let other = Int.random(in: 0...name, using: &random)
      guard let alarm = alarms[other] else { continue }
      if Bool.random(using: &random) {
        #expect(heap.cancel(alarm) == (expected.removeValue(forKey: other) != nil))
      } else if expected[other] != nil {
        let later = Int64.random(in: 0..<500, using: &random)
        let moved = heap.move(alarm, to: MonotonicInstant(nanoseconds: later))
        #expect(moved)
        expected[other] = later
      } else {
        let moved = heap.move(alarm, to: .never)
        #expect(!moved)
      }
    }
    #expect(heap.count == expected.count)
    var last: Int64 = -1
    while let body = heap.popDue(.never) {
      body()
      let moment = rung.last.flatMap { expected[$0] } ?? -1
      #expect(moment >= last)
      last = moment
    }
    #expect(Set(rung) == Set(expected.keys))
    #expect(rung.count == expected.count)
  }

  @Test func `a callback may forget a descriptor whose event is already reported`() throws {
    let reactor = try Reactor()
    let pairs = try (0..<2).map { _ in try StreamPair() }
    for pair in pairs { _ = pair.client.send("x") }
    var calls = 0
    var watches: [Watch] = []
    watches = try pairs.map { pair in
      try reactor.watch(pair.server.raw, for: .read) { readiness in
        #expect(readiness.canRead)
        calls += 1
        for watch in watches { reactor.forget(watch) }
      }
    }
    try reactor.turn(until: MonotonicInstant.now() + .seconds(5))
    #expect(calls == 1)
    #expect(reactor.watchCount == 0)
    try reactor.turn(until: .now())
    #expect(calls == 1)
  }

  @Test func `interest changes, and alarms wake the reactor when they are due`() throws {
    let reactor = try Reactor()
    let pair = try StreamPair()
    var writable = 0
    let watch = try reactor.watch(pair.server.raw, for: .read) { readiness in
      if readiness.canWrite { writable += 1 }
    }
    try reactor.turn(until: .now())
    #expect(writable == 0)
    try reactor.change(watch, to: [.read, .write])
    try reactor.turn(until: .now())
    #expect(writable == 1)
    reactor.forget(watch)
    let due = MonotonicInstant.now() + .milliseconds(20)
    var rang: MonotonicInstant?
    _ = reactor.setAlarm(at: due) { rang = .now() }
    while rang == nil { try reactor.turn(until: .never) }
    #expect((rang ?? .never) >= due)
    // An alarm that sets itself again must not keep the turn from ending.
    var rounds = 0
    func again() {
      rounds += 1
      _ = reactor.setAlarm(at: reactor.now) { again() }
    }
    again()
    try reactor.turn(until: .now())
    #expect(rounds == 2)
  }

  @Test func `a loop does posted work in order, and all of it before it ends`() throws {
    let loop = try EventLoop(name: "test-loop")
    let seen = Mutex<[Int]>([])
    for number in 0..<1_000 {
      #expect(loop.post { _ in seen.withLock { $0.append(number) } })
    }
    loop.stop()
    loop.join()
    #expect(seen.withLock { $0 } == Array(0..<1_000))
    #expect(!loop.post { _ in seen.withLock { $0.append(-1) } })
    loop.join()
    #expect(seen.withLock { $0.count } == 1_000)
  }

  @Test func `whoever joins a loop waits for its end, be it alone or not`() async throws {
    let loop = try EventLoop(name: "test-loop")
    let hasEnded = Mutex(false)
    loop.post { _ in
      usleep(100_000)
      hasEnded.withLock { $0 = true }
    }
    loop.stop()
    let seen = Mutex<[Bool]>([])
    await withCheckedContinuation { continuation in
      for _ in 0..<4 {
        Thread.detachNewThread {
          loop.join()
          let ended = hasEnded.withLock { $0 }
          let count = seen.withLock { seen in
            seen.append(ended)
            return seen.count
          }
          if count == 4 { continuation.resume() }
        }
      }
    }
    #expect(seen.withLock { $0 } == [true, true, true, true])
  }

  @Test func `instants never wrap around`() {
    let cases: [(MonotonicInstant, Duration, MonotonicInstant)] = [
      (MonotonicInstant(nanoseconds: 5), .nanoseconds(7), MonotonicInstant(nanoseconds: 12)),
      (MonotonicInstant(nanoseconds: 5), .seconds(-1), MonotonicInstant(nanoseconds: -999_999_995)),
      (.never, .nanoseconds(1), .never), (.now(), .seconds(Int64.max), .never),
      (MonotonicInstant(nanoseconds: -5), .seconds(Int64.min), MonotonicInstant(nanoseconds: .min)),
      (.now(), .seconds(9_223_372_036), .never),
    ]
    for (start, duration, end) in cases { #expect(start + duration == end) }
    #expect(
      MonotonicInstant(nanoseconds: 1_500) - MonotonicInstant(nanoseconds: 500) == .microseconds(1))
  }

  @Test func `only numeric addresses are addresses`() {
    for (host, text) in [("127.0.0.1", "127.0.0.1:80"), ("::1", "[::1]:80")] {
      #expect(SocketAddress(host, port: 80)?.description == text)
    }
    for host in ["localhost", "", "127.1", "1.2.3.4.5", "[::1]", "::1%lo", "256.0.0.1"] {
      #expect(SocketAddress(host, port: 80) == nil)
    }
  }
}
