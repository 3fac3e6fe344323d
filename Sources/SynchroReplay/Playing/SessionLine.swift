public import SynchroPXB

/// One line of a session: what its evidence keeps, and its pictures show.
public struct SessionLine: Sendable, Equatable {
  /// What was on the line.
  public enum Content: Sendable, Equatable {
    /// A message.
    case message(Message)
    /// Bytes that are no message, cut where they are long, and why.
    case bytes([UInt8], fault: String)
  }

  /// When it was sent or received.
  public let time: PXBTime
  /// Whether the target sent it.
  public let isFromTarget: Bool
  /// What was on the line.
  public let content: Content
}
