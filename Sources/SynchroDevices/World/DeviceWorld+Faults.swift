public import SynchroPXB

extension DeviceWorld {
  /// Refuses something that came in and could not be read, or may not come in.
  public mutating func receive(_ fault: PXBFault, at now: PXBTime) {
    clock.note(now)
    stamp = clock.local
    // Without a run there is no session in which anything could be said.
    guard !run.isEmpty, !hasAnywhere(.unreadableIgnored) else { return }
    outgoing.append(
      .error(
        ErrorMessage(
          header: sessionHeader(),
          code: hasAnywhere(.unreadableMiscoded) ? .controlDisabled : fault.code,
          detail: fault.detail, correlation: fault.id)))
    if hasAnywhere(.endsOnError) { isDeaf = true }
  }
}
