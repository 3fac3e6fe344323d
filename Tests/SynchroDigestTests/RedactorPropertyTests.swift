import SynchroDigest
import SynchroFuzz
import SynchroTestSupport
import SynchroTiming
import Testing

/// Random secrets in random places of random texts, wrapped by encoders that are written here and
/// share nothing with the redactor.
@Suite(.timeLimit(.minutes(5))) struct RedactorPropertyTests {
  private static let wrappings: [[Wrapping]] = [
    [], [.percent], [.json], [.percent, .json], [.json, .json], [.json, .percent],
    [.percent, .percent], [.percent, .json, .json], [.base64], [.base64, .percent],
    [.base64, .json],
    [.base64, .json, .json], [.base64, .base64], [.fullPercent, .base64], [.plainJSON, .base64],
    [.fullPercent, .base64, .percent],
  ]

  @Test(arguments: wrappings.indices)
  func `no wrapping hides a secret`(index: Int) throws {
    var random = SplitMix64(seed: UInt64(index) + 500)
    let wrapping = Self.wrappings[index]
    for round in 0..<8 {
      let texts = (0..<3).map { _ in secretText(&random) }
      let redactor = try Redactor(
        texts.enumerated().map { Secret($1, label: Secret.Label("s", number: $0 + 1)) })
      var wrapped = Array(texts[round % 3].utf8)
      for layer in wrapping { wrapped = layer.apply(to: wrapped, &random) }
      let before = noise(&random) + Array("=\"".utf8)
      let after = Array("\"&".utf8) + noise(&random)
      let output = before + wrapped + after

      let found = redactor.findings(in: output)
      let label = Secret.Label("s", number: round % 3 + 1)
      let shown = "\(wrapping) of \(texts[round % 3]): \(String(decoding: output, as: UTF8.self))"
      guard found.contains(where: { $0.secret == label }) else {
        Issue.record("not found, \(shown)")
        return
      }
      let redacted = redactor.redact(output)
      let isTight = !wrapping.contains { $0 == .base64 }
      if isTight {
        let expected = before + Array(label.description.utf8) + after
        if redacted != expected {
          Issue.record("left \(String(decoding: redacted, as: UTF8.self)), \(shown)")
          return
        }
      } else {
        guard redacted.starts(with: before), redacted.suffix(after.count) == after[...] else {
          Issue.record("touched the neighbours, \(shown)")
          return
        }
        // Of the wrapping itself, only what belongs to other bytes of the same text may be left:
        // five bytes on either side, wrapped as often.
        let left = redacted.count - before.count - after.count - label.description.utf8.count
        if left > (wrapping.last == .base64 ? 36 : 280) {
          Issue.record("left \(String(decoding: redacted, as: UTF8.self)), \(shown)")
          return
        }
      }
      if let broken = RedactionProperty.complaint(output, redactor) {
        Issue.record("\(broken), \(shown)")
        return
      }
    }
  }

  /// The search looks at few bytes of a text, so it must not pass over any: letters are few, and most of a
  /// text is pieces of secrets.
  @Test(arguments: 0..<40)
  func `every secret is found wherever it stands, like comparing at each place does`(seed: Int)
    throws
  {
    var random = SplitMix64(seed: UInt64(seed) + 9000)
    let alphabet = Array(Array("abxyz%\\".utf8).prefix(seed % 2 == 0 ? 5 : 7))
    let shortest = [6, 12, 24, 48][seed % 4]
    let secrets: [[UInt8]] = (0..<Int.random(in: 1...12, using: &random)).map { _ in
      (0..<Int.random(in: shortest...(shortest * 2), using: &random)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
    }
    var text: [UInt8] = []
    while text.count < 4000 {
      let secret = secrets[Int.random(in: 0..<secrets.count, using: &random)]
      switch Int.random(in: 0..<8, using: &random) {
      case 0: text += secret
      case 1: text += secret.dropFirst()
      case 2: text += secret.dropLast()
      case 3: text += secret.prefix(Int.random(in: 0...secret.count, using: &random))
      case 4: text += secret.suffix(Int.random(in: 0...secret.count, using: &random))
      default: text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
      }
    }
    let redactor = try Redactor(
      secrets.enumerated().map { Secret($1, label: Secret.Label("s", number: $0 + 1)) })
    let found = redactor.findings(in: text)
    for (number, secret) in secrets.enumerated() {
      // Equal secrets have the label of the first.
      let label = Secret.Label("s", number: number + 1)
      guard secrets.firstIndex(of: secret) == number else { continue }
      for place in 0...(text.count - secret.count)
      where text[place..<(place + secret.count)] == secret[...] {
        let isFound = found.contains {
          $0.secret == label && $0.range.lowerBound <= place
            && place + secret.count <= $0.range.upperBound
        }
        if !isFound { Issue.record("\(label) at \(place) of seed \(seed) is not found") }
      }
    }
    // In pieces of any size nothing else comes out.
    var stream = redactor.makeStream()
    var pieces: [UInt8] = []
    var place = 0
    while place < text.count {
      let end = min(text.count, place + Int.random(in: 1...200, using: &random))
      pieces += stream.write(text[place..<end])
      place = end
    }
    pieces += stream.finish()
    #expect(pieces == redactor.redact(text))
  }

  /// 6 to 40 characters of a token, of a password with every mark, or of a passphrase in any
  /// script.
  private func secretText(_ random: inout SplitMix64) -> String {
    let alphabets = [
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
      "aZ09!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \n\t", "éß漢😀 a%\\/+",
    ]
    let alphabet = Array(alphabets[Int.random(in: 0..<3, using: &random)])
    // The last six are fixed, so that random secrets are not parts of each other.
    let body = (0..<Int.random(in: 2...34, using: &random)).map { _ in
      alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
    }
    return String(body) + String(UInt32.random(in: 100_000...999_999, using: &random), radix: 10)
  }

  private func noise(_ random: inout SplitMix64) -> [UInt8] {
    let pieces = [
      "{\"a\": 1, ", "x=%41&", "\\u0041", "\\\\", "é漢 ", "GET / HTTP/1.1\r\n", "100%", " ",
    ]
    let list = (0..<Int.random(in: 0...12, using: &random)).map { _ in
      pieces[Int.random(in: 0..<pieces.count, using: &random)]
    }
    return Array(list.joined().utf8)
  }
}

/// One layer of encoding.
private enum Wrapping {
  /// Some bytes percent-encoded, in either case, all that must be; spaces as `+` now and then.
  case percent
  /// Everything but RFC 3986's unreserved characters percent-encoded, as an encoder does it.
  case fullPercent
  /// A JSON string with more escapes than needed.
  case json
  /// A JSON string with the escapes that are needed.
  case plainJSON
  /// Base64 in either alphabet, with something before and after it in the same text.
  case base64

  func apply(to bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    switch self {
    case .percent, .fullPercent:
      let letters: Hex.Case = Bool.random(using: &random) ? .upper : .lower
      return bytes.flatMap { byte -> [UInt8] in
        let isFree = "-._~".utf8.contains(byte) || isAlphanumeric(byte)
        if isFree, self == .fullPercent || Int.random(in: 0..<4, using: &random) > 0 {
          return [byte]
        }
        return Array("%\(Hex.encode([byte], letters))".utf8)
      }
    case .json, .plainJSON:
      var text = ""
      for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
        let isForced = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
        let isChosen = self == .json && Int.random(in: 0..<5, using: &random) == 0
        switch scalar {
        case "\n": text += "\\n"
        case "\t": text += "\\t"
        case "\"", "\\": text += "\\" + String(scalar)
        case "/" where isChosen: text += "\\/"
        case _ where isForced || isChosen:
          for unit in String(scalar).utf16 {
            let digits = Hex.encode([UInt8(unit >> 8), UInt8(unit & 255)])
            text += "\\u" + (unit % 2 == 0 ? digits : digits.uppercased())
          }
        default: text.unicodeScalars.append(scalar)
        }
      }
      return Array(text.utf8)
    case .base64:
      let before = (0..<Int.random(in: 0...5, using: &random)).map { UInt8($0 * 37) }
      let after = (0..<Int.random(in: 0...5, using: &random)).map { UInt8($0 * 41) }
      let alphabet: Base64.Alphabet = Bool.random(using: &random) ? .standard : .urlSafe
      return Array(Base64.encode(before + bytes + after, alphabet).utf8)
    }
  }

  private func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}
