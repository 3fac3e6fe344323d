/// An object of the APIs, for defects that change it wherever it is shown.
public enum CDSObjectKind: String, Sendable, CaseIterable {
  /// CDS-WG1-02, section 5.1.
  case client
  /// Section 6.1.
  case message
  /// Section 7.1.
  case credential
  /// Section 8.1.
  case grant
  /// Section 9.1.
  case file
}
