extension KillDocument {
  /// What has the defects, and how it is examined.
  enum Subject: Sendable {
    case server
    case devices
  }
}
