/// The block before an entry's bytes, in the ustar form of POSIX.1-1988, with everything fixed that is
/// not its name or its size: one entry has one header, to the byte.
struct ArchiveHeader: Sendable, Equatable {
  /// Headers, and what follows them, come in blocks.
  static let blockSize = 512
  /// Eleven octal digits: one byte less than 8 GiB.
  static let maximumSize = 0o777_7777_7777

  let name: EntryName
  let size: Int

  init(_ name: EntryName, size: Int) {
    precondition((0...Self.maximumSize).contains(size), "an entry fits its header")
    self.name = name
    self.size = size
  }

  /// How many zeros follow content of a size, to the end of its last block.
  static func padding(of size: Int) -> Int {
    (blockSize - size % blockSize) % blockSize
  }

  /// The header as it is written.
  var block: [UInt8] {
    let (prefix, path) = name.ustarParts ?? ("", name.text)
    var block = [UInt8](repeating: 0, count: Self.blockSize)
    func put(_ text: String, at place: Int) {
      block.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
    }
    put(path, at: 0)
    put("0000644", at: 100)  // mode
    put("0000000", at: 108)  // owner
    put("0000000", at: 116)  // group
    put(Self.octal(size, digits: 11), at: 124)
    put("00000000000", at: 136)  // time of change
    put("        ", at: 148)  // the checksum, counted as spaces
    put("0", at: 156)  // an ordinary file
    put("ustar", at: 257)
    put("00", at: 263)
    put("0000000", at: 329)  // device numbers
    put("0000000", at: 337)
    put(prefix, at: 345)
    let sum = block.reduce(0) { $0 + Int($1) }
    put(Self.octal(sum, digits: 6) + "\0 ", at: 148)
    return block
  }

  /// Reads a block; the reason when this is not how the header of an entry is written.
  init(_ block: [UInt8]) throws(Fault) {
    precondition(block.count == Self.blockSize, "a header is one block")
    guard block[257..<262].elementsEqual("ustar".utf8) else { throw .noHeader }
    guard block[156] == UInt8(ascii: "0") else { throw .notAFile(type: block[156]) }
    func text(_ range: Range<Int>) -> String {
      String(decoding: block[range].prefix { $0 != 0 }, as: UTF8.self)
    }
    let (path, prefix) = (text(0..<100), text(345..<500))
    guard let name = EntryName(prefix.isEmpty ? path : prefix + "/" + path) else {
      throw .badName(prefix.isEmpty ? path : prefix + "/" + path)
    }
    guard let size = Self.number(block[124..<135]), block[135] == 0 else { throw .badSize(name) }
    self.init(name, size: size)
    guard self.block == block else { throw .notAsWritten(name) }
  }

  /// Why a block is no header of ours.
  enum Fault: Error, Equatable {
    case noHeader
    case notAFile(type: UInt8)
    case badName(String)
    case badSize(EntryName)
    case notAsWritten(EntryName)
  }

  private static func octal(_ value: Int, digits: Int) -> String {
    let text = String(value, radix: 8)
    return String(repeating: "0", count: digits - text.count) + text
  }

  /// Eleven digits cannot overflow.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else { return nil }
      value = value << 3 | Int(digit & 7)
    }
    return value
  }
}
