internal import SynchroWire

extension TLSClientConfiguration {
  /// Whether two configurations make the same connections. The key of an identity takes part and is
  /// why this is no public `==`.
  func isEqual(to other: TLSClientConfiguration) -> Bool {
    verification == other.verification && versions == other.versions
      && protocols == other.protocols && trust == other.trust
      && identity?.chainPEM == other.identity?.chainPEM
      && identity?.exportKeyPEM() == other.identity?.exportKeyPEM()
  }
}
