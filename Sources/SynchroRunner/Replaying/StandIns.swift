import SynchroDigest
import SynchroVerdict

/// What stands for secrets while a record is judged that holds their labels alone: the same text for
/// the same secret wherever it stands, another one for another.
struct StandIns {
  private let ledger: SecretLedger
  /// The shortest form in which each secret was recorded, which is the one without encodings.
  private var plain: [Secret.Label: MaskedBytes.Mask] = [:]
  /// What of it is no secret.
  private var parts: [Secret.Label: Set<MaskedBytes.Mask.Part>] = [:]
  private var texts: [Secret.Label: [[UInt8]]] = [:]
  private var labels: [[UInt8]: Secret.Label] = [:]

  init(ledger: SecretLedger, recorded evidence: EvidenceIndex) {
    self.ledger = ledger
    func note(_ masks: [MaskedBytes.Mask]) {
      for mask in masks {
        if mask.count < plain[mask.secret]?.count ?? .max { plain[mask.secret] = mask }
        if !mask.parts.isEmpty { parts[mask.secret, default: []].formUnion(mask.parts) }
      }
    }
    for exchange in evidence.exchanges {
      note(exchange.replay.requestMasks)
      note(exchange.replay.responseMasks)
    }
    for hook in evidence.hooks { note(hook.replay?.outputMasks ?? []) }
  }

  /// What stands for a secret that is configured.
  mutating func text(for label: Secret.Label) -> [UInt8] {
    guard let mask = plain[label], mask.count <= Redactor.maximumLength else {
      return text(for: label, count: 32, letters: SecretLetters(of: Array("a1".utf8)))
    }
    return text(for: label, count: mask.count, letters: mask.letters)
  }

  /// What stands where a label stands.
  mutating func text(for mask: MaskedBytes.Mask) -> [UInt8] {
    text(for: mask.secret, count: mask.count, letters: mask.letters)
  }

  private mutating func text(
    for label: Secret.Label, count: Int, letters: SecretLetters
  ) -> [UInt8] {
    if let known = texts[label]?.first(where: { $0.count == count }) { return known }
    // Where it is longer it was encoded, perhaps as base64 of nothing else.
    for text in texts[label] ?? [] {
      for alphabet in Base64.Alphabet.allCases {
        for padding in [Base64.Padding.padded, .unpadded] {
          let encoded = Array(Base64.encode(text, alphabet, padding).utf8)
          if encoded.count == count { return encoded }
        }
      }
    }
    var text = letters.standIn(for: label, count: count)
    for part in parts[label] ?? [] where part.offset + part.bytes.count <= count {
      text.replaceSubrange(part.offset..<(part.offset + part.bytes.count), with: part.bytes)
    }
    learn(text, as: label)
    return text
  }

  /// Whether these bytes can stand where a request has a label: they are no other secret.
  func fits(_ bytes: ArraySlice<UInt8>, _ label: Secret.Label) -> Bool {
    labels[Array(bytes)].map { $0 == label } ?? true
  }

  /// A request says what a secret is that the suite has made itself.
  mutating func learn(_ bytes: [UInt8], as label: Secret.Label) {
    guard labels[bytes] == nil else { return }
    labels[bytes] = label
    texts[label, default: []].append(bytes)
    guard (Redactor.minimumLength...Redactor.maximumLength).contains(bytes.count) else { return }
    ledger.adopt(bytes, as: label)
  }
}
