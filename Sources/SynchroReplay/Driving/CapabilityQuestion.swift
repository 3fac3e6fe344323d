public import SynchroPXB

/// Asks a target in this process what it can do, before there is a plan.
public enum CapabilityQuestion {
  /// Its capability statement; nil when it does not answer at once.
  public static func ask(_ target: some Participant, at now: PXBTime) -> Capability? {
    var target = target
    let header = Header(run: "plan", id: "q1", sequence: 1, clock: "h", at: now)
    target.receive(.hello(Hello(header: header, nonce: "plan", time: now)), at: now)
    for message in target.takeOutgoing() {
      if case .capability(let capability) = message { return capability }
    }
    return nil
  }
}
