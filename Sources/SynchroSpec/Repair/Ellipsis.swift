/// The dots that stand for what an example leaves out.
enum Ellipsis {
  /// How many bytes of dots begin at a place: three or more full stops, or the one character; 0 when
  /// there are none.
  static func length(in bytes: ArraySlice<UInt8>, at start: Int) -> Int {
    let rest = bytes[start...]
    if rest.starts(with: [0xE2, 0x80, 0xA6]) { return 3 }
    let dots = rest.prefix { $0 == UInt8(ascii: ".") }.count
    return dots >= 3 ? dots : 0
  }
}
