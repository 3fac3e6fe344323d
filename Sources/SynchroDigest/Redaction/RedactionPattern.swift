/// A byte string that gives a secret away.
struct RedactionPattern: Sendable {
  let bytes: [UInt8]
  /// The place of the secret among those of the redactor.
  var secret: Int
  /// What lies between the pattern and the secret, the outermost first.
  let layers: [RedactionLayer]
  /// How many base64 characters before the pattern also hold bits of the secret.
  var lead = 0
  /// How many base64 characters behind the pattern also hold bits of the secret.
  var trail = 0

  /// The most that `lead` or `trail` can be.
  static let maximumReach = 3
  /// Longer secrets are keys and certificates; nobody wraps them twice, and the patterns would be
  /// many.
  private static let maximumNestedLength = 1024

  /// Every byte string that gives a secret away, apart from escapes, which a ``DecodingLane``
  /// undoes while it reads.
  static func all(of bytes: [UInt8], secret: Int, nests: Bool = true) -> [RedactionPattern] {
    var patterns = [RedactionPattern(bytes: bytes, secret: secret, layers: [])]
    for form in plusForms(of: bytes) {
      patterns.append(RedactionPattern(bytes: form, secret: secret, layers: [.percent]))
    }
    // Inside base64 there is nothing to undo escapes with, so the forms that encoders write are
    // listed.
    var forms: [[UInt8]: [RedactionLayer]] = [bytes: []]
    for form in percentForms(of: bytes) where forms[form] == nil { forms[form] = [.percent] }
    for form in jsonForms(of: bytes) where forms[form] == nil { forms[form] = [.json] }
    for (form, layers) in forms.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let plain = RedactionPattern(bytes: form, secret: secret, layers: layers)
      let once = plain.inBase64()
      patterns += once
      if nests, form.count <= maximumNestedLength { patterns += once.flatMap { $0.inBase64() } }
    }
    return patterns
  }

  /// What of the pattern is certain wherever it lies inside a longer base64 text: the characters
  /// whose six bits it fills alone, for each place in a group of three, in both alphabets.
  private func inBase64() -> [RedactionPattern] {
    var patterns: [RedactionPattern] = []
    for bytesBefore in 0..<3 {
      let firstBit = bytesBefore * 8
      let endBit = firstBit + bytes.count * 8
      let group = [UInt8](repeating: 0, count: bytesBefore) + bytes
      var known: Set<[UInt8]> = []
      for alphabet in Base64.Alphabet.allCases {
        let text = Array(Base64.encode(group, alphabet, .unpadded).utf8)
        let core = Array(text[((firstBit + 5) / 6)..<(endBit / 6)])
        guard known.insert(core).inserted else { continue }
        // A character that shares bits before this wrapping is two at most after it.
        patterns.append(
          RedactionPattern(
            bytes: core, secret: secret, layers: [.base64] + layers,
            lead: (firstBit % 6 == 0 ? 0 : 1) + lead * 2,
            trail: (endBit % 6 == 0 ? 0 : 1) + trail * 2))
      }
    }
    return patterns
  }
}

/// The ways to write spaces as `+`. A form encoder replaces all of them; a few are tried in every
/// mixture.
private func plusForms(of bytes: [UInt8]) -> [[UInt8]] {
  let spaces = bytes.indices.filter { bytes[$0] == UInt8(ascii: " ") }
  guard !spaces.isEmpty else { return [] }
  let mixtures = spaces.count <= 4 ? Array(1..<(1 << spaces.count)) : [Int.max]
  return mixtures.map { mixture in
    var form = bytes
    for (number, place) in spaces.enumerated() where spaces.count > 4 || mixture >> number & 1 == 1
    {
      form[place] = UInt8(ascii: "+")
    }
    return form
  }
}

/// What encoders in use write: RFC 3986, HTML forms, and `encodeURIComponent`, which differ in the
/// marks they keep; and digits of either case.
private func percentForms(of bytes: [UInt8]) -> [[UInt8]] {
  var forms: [[UInt8]] = []
  for kept in ["-._~", "*-._", "-_.!~*'()", "*-._~"] {
    for space in ["%20", "+"] {
      for letters in [Hex.Case.upper, .lower] {
        var form: [UInt8] = []
        for byte in bytes {
          switch byte {
          case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            form.append(byte)
          case UInt8(ascii: " "): form += Array(space.utf8)
          case _ where kept.utf8.contains(byte): form.append(byte)
          default: form += Array("%\(Hex.encode([byte], letters))".utf8)
          }
        }
        forms.append(form)
      }
    }
  }
  return forms
}

/// What JSON encoders write: the shortest escapes, with `/` escaped or not, and non-ASCII
/// characters as they are or by number.
private func jsonForms(of bytes: [UInt8]) -> [[UInt8]] {
  let text = String(decoding: bytes, as: UTF8.self)
  guard Array(text.utf8) == bytes else { return [] }
  var forms: [[UInt8]] = []
  for escapesSlash in [false, true] {
    for escapesNonASCII in [false, true] {
      var form = ""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": form += "\\\""
        case "\\": form += "\\\\"
        case "\n": form += "\\n"
        case "\r": form += "\\r"
        case "\t": form += "\\t"
        case "/" where escapesSlash: form += "\\/"
        case _ where scalar.value < 0x20, _ where scalar.value > 0x7E && escapesNonASCII:
          for unit in String(scalar).utf16 {
            form += "\\u" + Hex.encode([UInt8(unit >> 8), UInt8(unit & 0xFF)])
          }
        default: form.unicodeScalars.append(scalar)
        }
      }
      forms.append(Array(form.utf8))
    }
  }
  return forms
}
