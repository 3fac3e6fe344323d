/// A line that went over a channel, as it went.
public struct TranscriptEntry: Sendable, Hashable {
  /// Which of the two channels.
  public enum Channel: String, Sendable, Hashable, CaseIterable {
    /// Payloads and the session.
    case traffic
    /// Orders and results.
    case control
  }

  /// When the harness sent it or had received it, by the harness's clock.
  public var at: PXBTime
  /// Which channel it went over. One that carries both, such as a pipe, is `traffic`.
  public var channel: Channel
  /// Who sent it.
  public var from: Side
  /// The octets, without the line feed.
  public var bytes: [UInt8]

  /// An entry by its parts.
  public init(at: PXBTime, channel: Channel = .traffic, from: Side, bytes: [UInt8]) {
    self.at = at
    self.channel = channel
    self.from = from
    self.bytes = bytes
  }
}

extension TranscriptEntry {
  /// The entry as a line of a transcript, with its line feed: files are appended to only, so that
  /// what was recorded before a crash stays.
  ///
  /// Octets that are text are kept as such, for people; all others in base64.
  public var line: [UInt8] {
    var writer = LineWriter(capacity: bytes.count + bytes.count / 4 + 96)
    writer.object { writer in
      writer.member("at", at)
      writer.member("channel", channel.rawValue)
      writer.member("from", from.rawValue)
      if let text = String(validating: bytes, as: UTF8.self) {
        writer.member("text", text)
      } else {
        writer.member("b64", base64: bytes)
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}
