import SynchroVerdict
import SynchroWire

extension RunContext {
  /// What a handshake agreed on, in words.
  static func facts(_ tls: TLSFacts) -> [RunFact] {
    var facts: [RunFact] = []
    if let version = tls.version { facts.append(.init("version", version.description)) }
    if let cipher = tls.cipher { facts.append(.init("cipher", cipher)) }
    if let alpn = tls.alpn { facts.append(.init("protocol", alpn)) }
    if let leaf = tls.peerChain.first { facts.append(.init("certificate", leaf.description)) }
    if let verification = tls.verification {
      facts.append(
        .init("trust", verification.isTrusted ? "trusted" : "refused: \(verification)"))
    }
    return facts
  }
}
