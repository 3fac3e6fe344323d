import Testing

@testable import SynchroFlows

@Suite struct CellMutationTests {
  @Test func `a damaged cell is read or its fault lies inside it`() throws {
    var random = SeededGenerator(state: 7)
    for row in try SampleCatalogue.whole.get().rows {
      for column in FlowColumn.allCases {
        let raw = damaged(row.raw(column), &random)
        do throws(CellFault) {
          try read(raw, column)
        } catch {
          #expect((1...raw.unicodeScalars.count + 1).contains(error.column), "\(raw)")
          #expect(!error.expected.isEmpty)
        }
      }
    }
  }

  private func damaged(_ raw: String, _ random: inout SeededGenerator) -> String {
    var scalars = Array(raw.unicodeScalars)
    let place = Int.random(in: 0..<scalars.count, using: &random)
    let other: Unicode.Scalar = [",", " ", "(", ")", "<", "-", "9", "|", "\n", "x"][
      Int.random(in: 0..<10, using: &random)]
    switch Int.random(in: 0..<4, using: &random) {
    case 0: scalars.remove(at: place)
    case 1: scalars.insert(other, at: place)
    case 2: scalars[place] = other
    default: scalars.removeSubrange(place...)
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private func read(_ raw: String, _ column: FlowColumn) throws(CellFault) {
    switch column {
    case .from, .to: _ = try FlowCell(actors: raw, names: [:])
    case .reliability: _ = try FlowCell<ReliabilityBound>(parsing: raw)
    case .latency: _ = try FlowCell<LatencyBound>(parsing: raw)
    case .when: _ = try FlowCell<ActivityTime>(parsing: raw)
    case .howOften: _ = try FlowCell<HowOften>(parsing: raw)
    case .size: _ = try FlowCell<SizeBound>(parsing: raw)
    }
  }
}

/// SplitMix64, so that a failure comes again.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
