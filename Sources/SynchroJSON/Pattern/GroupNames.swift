/// The names of groups. One name may stand twice when the two groups are in different alternatives
/// of one choice, so that at most one of them takes part in a match (ECMA-262,
/// MightBothParticipate).
struct GroupNames {
  private(set) var groups: [[Unicode.Scalar]: [Int]] = [:]
  /// The choices around the place that is being read, and the alternative taken in each.
  private var path: [Branch] = [Branch(choice: 0)]
  private var paths: [[Unicode.Scalar]: [[Branch]]] = [:]
  private var choiceCount = 1

  private struct Branch {
    let choice: Int
    var alternative = 0
  }

  mutating func openGroup() {
    path.append(Branch(choice: choiceCount))
    choiceCount += 1
  }

  mutating func closeGroup() {
    path.removeLast()
  }

  mutating func beginAlternative() {
    path[path.count - 1].alternative += 1
  }

  /// False when the name is taken by a group that could match together with this one.
  mutating func add(_ name: [Unicode.Scalar], number: Int) -> Bool {
    for other in paths[name] ?? [] {
      let areApart = zip(path, other).contains {
        $0.choice == $1.choice && $0.alternative != $1.alternative
      }
      guard areApart else { return false }
    }
    groups[name, default: []].append(number)
    paths[name, default: []].append(path)
    return true
  }
}
