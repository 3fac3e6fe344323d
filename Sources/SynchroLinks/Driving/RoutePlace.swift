/// A peer of one of several links.
public struct RoutePlace: Sendable, Hashable {
  /// The link, counted in the order in which a driver was given them.
  public let link: Int
  /// The peer.
  public let peer: LinkPeer

  /// A peer by its link and its number there.
  public init(link: Int, peer: LinkPeer) {
    self.link = link
    self.peer = peer
  }
}
