public import SynchroPXB

/// A participant that also wants to know what becomes of its links.
public protocol LinkAware: Participant {
  /// Takes notice of the end of a link.
  mutating func linkEnded(_ end: LinkEnd, at now: PXBTime)

  /// Takes notice that what comes next is the answer to a message, out of the order of all others.
  mutating func expectAside()

  /// Takes notice of who sent what comes next.
  mutating func expect(from place: RoutePlace)

  /// Takes notice of a peer that is gone, whatever becomes of its link.
  mutating func peerLeft(_ place: RoutePlace, _ end: LinkEnd, at now: PXBTime)
}

extension LinkAware {
  /// It makes no difference.
  public mutating func expectAside() {}

  /// It makes no difference.
  public mutating func expect(from place: RoutePlace) {}

  /// Others may come.
  public mutating func peerLeft(_ place: RoutePlace, _ end: LinkEnd, at now: PXBTime) {}
}
