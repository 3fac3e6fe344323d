import SynchroJSON

extension FuzzTarget {
  /// String formats: each is asked about every input, and whatever it objects to it finds inside
  /// it.
  public static let formats = FuzzTarget(
    "formats",
    corpus: [
      "2016-12-31T23:59:60.5+01:00", "P1Y2M3DT4H5M6S", "\"a b\\\"\"@[IPv6:1::ffff:1.2.3.4]",
      "xn--mnchen-3ya.xn--zckzah.example", "م\u{200C}ا.\u{5D0}\u{5D1}。\u{30A2}\u{30FB}", "l·l",
      "http://user@[v1.a:b]:80/a/../%C3%A9?q=\u{E000}#\u{F9}", "1:2:3::192.168.0.1",
      "123e4567-e89b-12d3-a456-426614174000", "{+a.b*,c:300}/{?%41}", "/a~1b/~0", "12-3/a#",
      "^(?<n>[a-z]{2,}|\\k<n>)*?$",
    ].map { Array($0.utf8) },
    dictionary: [
      "xn--", "-", ".", ":", "::", "@", "[", "]", "%", "~", "{", "}", "T", "Z", "P", "\u{B7}",
      "\u{200D}", "\u{300}", "\u{5D0}", "\u{660}", "\u{3002}", "\u{10FFFF}", "99999999999999999999",
    ], limit: 300
  ) { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    for format in StringFormat.allCases {
      guard let fault = format.check(text) else { continue }
      if let offset = fault.offset, !(0...text.utf8.count).contains(offset) {
        return "\(format.name) objects outside the text: \(fault)"
      }
      if fault.description.isEmpty { return "\(format.name) objects without words" }
    }
    return nil
  }
}
