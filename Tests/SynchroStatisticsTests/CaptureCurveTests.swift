import SynchroStatistics
import Testing

@Suite struct CaptureCurveTests {
  private static func hours(_ count: Double) -> Duration { .seconds(Int(count * 3600)) }

  /// Payloads every half hour for some days; each is captured at the age that `age` says, or never.
  private static func curve(
    days: Int, age: (Int) -> Double?
  ) throws -> CaptureCurve {
    var curve = try CaptureCurve(
      terms: VerdictPlan.Terms(row: "interval reads", claim: .ninetyPercent, limit: .seconds(1)))
    var captures: [(number: Int, at: Duration)] = []
    for index in 0..<(days * 48) {
      let created = hours(Double(index) / 2)
      let number = curve.add(created: created, instance: index % 7)
      if let age = age(index) { captures.append((number, created + hours(age))) }
      if index % 48 == 0 { try deliver(&captures, to: &curve, by: created) }
    }
    try deliver(&captures, to: &curve, by: hours(Double(days * 24)))
    return curve
  }

  private static func deliver(
    _ captures: inout [(number: Int, at: Duration)], to curve: inout CaptureCurve, by now: Duration
  ) throws {
    for capture in captures where capture.at <= now {
      curve.capture(capture.number, at: capture.at)
    }
    captures.removeAll { $0.at <= now }
    try curve.advance(to: now)
  }

  @Test func `a payload younger than an age says nothing about it, captured or not`() throws {
    var curve = try CaptureCurve(
      terms: VerdictPlan.Terms(row: "interval reads", claim: .ninetyPercent, limit: .seconds(1)))
    let early = curve.add(created: .zero)
    curve.capture(early, at: .seconds(60))
    _ = curve.add(created: Self.hours(1))
    try curve.advance(to: Self.hours(5))
    #expect(curve.judges.map(\.tally.trials) == [2, 0, 0, 0])
    #expect(curve.judges[0].tally.failures == 1)
    try curve.advance(to: Self.hours(24))
    #expect(curve.judges.map(\.tally.trials) == [2, 2, 1, 0])
    try curve.advance(to: Self.hours(100))
    #expect(curve.judges.map(\.tally.trials) == [2, 2, 2, 2])
  }

  @Test func `captured at exactly the age is too late`() throws {
    var curve = try CaptureCurve(
      criteria: [.init(age: Self.hours(6), claim: .ninetyPercent)],
      terms: VerdictPlan.Terms(row: "interval reads", claim: .ninetyPercent, limit: .seconds(1)))
    let number = curve.add(created: .zero)
    curve.capture(number, at: Self.hours(6))
    try curve.advance(to: Self.hours(6))
    #expect(curve.judges[0].tally.failures == 1)
  }

  @Test func `all three ages have to hold`() throws {
    #expect(try Self.curve(days: 30) { _ in 3 }.decision == .pass)
    // One in eight is a day late: 87.5 % at six hours, everything later.
    let slow = try Self.curve(days: 60) { $0 % 8 == 0 ? 23 : 3 }
    #expect(slow.judges[2].verdict?.decision == .pass)
    #expect(slow.decision != .pass)
    // One in eight is lost: the later ages are refuted.
    let lossy = try Self.curve(days: 60) { $0 % 8 == 0 ? nil : 3 }
    #expect(lossy.judges[2].verdict?.decision == .fail)
    #expect(lossy.decision == .fail)
  }

  @Test func `four hours are reported and decide nothing`() throws {
    let curve = try Self.curve(days: 30) { _ in 5 }
    #expect(curve.judges[0].verdict?.decision == .fail)
    #expect(curve.decision == .pass)
    #expect(curve.judges[1].plan.terms.rows == 3)
  }

  @Test func `a curve without a deciding age, or of too many rows, is refused`() {
    var terms = VerdictPlan.Terms(row: "x", claim: .ninetyPercent, limit: .seconds(1))
    #expect(throws: PlanError.noDecidingAge) {
      try CaptureCurve(
        criteria: [.init(age: .seconds(1), claim: .ninetyPercent, decides: false)], terms: terms)
    }
    // Three times as many make a small number when they are cut to the bits of one.
    terms.rows = Int(bitPattern: UInt.max / 3 + 1)
    #expect(throws: PlanError.noRows) { try CaptureCurve(terms: terms) }
  }
}
