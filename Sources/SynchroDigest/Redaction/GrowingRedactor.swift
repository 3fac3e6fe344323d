/// A redactor that learns secrets while it is used: a run is given hundreds of tokens, one after
/// another, and to make a redactor of all of them each time would cost more than the run.
///
/// Secrets stand on shelves, each of them many times longer than the next; a new one joins the
/// shortest. Texts are searched shelf by shelf.
public struct GrowingRedactor: Redacting {
  private struct Shelf: Sendable {
    let secrets: [KnownSecret]
    let redactor: Redactor

    init(_ secrets: [KnownSecret]) {
      self.secrets = secrets
      redactor = Redactor(RedactionRules(secrets))
    }
  }

  /// How many times longer a shelf is than the next; more make learning dearer, fewer the search.
  private static let ratio = 2
  /// So many secrets are looked for in base64 inside base64 as well.
  private static let fewSecrets = 32

  private var shelves: [Shelf] = []
  private var count = 0

  /// A redactor that knows no secret.
  public init() {}

  /// Takes in what is new in a list that only ever grows at its end.
  public mutating func learn(_ secrets: [Secret]) throws(RedactionError) {
    guard secrets.count > count else { return }
    var new: [KnownSecret] = []
    for (place, secret) in secrets.enumerated().dropFirst(count) {
      new.append(try KnownSecret(secret, isOneOfFew: place < Self.fewSecrets))
    }
    while let last = shelves.last, last.secrets.count < new.count * Self.ratio {
      new = last.secrets + new
      shelves.removeLast()
    }
    shelves.append(Shelf(new))
    count = secrets.count
  }

  /// The bytes with a label for each secret, and otherwise unchanged.
  public func redact(_ bytes: [UInt8]) -> [UInt8] {
    shelves.reduce(bytes) { bytes, shelf in
      let isClean = bytes.withUnsafeBufferPointer { !shelf.redactor.rules.occur(in: $0) }
      return isClean ? bytes : shelf.redactor.redact(bytes)
    }
  }

  /// The same, with what must be known to put something alike in the place of each label.
  public func masked(_ bytes: [UInt8]) -> MaskedBytes {
    shelves.reduce(MaskedBytes(bytes)) { masked, shelf in
      let isClean = masked.bytes.withUnsafeBufferPointer { !shelf.redactor.rules.occur(in: $0) }
      if isClean { return masked }
      let (again, origins) = shelf.redactor.maskedWithOrigins(masked.bytes)
      return masked.masked(again: again, origins: origins)
    }
  }

  /// The text with a label for each secret, and otherwise unchanged.
  public func redact(_ text: String) -> String {
    shelves.reduce(text) { $1.redactor.redact($0) }
  }

  /// The text with a label for each secret, and for the beginning of one before each mark.
  public func redact(_ text: String, cutAt mark: String) -> String {
    shelves.reduce(text) { $1.redactor.redact($0, cutAt: mark) }
  }

  /// Whether no secret stands in a text, in any form that is searched for.
  public func finds(nothingIn text: String) -> Bool {
    shelves.allSatisfy { $0.redactor.finds(nothingIn: text) }
  }

  /// A search of one output for every secret that is known by now.
  public func makeSearch(for aim: RedactionSearch.Aim = .place) -> RedactionSearch {
    RedactionSearch(shelves.map(\.redactor.rules), for: aim)
  }
}
