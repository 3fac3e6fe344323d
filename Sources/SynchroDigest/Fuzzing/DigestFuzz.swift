/// What a fuzzer feeds to this module's parsers and redactor, and what must hold for every input.
package enum DigestFuzz {
  /// Good texts to damage.
  package static let base64 = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "+/+/", "-_-_", "Zm9vYmE"]

  /// Good texts to damage: outputs that hold ``secret`` in one encoding or another.
  package static let outputs = [
    #"{"client_secret":"p%ss/w\"rd \u00e9\ud83d\ude00"}"#,
    #"{"a":"p%ss\/w\\\"rd"}"#, "a=p%25ss%2fw%22rd+%C3%A9%F0%9F%98%80",
    "Authorization: Basic " + Base64.encode(Array("client:\(secret)".utf8)),
    #"{"body":"{\"s\":\"p%ss/w\\\"rd \\u00e9\\ud83d\\ude00\"}"}"#,
  ]

  /// A secret that needs every escape there is.
  package static let secret = "p%ss/w\"rd é😀"

  /// Decodes bytes as base64 and as hex; returns what broke, or nil.
  package static func encodings(_ bytes: [UInt8]) -> String? {
    for alphabet in Base64.Alphabet.allCases {
      for padding in [Base64.Padding.padded, .unpadded] {
        guard let decoded = try? Base64.decode(bytes, alphabet, padding) else { continue }
        let text = Base64.encode(decoded, alphabet, padding)
        if Array(text.utf8) != bytes { return "base64 encodes again as '\(text)'" }
      }
    }
    guard let decoded = try? Hex.decode(bytes) else { return nil }
    let text = Hex.encode(decoded)
    return text == String(decoding: bytes, as: UTF8.self).lowercased() ? nil : "hex '\(text)'"
  }

  /// Redacts bytes at once and in pieces; returns what broke, or nil.
  package static func redaction(_ bytes: [UInt8], _ redactor: Redactor) -> String? {
    let whole = redactor.redact(bytes)
    let hits = redactor.findings(in: bytes)
    if hits.isEmpty, whole != bytes { return "changed without a finding" }
    if !redactor.findings(in: whole).isEmpty { return "a secret survives" }
    var stream = redactor.makeStream()
    var pieces: [UInt8] = []
    var rest = bytes[...]
    var size = 1
    while !rest.isEmpty {
      pieces += stream.write(rest.prefix(size))
      rest = rest.dropFirst(size)
      size = size % 7 + 1
    }
    pieces += stream.finish()
    return pieces == whole ? nil : "pieces differ from the whole"
  }
}
