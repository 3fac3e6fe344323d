/// Finds what somebody probably meant when they wrote an unknown name.
public enum NearestName {
  /// The known name that is closest to `name`, when one is close enough to be worth suggesting.
  /// Of names equally close it is the first by its letters, in whatever order they are known: the keys of a
  /// dictionary come in another order at each start, and the same mistake gets the same advice.
  public static func find(_ name: String, among known: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars)
    // Comparing costs the product of the lengths, and nobody misspells a name as long as this.
    guard wanted.count <= 64 else { return nil }
    // One slip in three letters is a typo; more is another word.
    let limit = max(1, wanted.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in known {
      let letters = Array(candidate.lowercased().unicodeScalars)
      guard abs(letters.count - wanted.count) <= limit else { continue }
      let distance = distance(from: wanted, to: letters)
      guard distance <= limit else { continue }
      if let best, (best.distance, best.name) <= (distance, candidate) { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  /// A sentence for a diagnostic: the near name, or the whole list when none is near.
  public static func advice(for name: String, among known: some Sequence<String>) -> String? {
    if let near = find(name, among: known) { return "did you mean '\(near)'?" }
    let names = known.sorted()
    guard !names.isEmpty else { return nil }
    return "known: " + names.joined(separator: ", ")
  }

  /// How many letters must be inserted, left out, replaced, or swapped with their neighbour.
  private static func distance(
    from source: [Unicode.Scalar], to target: [Unicode.Scalar]
  ) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...target.count)
    for row in source.indices {
      var current = [row + 1]
      for column in target.indices {
        let replaced = last[column] + (source[row] == target[column] ? 0 : 1)
        var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, source[row] == target[column - 1],
          source[row - 1] == target[column]
        {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[target.count]
  }
}
