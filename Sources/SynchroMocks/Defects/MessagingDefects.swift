extension CDSDefect {
  /// Everything about messages and about what registrations are asked for by them: CDS-WG1-02,
  /// sections 3.6 and 6.
  static let messaging: [CDSDefect] = [
    onboarding, messageListBehaviour, messageFields, messagePartFields,
    messageContent, messageCreation, messageKinds, messageKeeping, messageChanges,
    messageDecisions,
  ].flatMap { $0 }
}
