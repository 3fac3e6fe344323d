import Testing

@testable import SynchroReport

@Suite struct DrawingTests {
  @Test(arguments: [
    (0, "0 s"), (1, "1 ns"), (382_955, "383 µs"), (7_649_011, "7.65 ms"), (999_600, "1 ms"),
    (306_160_901, "306 ms"), (4_758_165_110, "4.76 s"), (119_900_000_000, "2 min"),
    (119_400_000_000, "119 s"),
    (120_000_000_000, "2 min"), (5_400_000_000_000, "90 min"), (9_000_000_000_000, "2.5 h"),
    (200_000_000_000_000, "2.31 d"), (-20_000_000, "-20 ms"), (Int64.max, "106752 d"),
    (Int64.min, "-106752 d"),
  ])
  func `durations have three digits and a unit`(nanoseconds: Int64, text: String) {
    #expect(DurationLabel.text(nanoseconds) == text)
  }

  @Test func `the ladder has ten even steps to each power of ten`() {
    for step in 0..<DurationLadder.stepCount {
      let start = DurationLadder.start(of: step)
      #expect(DurationLadder.step(of: start) == step)
      #expect(DurationLadder.place(of: start) == step * 100)
      #expect(DurationLadder.step(of: DurationLadder.start(of: step + 1) - 1) == step)
    }
    #expect(DurationLadder.place(of: .min) == 0)
    #expect(DurationLadder.place(of: .max) == DurationLadder.stepCount * 100)
    #expect(DurationLadder.start(of: 10) == 10_000)
  }

  @Test(
    arguments: [
      (0...4_758_165_110, "0 s,1 s,2 s,3 s,4 s"), (-3...7, "-2 ns,0 ns,2 ns,4 ns,6 ns"),
      (400_000_000...2_800_000_000, "0.5 s,1 s,1.5 s,2 s,2.5 s"), (0...0, "0 ns"),
      (90_000_000_000...690_000_000_000, "2 min,4 min,6 min,8 min,10 min"),
    ] as [(ClosedRange<Int64>, String)])
  func `an axis has few round labels of one unit`(span: ClosedRange<Int64>, labels: String) {
    let scale = TimeScale(span: span, places: 0...100)
    let step = scale.step(for: 5)
    let texts = scale.ticks(every: step).map {
      DurationLabel.text($0, step: step, upTo: span.upperBound)
    }
    #expect(texts.joined(separator: ",") == labels)
  }

  @Test func `places stay inside, whatever the time`() {
    let scale = TimeScale(span: .min ... .max, places: 0...18_000)
    #expect(scale.place(.min) == 0 && scale.place(0) == 9000 && scale.place(.max) == 18_000)
    #expect(scale.ticks(every: scale.step(for: 5)).count <= 6)
    let narrow = TimeScale(span: 5...5, places: 3...9)
    #expect(narrow.place(5) == 3 && narrow.place(.max) == 3)
  }

  @Test(arguments: [
    ("short", LabelFit.Keeping.start, "short"), ("cds/discovery", .start, "cds/disc…"),
    ("cds/discovery", .end, "…iscovery"), ("cds/discovery", .ends, "cds/…very"),
    ("長長長長長長", .start, "長長長長…"), ("a\u{202E}b", .start, "a…"), ("", .ends, ""),
  ])
  func `text is cut to its room`(text: String, keeping: LabelFit.Keeping, label: String) {
    #expect(LabelFit.cut(text, cells: 9, keeping: keeping) == label)
  }

  @Test func `a pile of marks is levelled`() {
    let text = "a" + String(repeating: "\u{301}", count: 10_000_000) + "b"
    let label = LabelFit.cut(text, cells: 9)
    #expect(label.unicodeScalars.count <= 12)
    #expect(LabelFit.cells(of: label) <= 9)
  }

  @Test(arguments: [(0, "0%"), (5, "0.05%"), (3150, "31.5%"), (10_000, "100%"), (-250, "-2.5%")])
  func `places are written in percent`(hundredths: Int, attribute: String) {
    #expect(Across(hundredths: hundredths).attribute == attribute)
  }
}
