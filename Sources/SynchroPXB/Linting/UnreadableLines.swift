/// The lines of one side that are no messages, until the other side has refused them.
struct UnreadableLines: Sendable {
  private var open: [(line: Int, id: String?)] = []
  /// Numbers that are missing because their lines cannot be read.
  private var uncounted = 0

  /// The lines that nobody has refused.
  var lines: [Int] { open.map(\.line) }

  mutating func insert(line: Int, id: String?) {
    open.append((line, id))
    uncounted += 1
  }

  /// Takes a refusal that names a line by its id; false when it names none.
  mutating func refuse(id: String?) -> Bool {
    guard let id, let index = open.firstIndex(where: { $0.id == id }) else { return false }
    open.remove(at: index)
    return true
  }

  /// Takes a refusal of something that cannot be read.
  mutating func refuseFirst() -> Bool {
    guard !open.isEmpty else { return false }
    open.removeFirst()
    return true
  }

  /// Whether so many missing numbers are those of lines that cannot be read.
  mutating func explains(_ missing: Int) -> Bool {
    guard missing <= uncounted else { return false }
    uncounted -= missing
    return true
  }
}
