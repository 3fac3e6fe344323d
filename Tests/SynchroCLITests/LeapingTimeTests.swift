import SynchroTiming
import Testing

@testable import SynchroCLI
@testable import SynchroMocks

@Suite(.timeLimit(.minutes(1))) struct LeapingTimeTests {
  @Test func `who sleeps is put forward, and the target with them`() async throws {
    let time = LeapingTime()
    let (began, shown) = (time.now, time.wallTime)
    try await time.sleep(until: began.advanced(by: .seconds(3_600)), tolerance: nil)
    #expect(time.now >= began.advanced(by: .seconds(3_600)))
    #expect(time.wallTime >= shown.advanced(by: .seconds(3_600)))
    #expect((Duration.seconds(3_590)...(.seconds(3_600))).contains(time.target.ahead))
    let ahead = time.target.ahead
    try await time.sleep(until: began, tolerance: nil)
    #expect(time.target.ahead == ahead)
  }
}
