extension MaskedBytes {
  /// Shorter texts stand in a secret by chance.
  private static let leastPart = 8
  private static let longest = 128

  /// The same, with the parts of the secrets that are none: texts in quotation marks, identifiers
  /// above all, which the bytes show elsewhere. Whoever judges the record must know that a secret was
  /// made of them.
  public func showingParts(of original: [UInt8]) -> MaskedBytes {
    guard !masks.isEmpty else { return self }
    let texts = quotedTexts()
    guard !texts.isEmpty else { return self }
    var result = self
    var shift = 0
    for (number, mask) in masks.enumerated() {
      let place = mask.range.lowerBound + shift
      shift += mask.count - mask.range.count
      guard original.indices.contains(place), place + mask.count <= original.count else { continue }
      result.masks[number].parts = Self.parts(of: original[place..<(place + mask.count)], texts)
    }
    return result
  }

  /// Values that stand in quotation marks, no names of members; few answers have many.
  private func quotedTexts() -> Set<ArraySlice<UInt8>> {
    var texts: Set<ArraySlice<UInt8>> = []
    var open: Int?
    for place in bytes.indices where bytes[place] == UInt8(ascii: "\"") {
      if let start = open {
        let isName = place + 1 < bytes.count && bytes[place + 1] == UInt8(ascii: ":")
        if !isName, place - start > Self.leastPart, texts.count < 10_000 {
          texts.insert(bytes[(start + 1)..<place])
        }
        open = nil
      } else {
        open = place
      }
    }
    return texts
  }

  private static func parts(
    of secret: ArraySlice<UInt8>, _ texts: Set<ArraySlice<UInt8>>
  ) -> [Mask.Part] {
    var parts: [Mask.Part] = []
    // Longer ones are no names with something behind them.
    guard (leastPart + 1...longest).contains(secret.count) else { return [] }
    for length in stride(from: secret.count - 1, through: leastPart, by: -1) {
      for offset in 0...(secret.count - length) {
        let start = secret.startIndex + offset
        let piece = secret[start..<(start + length)]
        guard texts.contains(piece) else { continue }
        let isCovered = parts.contains {
          $0.offset <= offset && offset + length <= $0.offset + $0.bytes.count
        }
        if !isCovered { parts.append(Mask.Part(offset: offset, bytes: Array(piece))) }
      }
    }
    return parts
  }
}
