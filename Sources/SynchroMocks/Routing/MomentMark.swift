import Synchronization

/// Remembers whether an answer told the time or counted requests: then it answers once.
final class MomentMark: Sendable {
  private let flag = Atomic(false)

  /// Notes that the answer belongs to its moment.
  func set() { flag.store(true, ordering: .relaxed) }

  /// Whether the answer belongs to its moment.
  var isSet: Bool { flag.load(ordering: .relaxed) }
}
