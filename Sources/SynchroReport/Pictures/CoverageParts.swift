/// How the rows of some clause groups divide.
struct CoverageParts {
  /// What can be said of a row, in the order of a bar.
  enum State: CaseIterable {
    case proven
    case broken
    case warned
    case unproven
    case faulted
    case notApplicable
    case undecided

    var words: String {
      switch self {
      case .proven: "proven"
      case .broken: "broken"
      case .warned: "warned"
      case .unproven: "unproven"
      case .faulted: "lost to a fault"
      case .notApplicable: "not applicable"
      case .undecided: "undecided"
      }
    }

    var texture: Texture {
      switch self {
      case .proven: .even
      case .broken: .slanted
      case .warned: .dotted
      case .unproven: .upright
      case .faulted: .crossed
      case .notApplicable: .faint
      case .undecided: .speckled
      }
    }
  }

  private var counts: [State: Int] = [:]

  init(_ groups: some Sequence<ClauseGroup>) {
    for group in groups {
      counts[.proven, default: 0] += group.proven
      counts[.broken, default: 0] += group.broken
      counts[.warned, default: 0] += group.warned
      counts[.unproven, default: 0] += group.unproven
      counts[.faulted, default: 0] += group.faulted
      counts[.notApplicable, default: 0] += group.notApplicable
      counts[.undecided, default: 0] += group.undecided
    }
  }

  subscript(state: State) -> Int { counts[state] ?? 0 }

  var total: Int { counts.values.reduce(0, +) }

  /// `303 of 372 rows proven, 18 not applicable, 51 undecided`.
  var words: String {
    let others = State.allCases.dropFirst().filter { self[$0] > 0 }
    let counted = others.map { ", \(PageWords.count(self[$0])) \($0.words)" }.joined()
    return "\(PageWords.count(self[.proven])) of \(PageWords.count(total, "row")) proven" + counted
  }

  /// How wide each part of a bar is; together they fill it.
  ///
  /// One broken row of a thousand is what a reader looks for, so nothing is too narrow to be seen.
  func widths(within whole: Across) -> [(state: State, width: Across)] {
    let present = State.allCases.filter { self[$0] > 0 }
    guard !present.isEmpty else { return [] }
    let least = min(whole.hundredths / 50, whole.hundredths / present.count)
    var widths = present.map { max(self[$0] * whole.hundredths / total, least) }
    let widest = widths.indices.max { widths[$0] < widths[$1] } ?? 0
    widths[widest] += whole.hundredths - widths.reduce(0, +)
    return zip(present, widths).map { ($0, Across(hundredths: $1)) }
  }
}
