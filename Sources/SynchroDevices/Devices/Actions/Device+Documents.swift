import SynchroDigest
import SynchroJSON
import SynchroPXB

/// Documents between an aggregator and a distribution utility: whole, fresh, one's own, and
/// receipted with a signature.
extension Device {
  /// A document older than this is not news.
  private static let freshness: Duration = .seconds(3600)

  mutating func file(
    _ action: DeviceAction, _ asked: Attributes, _ payload: PayloadMessage,
    in turn: inout DeviceTurn
  ) -> ActionOutcome {
    guard let id = asked.text("document_id"), !id.isEmpty else {
      return .refused(.badAttribute, "document_id names the document")
    }
    if action == .derAsk { return hand(out: id, to: payload.from, in: turn) }
    let content = asked.text("content") ?? ""
    let digest = Self.digest(of: content)
    guard asked.text("digest") == digest || turn.has(.alteredAccepted) else {
      return .failed(.badAttribute)
    }
    if let created = asked.moment("created"), created < turn.now - Self.freshness,
      !turn.has(.staleAccepted)
    {
      return .failed(.expired)
    }
    if documents.conflicts(id, with: digest) { return .failed(.stateConflict) }
    documents.take(
      .init(id: id, owner: payload.from.instance, digest: digest, attributes: asked))
    let moment = turn.now.microseconds / 1_000_000
    let told = turn.has(.receiptOfAnother) ? Self.digest(of: content + " ") : digest
    let signature = turn.has(.receiptUnsigned) ? "" : sign("\(id) \(moment) \(told)")
    return .done(
      Attributes([
        "received": .moment(turn.now), "digest": .string(told), "signature": .string(signature),
      ]))
  }

  /// A party sees the documents that it has sent, and nobody else's.
  private func hand(
    out id: String, to party: Sender, in turn: DeviceTurn
  ) -> ActionOutcome {
    guard let document = documents[id] else { return .failed(.unknownEvent) }
    guard document.owner == party.instance || turn.has(.strangerServed) else {
      return .failed(.notEntitled)
    }
    return .done(document.attributes)
  }

  static func digest(of content: String) -> String {
    SHA256.digest(content).hex
  }

  // MARK: - Signing

  private var key: Ed25519.PrivateKey? {
    let seed = SHA256.digest("document key of \(me)")
    return try? Ed25519.PrivateKey(raw: seed.bytes)
  }

  /// A signature of `id moment digest` in base64url.
  private func sign(_ text: String) -> String {
    guard let bytes = try? key?.signature(of: Array(text.utf8)) else { return "" }
    return Base64.encodeURL(bytes)
  }

  /// The key that its receipts are checked with; nil for actors that send none.
  var publicKey: String? {
    guard role == .trader, let key = try? key?.publicKey() else { return nil }
    return Base64.encodeURL(key.raw)
  }
}
