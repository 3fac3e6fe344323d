import SynchroPXB

/// What was on the line outside of every round; bounded.
public struct SessionLog: Sendable, Equatable {
  private static let limit = 100
  private static let byteLimit = 4096

  /// The greeting, and what belongs to nothing.
  public private(set) var entries: [SessionLine] = []
  /// How many lines were no message.
  public private(set) var brokenCount = 0
  /// What is wrong with the first line that was no message.
  public private(set) var firstFault: String?

  mutating func add(message: Message, isFromTarget: Bool, at now: PXBTime) {
    guard entries.count < Self.limit else { return }
    entries.append(
      SessionLine(time: now, isFromTarget: isFromTarget, content: .message(message)))
  }

  mutating func add(broken bytes: [UInt8], fault: PXBFault, at now: PXBTime) {
    brokenCount += 1
    let words = "\(fault)"
    firstFault = firstFault ?? words
    guard entries.count < Self.limit else { return }
    entries.append(
      SessionLine(
        time: now, isFromTarget: true,
        content: .bytes(Array(bytes.prefix(Self.byteLimit)), fault: words)))
  }
}
