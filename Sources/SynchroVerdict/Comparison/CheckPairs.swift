/// The checks of a test in two runs, laid side by side.
///
/// A check that stands where it stood is the same; else one with the same text is, in order; else
/// one with the same number was rewritten; what is left is new or gone.
struct CheckPairs {
  /// In the order of the later run, those that are gone last.
  let all: [(old: CheckRecord?, new: CheckRecord?)]

  init(_ old: [CheckRecord], _ new: [CheckRecord]) {
    var left = Array(old.indices)
    var partners = [Int?](repeating: nil, count: new.count)
    let sameness: [(CheckRecord) -> [String]] = [{ [$0.id, $0.text] }, { [$0.text] }, { [$0.id] }]
    for key in sameness {
      // The first of several alike is taken first.
      var open = Dictionary(grouping: left.reversed()) { key(old[$0]) }
      var taken: Set<Int> = []
      for place in new.indices where partners[place] == nil {
        guard let found = open[key(new[place])]?.popLast() else { continue }
        partners[place] = found
        taken.insert(found)
      }
      left.removeAll { taken.contains($0) }
    }
    let present = zip(partners, new).map { partner, check in
      (old: partner.map { old[$0] }, new: Optional(check))
    }
    all = present + left.map { (old: old[$0], new: nil) }
  }
}
