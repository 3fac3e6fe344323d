public import SynchroPXB
public import SynchroTiming

/// What a driver did from its start to its end.
public struct DriverReport: Sendable {
  /// Messages that came in and were handed to the participant.
  public internal(set) var received: UInt64 = 0
  /// What came in and was no message that may come in.
  public internal(set) var refused: UInt64 = 0
  /// Messages that were handed to a link.
  public internal(set) var sent: UInt64 = 0
  /// Messages that no link could take or deliver.
  public internal(set) var lost: UInt64 = 0
  /// How often peers sent more than they may.
  public internal(set) var throttled: UInt64 = 0
  /// How late the participant was woken, in nanoseconds after the moment that it had asked for.
  public internal(set) var wakeLateness = Histogram(coveringUpTo: 10_000_000_000)
  /// How late payloads were handed to a link, in nanoseconds after the moment that they were planned for.
  public internal(set) var sendLateness = Histogram(coveringUpTo: 10_000_000_000)
  /// How the links ended, by the links' places.
  public internal(set) var ends: [Int: LinkEnd] = [:]
  /// How peers left before, the first hundred.
  public internal(set) var departures: [LinkEnd] = []
  /// How far the clock on the wall went away from the one that was used.
  public internal(set) var drift = Duration.zero
}

/// What a driver saw, for transcripts and for whoever watches.
public enum DriverEvent: Sendable {
  /// A message was handed to a link, by the link's place; the octets are those of the message.
  case sent(link: Int, LinkPeer?, Message, octets: [UInt8], at: PXBTime)
  /// A message could not be handed to a link.
  case unsent(link: Int, Message, SendOutcome, at: PXBTime)
  /// Something happened at a link.
  case link(Int, LinkEvent, at: PXBTime)
}
