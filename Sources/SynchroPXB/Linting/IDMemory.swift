/// The ids that one side has used in a run.
struct IDMemory: Sendable {
  private var lines: [String: Int] = [:]
  private let capacity = 1 << 20

  /// The line that has the id already; nil when it is new.
  mutating func insert(_ id: String, line: Int) -> Int? {
    if let known = lines[id] { return known }
    if lines.count < capacity { lines[id] = line }
    return nil
  }
}
