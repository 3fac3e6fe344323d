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
        var place = 0
        while place < text.count {
          place += groups(text, from: place, values, output, &count)
          if place < text.count { take(text[place], values, output, &count) }
          place += 1
        }
      }
    }
  }

  /// Whole groups of four, which are nearly all there is; answers how many characters they were.
  @inline(__always)
  private func groups(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, _ values: UnsafeBufferPointer<UInt8>,
    _ output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
  ) -> Int {
    guard bitCount == 0, !hasEnded else { return 0 }
    var place = start
    while place + 4 <= text.count {
      let (one, two) = (values[Int(text[place])], values[Int(text[place + 1])])
      let (three, four) = (values[Int(text[place + 2])], values[Int(text[place + 3])])
      guard (one | two | three | four) < 64 else { break }
      output[count] = one << 2 | two >> 4
      output[count + 1] = two << 4 | three >> 2
      output[count + 2] = three << 6 | four
      count += 3
      place += 4
    }
    return place - start
  }

  private mutating func take(
    _ character: UInt8, _ values: UnsafeBufferPointer<UInt8>,
    _ output: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int
  ) {
    let value = values[Int(character)]
    guard value < 64, !hasEnded else {
      hasEnded = true
      if character != UInt8(ascii: "=") { isBroken = true }
      return
    }
    bits = bits << 6 | UInt32(value)
    bitCount += 6
    guard bitCount >= 8 else { return }
    bitCount -= 8
    output[count] = UInt8(truncatingIfNeeded: bits >> UInt32(bitCount))
    count += 1
  }
}
