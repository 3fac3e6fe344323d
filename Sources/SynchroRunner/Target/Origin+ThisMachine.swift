import SynchroHTTP

extension Origin {
  /// Whether the host is a loopback address, by its words alone: no name is looked up.
  var isOnThisMachine: Bool {
    if ["localhost", "[::1]", "::1"].contains(host) { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
