import Testing

@testable import SynchroPXB

@Suite struct DisturbanceTests {
  @Test func `what lasts excuses before what is counted`() {
    // The order of a dictionary differs with its place in memory: of many that live at one time, each
    // name has been the first.
    var alive: [Disturbance] = []
    for _ in 0..<50 {
      var disturbance = Disturbance()
      disturbance.take(.inject(FaultInjection(.drop, extent: .count(1))))
      disturbance.take(.inject(FaultInjection(.noComms)))
      alive.append(disturbance)
      for _ in 0..<10 {
        let isExcused = disturbance.excuse()
        #expect(isExcused)
      }
      disturbance.take(.clear(.noComms, .everything))
      let excused = (0..<5).map { _ in disturbance.excuse() }
      #expect(excused == [true, true, true, true, false])
    }
    #expect(alive.count == 50)
  }
}
