import Glibc

extension MaskedBytes {
  /// Shorter texts stand in a secret by chance.
  private static let leastPart = MemoryLayout<UInt64>.size
  private static let longest = 128

  /// The same, with the parts of the secrets that are none: texts in quotation marks, identifiers
  /// above all, which the bytes show elsewhere. Whoever judges the record must know that a secret was
  /// made of them.
  public func showingParts(of original: [UInt8]) -> MaskedBytes {
    let secrets = replaced(in: original)
    let beginnings = Set(secrets.flatMap { Self.beginnings(in: $0.bytes) })
    guard !beginnings.isEmpty else { return self }
    let texts = quotedTexts(beginningWith: beginnings)
    guard !texts.isEmpty else { return self }
    var result = self
    for secret in secrets { result.masks[secret.mask].parts = Self.parts(of: secret.bytes, texts) }
    return result
  }

  /// What stood in the places of the labels, where it can have parts: longer ones are no names with
  /// something behind them.
  private func replaced(in original: [UInt8]) -> [(mask: Int, bytes: ArraySlice<UInt8>)] {
    var shift = 0
    return masks.enumerated().compactMap { number, mask in
      let place = mask.range.lowerBound + shift
      shift += mask.count - mask.range.count
      guard (Self.leastPart + 1...Self.longest).contains(mask.count),
        original.indices.contains(place), place + mask.count <= original.count
      else { return nil }
      return (number, original[place..<(place + mask.count)])
    }
  }

  /// The bytes that a part may begin with, as one number for each place.
  private static func beginnings(in secret: ArraySlice<UInt8>) -> [UInt64] {
    secret.withUnsafeBytes { bytes in
      (0...(bytes.count - leastPart)).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self)
      }
    }
  }

  /// Values that stand in quotation marks, no names of members, and that may be parts; few are.
  private func quotedTexts(beginningWith beginnings: Set<UInt64>) -> Set<ArraySlice<UInt8>> {
    var texts: Set<ArraySlice<UInt8>> = []
    bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { return }
      let quote = Int32(UInt8(ascii: "\""))
      func nextQuote(from place: Int) -> Int? {
        guard place < raw.count else { return nil }
        return memchr(base + place, quote, raw.count - place).map { UnsafeRawPointer($0) - base }
      }
      var place = 0
      while let open = nextQuote(from: place), let end = nextQuote(from: open + 1) {
        place = end + 1
        let text = open + 1..<end
        guard (Self.leastPart...Self.longest).contains(text.count),
          place == raw.count || raw[place] != UInt8(ascii: ":"),
          beginnings.contains(raw.loadUnaligned(fromByteOffset: open + 1, as: UInt64.self))
        else { continue }
        texts.insert(bytes[text])
      }
    }
    return texts
  }

  /// The texts that stand in a secret, the longest first, none inside another.
  private static func parts(
    of secret: ArraySlice<UInt8>, _ texts: Set<ArraySlice<UInt8>>
  ) -> [Mask.Part] {
    var found: [Mask.Part] = []
    for offset in 0...(secret.count - leastPart) {
      let rest = secret.dropFirst(offset)
      for text in texts where text.count < secret.count && rest.starts(with: text) {
        found.append(Mask.Part(offset: offset, bytes: Array(text)))
      }
    }
    found.sort { ($1.bytes.count, $0.offset) < ($0.bytes.count, $1.offset) }
    var parts: [Mask.Part] = []
    for part in found {
      let isCovered = parts.contains {
        $0.offset <= part.offset
          && part.offset + part.bytes.count <= $0.offset + $0.bytes.count
      }
      if !isCovered { parts.append(part) }
    }
    return parts
  }
}
