/// The last bytes of a stream, for whoever begins to search in the middle of it.
package struct RecentBytes: Sendable {
  private let count: Int
  /// At least the last `count` bytes, once there were so many.
  package private(set) var bytes: [UInt8] = []

  /// Keeps so many bytes, or some more.
  package init(_ count: Int) { self.count = count }

  /// Adds what came next.
  package mutating func append(_ more: UnsafeBufferPointer<UInt8>) {
    if more.count >= count {
      bytes = Array(more.suffix(count))
      return
    }
    bytes += more
    // Moving the rest up each time would cost more than the room.
    if bytes.count > 2 * count { bytes.removeFirst(bytes.count - count) }
  }
}
