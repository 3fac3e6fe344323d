internal import SynchroText
internal import SynchroVerdict

/// Cases that are one thing to a reader: decisions of one check that came out the same, and
/// everything that one reason left unproven.
///
/// A target that does not answer leaves three hundred decisions unproven; nobody reads three
/// hundred times why.
struct FoldedCase {
  /// The first of them, shown in full.
  let first: ReportCase
  /// The others.
  fileprivate(set) var others: [ReportCase] = []

  /// Names of tests and checks beyond these are counted.
  private static let nameLimit = 4

  /// Cases with something to look at, folded: what speaks against the target first, in the order of
  /// the plan, then what is unproven.
  static func all(of cases: some Sequence<ReportCase>) -> [FoldedCase] {
    var folded: [FoldedCase] = []
    var places: [Key: Int] = [:]
    for item in cases where item.table.annotation != nil {
      let key = Key(item)
      if let place = places[key] {
        folded[place].others.append(item)
      } else {
        places[key] = folded.count
        folded.append(FoldedCase(first: item))
      }
    }
    let decided = folded.filter { !$0.first.table.leavesUnproven }
    return decided + folded.filter { $0.first.table.leavesUnproven }
  }

  private struct Key: Hashable {
    let kind: Verdict.Kind
    let words: String
    let id: String?

    init(_ item: ReportCase) {
      kind = item.verdict.kind
      words = item.message
      // Only a reason is the same for everybody it concerns.
      let isShared = item.table.leavesUnproven && item.verdict.reason != nil
      id = isShared && kind != .review ? nil : item.id
    }
  }

  /// The rows that the check of the first case decided alike.
  var requirements: [RequirementRecord] {
    ([first] + others).filter { $0.id == first.id }.compactMap(\.requirement)
  }

  /// What else the reason concerns, in one line; nil when there is nothing else.
  var rest: String? {
    let others = others.filter { $0.id != first.id }
    guard !others.isEmpty else { return nil }
    var tests: [String] = []
    var seen: Set<String> = []
    for item in others where seen.insert(item.test).inserted { tests.append(item.test) }
    let names = tests.prefix(Self.nameLimit).map { ReportCase.shown($0) }.joined(separator: ", ")
    let left = tests.count - Self.nameLimit
    return "the same reason leaves \(others.count) more \(others.count == 1 ? "check" : "checks")"
      + " unproven, in \(names)" + (left > 0 ? " and \(left) more test\(left == 1 ? "" : "s")" : "")
  }
}
