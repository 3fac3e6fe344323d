import Testing

@testable import SynchroPXB

@Suite struct DisturbanceTests {
  @Test func `what lasts excuses before what is counted`() {
    // The order of a dictionary differs from one to the next: often enough, and each has been the first.
    for _ in 0..<50 {
      var disturbance = Disturbance()
      disturbance.take(.inject(FaultInjection(.drop, extent: .count(1))))
      disturbance.take(.inject(FaultInjection(.noComms)))
      for _ in 0..<10 {
        let isExcused = disturbance.excuse()
        #expect(isExcused)
      }
      disturbance.take(.clear(.noComms, .everything))
      let excused = (0..<5).map { _ in disturbance.excuse() }
      #expect(excused == [true, true, true, true, false])
    }
  }
}
