public import SynchroDigest

extension FuzzTarget {
  /// Base64 and hexadecimal: refused, or decoded so that encoding gives the same text.
  public static let encodings = FuzzTarget(
    "encodings",
    corpus: ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "+/+/", "-_-_", "Zm9vYmE", "0aF3"]
      .map { Array($0.utf8) },
    dictionary: ["=", "+", "_", "0a"], limit: 256
  ) { bytes in
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

  /// Outputs that hold a secret in one encoding or another: none survives, at once or in pieces.
  public static let redaction = FuzzTarget(
    "redaction",
    corpus: (RedactionProperty.outputs + [RedactionProperty.secret]).map { Array($0.utf8) },
    dictionary: ["%70", "\\u0070", "\\", "%", "\\\\", "%25", "another-one"], limit: 600
  ) { bytes in
    guard let redactor = RedactionProperty.redactor else { return "no redactor" }
    return RedactionProperty.complaint(bytes, redactor)
  }
}

/// What must hold of every output that is redacted.
public enum RedactionProperty {
  /// A secret that needs every escape there is.
  public static let secret = "p%ss/w\"rd é😀"

  /// Knows ``secret`` and one more.
  static let redactor = try? Redactor([
    Secret(secret, label: Secret.Label("s", number: 1)),
    Secret("another-one", label: Secret.Label("s", number: 2)),
  ])

  /// Outputs that hold ``secret`` in one encoding or another.
  public static let outputs = [
    #"{"client_secret":"p%ss/w\"rd \u00e9\ud83d\ude00"}"#,
    #"{"a":"p%ss\/w\\\"rd"}"#, "a=p%25ss%2fw%22rd+%C3%A9%F0%9F%98%80",
    "Authorization: Basic " + Base64.encode(Array("client:\(secret)".utf8)),
    #"{"body":"{\"s\":\"p%ss/w\\\"rd \\u00e9\\ud83d\\ude00\"}"}"#,
  ]

  /// Whether the fast search finds anything.
  private static func presence(
    in bytes: [UInt8], _ redactor: Redactor, pieces size: Int
  ) -> Bool {
    var search = redactor.makeSearch(for: .presence)
    var isFound = false
    for start in stride(from: 0, to: bytes.count, by: size) {
      let hits = bytes[start..<min(start + size, bytes.count)].withUnsafeBufferPointer {
        search.read($0)
      }
      if !hits.isEmpty { isFound = true }
    }
    return !search.finish().isEmpty || isFound
  }

  /// Redacts bytes at once and in pieces; answers what broke, or nil.
  public static func complaint(_ bytes: [UInt8], _ redactor: Redactor) -> String? {
    let whole = redactor.redact(bytes)
    let hits = redactor.findings(in: bytes)
    if hits.isEmpty, whole != bytes { return "changed without a finding" }
    if !redactor.findings(in: whole).isEmpty { return "a secret survives" }
    for size in [1, 7, max(bytes.count, 1)] {
      let isFound = presence(in: bytes, redactor, pieces: size)
      if isFound != !hits.isEmpty { return "the fast search says otherwise, in pieces of \(size)" }
    }
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
