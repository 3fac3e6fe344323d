/// The encoding of Unicode labels in ASCII, RFC 3492.
enum Punycode {
  private static let base = 36
  private static let tMin = 1
  private static let tMax = 26
  private static let initialBias = 72
  private static let initialLimit = 128

  /// The code points of an encoded label without its prefix; nil when it is malformed.
  static func decode(_ text: some BidirectionalCollection<UInt8>) -> [Unicode.Scalar]? {
    let bytes = Array(text)
    // A label is at most 63 bytes long; longer input would only cost time.
    guard bytes.count <= 63, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
    var output: [Int] = []
    var position = 0
    if let delimiter = bytes.lastIndex(of: UInt8(ascii: "-")), delimiter > 0 {
      output = bytes[..<delimiter].map(Int.init)
      position = delimiter + 1
    }
    var limit = initialLimit
    var bias = initialBias
    var index = 0
    while position < bytes.count {
      let oldIndex = index
      var weight = 1
      var step = base
      while true {
        guard position < bytes.count, let digit = digit(bytes[position]) else { return nil }
        position += 1
        guard let grown = sum(index, product(digit, weight)) else { return nil }
        index = grown
        let threshold = min(max(step - bias, tMin), tMax)
        if digit < threshold { break }
        guard let heavier = product(weight, base - threshold) else { return nil }
        weight = heavier
        step += base
      }
      let count = output.count + 1
      bias = adapt(index - oldIndex, count: count, isFirst: oldIndex == 0)
      limit += index / count
      index %= count
      guard limit <= 0x10FFFF else { return nil }
      output.insert(limit, at: index)
      index += 1
    }
    var scalars: [Unicode.Scalar] = []
    for value in output {
      guard let scalar = UInt32(exactly: value).flatMap(Unicode.Scalar.init) else { return nil }
      scalars.append(scalar)
    }
    return scalars
  }

  /// The encoded label without its prefix; nil when it is far too long to be a label.
  static func encode(_ scalars: [Unicode.Scalar]) -> [UInt8]? {
    guard scalars.count <= 63 else { return nil }
    var output = scalars.filter(\.isASCII).map { UInt8(truncatingIfNeeded: $0.value) }
    let basicCount = output.count
    if basicCount > 0 { output.append(UInt8(ascii: "-")) }
    var limit = initialLimit
    var bias = initialBias
    var delta = 0
    var handled = basicCount
    while handled < scalars.count {
      guard let next = scalars.lazy.map({ Int($0.value) }).filter({ $0 >= limit }).min() else {
        return nil
      }
      // 63 code points below 2^21 keep this far from overflow.
      delta += (next - limit) * (handled + 1)
      limit = next
      for scalar in scalars {
        if Int(scalar.value) < limit { delta += 1 }
        guard Int(scalar.value) == limit else { continue }
        append(delta, to: &output, bias: bias)
        bias = adapt(delta, count: handled + 1, isFirst: handled == basicCount)
        delta = 0
        handled += 1
      }
      delta += 1
      limit += 1
    }
    return output
  }

  private static func append(_ value: Int, to output: inout [UInt8], bias: Int) {
    var rest = value
    var step = base
    while true {
      let threshold = min(max(step - bias, tMin), tMax)
      if rest < threshold { break }
      output.append(letter(threshold + (rest - threshold) % (base - threshold)))
      rest = (rest - threshold) / (base - threshold)
      step += base
    }
    output.append(letter(rest))
  }

  private static func adapt(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var bias = 0
    while delta > (base - tMin) * tMax / 2 {
      delta /= base - tMin
      bias += base
    }
    return bias + (base - tMin + 1) * delta / (delta + 38)
  }

  private static func digit(_ byte: UInt8) -> Int? {
    if byte.isDigit { return Int(byte) - 48 + 26 }
    if byte.isLetter { return Int(byte.lowercased) - 97 }
    return nil
  }

  private static func letter(_ digit: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: digit < 26 ? digit + 97 : digit - 26 + 48)
  }

  private static func product(_ left: Int, _ right: Int) -> Int? {
    let (value, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow || value > Int(Int32.max) ? nil : value
  }

  private static func sum(_ left: Int, _ right: Int?) -> Int? {
    guard let right else { return nil }
    let value = left + right
    return value > Int(Int32.max) ? nil : value
  }
}
