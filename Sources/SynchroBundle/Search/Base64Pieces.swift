/// Decodes base64 that comes in pieces.
struct Base64Pieces {
  private var bits: UInt32 = 0
  private var bitCount = 0
  private var hasEnded = false
  /// Whether something came that base64 does not have.
  private(set) var isBroken = false

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: .max, count: 256)
    let characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, character) in characters.utf8.enumerated() {
      values[Int(character)] = UInt8(value)
    }
    return values
  }()

  /// The bytes that are certain with these characters.
  mutating func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let values = Self.values
    return [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 4) { output, count in
      values.withUnsafeBufferPointer { values in
        for character in text {
          let value = values[Int(character)]
          guard value < 64, !hasEnded else {
            hasEnded = true
            if character != UInt8(ascii: "=") { isBroken = true }
            continue
          }
          bits = bits << 6 | UInt32(value)
          bitCount += 6
          if bitCount >= 8 {
            bitCount -= 8
            output[count] = UInt8(truncatingIfNeeded: bits >> UInt32(bitCount))
            count += 1
          }
        }
      }
    }
  }
}
