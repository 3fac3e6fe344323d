import SynchroText
import Testing

@Suite struct DurationSpellingTests {
  static let spellings: [(String, Duration?)] = [
    ("250ms", .milliseconds(250)), ("5s", .seconds(5)), ("2m", .seconds(120)),
    ("1h", .seconds(3600)), ("0s", .zero), ("24h", .seconds(86_400)), ("25h", nil), ("5", nil),
    ("s", nil), ("", nil), ("-5s", nil), ("5 s", nil), ("1.5s", nil), ("٥s", nil), ("5S", nil),
    ("99999999ms", nil), ("999999999999999999999h", nil),
  ]

  @Test(arguments: spellings)
  func `a duration is a number with a unit, a day at most`(text: String, duration: Duration?) {
    #expect(Duration(spelling: text) == duration)
  }
}
