import Testing

@testable import SynchroDigest

@Suite struct MaskedBytesTests {
  private static func ledger(_ secrets: [String]) -> SecretLedger {
    let ledger = SecretLedger()
    for secret in secrets { _ = ledger.secret(secret, kind: "token") }
    return ledger
  }

  /// What was masked, put back from the original by count and order alone.
  private static func restored(_ masked: MaskedBytes, from original: [UInt8]) -> [UInt8]? {
    var shift = 0
    return masked.restored { mask in
      let start = mask.range.lowerBound + shift
      shift += mask.count - mask.range.count
      return Array(original[start..<(start + mask.count)])
    }
  }

  private static let texts = [
    "nothing of note", "a s3cr3t-t0ken b", "s3cr3t-t0ken%2Ds3cr3t%2Dt0ken s3cr3t-t0ken",
    "[secret token#1] and secret", "czNjcjN0LXQwa2Vu+czNjcjN0LXQwa2Vu",
    "{\"a\":\"s3cr3t-t0ken\",\"b\":\"hunter2-hunter2\",\"c\":\"secret\"}",
    "hunter2-hunter2-hunter2secretsecret",
  ]

  @Test(arguments: texts)
  func `places and counts tell where everything was`(text: String) throws {
    // One after the other, so that they stand on shelves of their own and mask each other's labels.
    let ledger = SecretLedger()
    var redactor = GrowingRedactor()
    for secret in ["s3cr3t-t0ken", "hunter2-hunter2", "secret", "hunter2-hunter2-hunter2"] {
      _ = ledger.secret(secret, kind: "token")
      try redactor.learn(ledger.secrets)
    }
    let original = Array(text.utf8)
    let masked = redactor.masked(original)
    #expect(masked.bytes == redactor.redact(original))
    #expect(Self.restored(masked, from: original) == original)
    for mask in masked.masks { #expect(mask.range.upperBound <= masked.bytes.count) }
  }

  @Test func `a second masking is counted back to the first bytes`() throws {
    let first = try Redactor([Secret("AAAAAAAAAA", label: .init("a", number: 1))])
    let second = try Redactor([Secret("secret a", label: .init("b", number: 2))])
    let original = Array("xx AAAAAAAAAA yy secret a zz".utf8)
    let once = first.masked(original)
    let (again, origins) = second.maskedWithOrigins(once.bytes)
    let both = once.masked(again: again, origins: origins)
    #expect(both.masks.map(\.count) == [10, 8])
    #expect(both.masks.map(\.secret.kind) == ["a", "b"])
    #expect(Self.restored(both, from: original) == original)
  }

  @Test func `labels that cannot stand in the bytes restore nothing`() {
    let letters = SecretLetters(of: Array("a".utf8))
    for ranges in [[0..<9], [4..<6, 2..<3], [0..<4, 3..<5]] {
      let masks = ranges.map {
        MaskedBytes.Mask(.init("a"), range: $0, count: 1, letters: letters)
      }
      #expect(MaskedBytes(Array("12345678".utf8), masks: masks).restored { _ in [] } == nil)
    }
    let long = MaskedBytes.Mask(.init("a"), range: 0..<1, count: 1 << 40, letters: letters)
    #expect(MaskedBytes([1], masks: [long]).restored(limit: 1 << 20) { _ in [] } == nil)
  }

  @Test(arguments: [
    ("0", "0123456789"), ("a", "abcabc"), ("g", "xyz"), ("0aA", "0aA9fF"), ("1*", "********"),
    ("10", "0000"), ("0g-", "x1!x2?"), ("gG+/=", "Zz+/="), ("", ""),
  ])
  func `letters are told by kind, and what stands for a secret has the same`(
    told: String, text: String
  ) {
    let letters = SecretLetters(of: Array(text.utf8))
    #expect(letters.description == told)
    #expect(SecretLetters(told) == letters)
    guard !text.isEmpty else { return }
    let standIn = letters.standIn(for: .init("token", number: 3), count: 20)
    #expect(standIn.count == 20 && SecretLetters(of: standIn) == letters)
    #expect(letters.standIn(for: .init("token", number: 3), count: 20) == standIn)
    #expect(Set(standIn).count == 1 || standIn != Array(text.utf8))
  }

  @Test func `two secrets have two texts in their places`() {
    let letters = SecretLetters(of: Array("0a".utf8))
    let texts = (1...500).map { letters.standIn(for: .init("token", number: $0), count: 16) }
    #expect(Set(texts).count == 500)
  }

  @Test(arguments: ["9", "b", "ga", "0 ", "11", "-+", "a0"])
  func `what is no list of kinds is refused`(text: String) {
    #expect(SecretLetters(text) == nil)
  }

  @Test func `what an answer shows elsewhere is told of a secret that was made of it`() throws {
    let redactor = try Redactor([
      Secret("secret-of-client-4711-0815", label: .init("token", number: 1))
    ])
    let text = #"{"client_id":"client-4711-0815","x":"4711","k":"secret-of-client-4711-0815"}"#
    let original = Array(text.utf8)
    let masked = redactor.masked(original).showingParts(of: original)
    let part = MaskedBytes.Mask.Part(offset: 10, bytes: Array("client-4711-0815".utf8))
    #expect(masked.masks.map(\.parts) == [[part]])
  }

  @Test
  func `of parts the longest is told, and neither names nor what is hardly longer than chance`()
    throws
  {
    let secret = "abcdefghij.klmnopqrst.uvw"
    let redactor = try Redactor([Secret(secret, label: .init("token", number: 1))])
    let text =
      #"{"a":"bcdefghi","b":"abcdefghij","klmnopqrst":1,"c":"qrst.uv","d":"mnopqrst.uvw","t":""#
      + secret + #"","e":"mnopqrst.uvw and more"}"#
    let original = Array(text.utf8)
    let masked = redactor.masked(original).showingParts(of: original)
    let parts = [(13, "mnopqrst.uvw"), (0, "abcdefghij")].map {
      MaskedBytes.Mask.Part(offset: $0, bytes: Array($1.utf8))
    }
    #expect(masked.masks.map(\.parts) == [parts])
  }

  @Test(arguments: ["token#3", "[secret ]", "[secret a#]", "[secret A#1]", "[secret a#x]", ""])
  func `what is no label is none`(text: String) {
    #expect(Secret.Label(reading: text) == nil)
  }

  @Test func `a label is read as it is written`() {
    for label in [Secret.Label("token", number: 12), Secret.Label("A b"), Secret.Label("")] {
      #expect(Secret.Label(reading: label.description) == label)
    }
  }

  @Test func `a ledger takes a secret in under the label that it had`() throws {
    let ledger = SecretLedger(numberedFrom: 1_000)
    let secret = ledger.secret("correct-horse", kind: "key")
    #expect(secret.label == .init("key", number: 1_000))
    ledger.adopt(Array("correct-horse".utf8), as: .init("key", number: 7))
    ledger.adopt(Array("battery-staple".utf8), as: .init("key", number: 8))
    #expect(ledger.secrets.map(\.label.number) == [7, 8])
    let text = "correct-horse battery-staple [secret key#1000]"
    #expect(try ledger.redactor().redact(text) == "[secret key#7] [secret key#8] [secret key#7]")
  }
}
