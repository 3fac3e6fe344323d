/// Which letters a secret is written with, by kinds; nothing of their number or order.
///
/// Whoever judges a recorded exchange must know that much: whether a secret is long and mixed enough
/// is a thing that is judged.
public struct SecretLetters: Sendable, Hashable {
  /// The kinds and the letters of each, in the order of their signs.
  private static let kinds: [(sign: Character, letters: [UInt8])] = [
    ("0", Array("0123456789".utf8)), ("a", Array("abcdef".utf8)),
    ("g", Array("ghijklmnopqrstuvwxyz".utf8)), ("A", Array("ABCDEF".utf8)),
    ("G", Array("GHIJKLMNOPQRSTUVWXYZ".utf8)),
  ]
  /// What encodings of random bytes are written with besides letters and digits, and what some show
  /// in the place of a secret. Anything else is told as `-`.
  private static let marks = Array("-._~+/=*".utf8)
  /// The sign of one letter over and over.
  private static let sameSign: Character = "1"

  private var present: [Bool]
  private var shownMarks: [UInt8]
  private var isOneLetter: Bool

  /// No letters.
  public init() {
    present = [Bool](repeating: false, count: Self.kinds.count)
    shownMarks = []
    isOneLetter = false
  }

  /// The letters of some bytes.
  public init(of bytes: some Collection<UInt8>) {
    self.init()
    for byte in bytes {
      if let kind = Self.kinds.firstIndex(where: { $0.letters.contains(byte) }) {
        present[kind] = true
      } else {
        add(mark: Self.marks.contains(byte) ? byte : UInt8(ascii: "-"))
      }
    }
    if let first = bytes.first { isOneLetter = bytes.allSatisfy { $0 == first } }
  }

  /// Adds the letters of a neighbour.
  mutating func formUnion(_ other: SecretLetters) {
    for kind in present.indices where other.present[kind] { present[kind] = true }
    other.shownMarks.forEach { add(mark: $0) }
    isOneLetter = isOneLetter && other.isOneLetter
  }

  private mutating func add(mark: UInt8) {
    guard !shownMarks.contains(mark) else { return }
    shownMarks.append(mark)
    shownMarks.sort()
  }
}

extension SecretLetters: LosslessStringConvertible {
  /// `0ag-`: a sign for each kind, then the other characters.
  public var description: String {
    (isOneLetter ? String(Self.sameSign) : "")
      + String(zip(Self.kinds, present).compactMap { $1 ? $0.sign : nil })
      + String(decoding: shownMarks, as: UTF8.self)
  }

  /// Reads what ``description`` writes; nil for anything else.
  public init?(_ text: String) {
    self.init()
    for character in text {
      if character == Self.sameSign {
        isOneLetter = true
      } else if let kind = Self.kinds.firstIndex(where: { $0.sign == character }) {
        present[kind] = true
      } else if let byte = character.asciiValue, Self.marks.contains(byte) {
        add(mark: byte)
      } else {
        return nil
      }
    }
    guard description == text else { return nil }
  }
}

extension SecretLetters {
  /// Bytes that stand for a secret: as many as asked for, of these kinds, the same for the same
  /// label and others for another one.
  public func standIn(for label: Secret.Label, count: Int) -> [UInt8] {
    var kinds = zip(Self.kinds, present).compactMap { $1 ? $0.letters : nil }
    kinds += shownMarks.map { [$0] }
    if kinds.isEmpty { kinds = [Self.kinds[1].letters] }
    var random = SeededBytes("\(label)")
    if isOneLetter {
      let letters = kinds[0]
      return [UInt8](repeating: letters[random.next() % letters.count], count: count)
    }
    let letters = kinds.flatMap(\.self)
    var text = (0..<count).map { _ in letters[random.next() % letters.count] }
    // Each kind at least once, where there is room.
    for (number, kind) in kinds.enumerated() where number < count {
      text[number * count / kinds.count] = kind[random.next() % kind.count]
    }
    return text
  }
}

/// SHA-256 of a text and a counter, byte by byte.
private struct SeededBytes {
  private let seed: String
  private var counter = 0
  private var rest: ArraySlice<UInt8> = []

  init(_ seed: String) { self.seed = seed }

  mutating func next() -> Int {
    while true {
      if let byte = rest.popFirst() { return Int(byte) }
      rest = SHA256.digest("\(seed)/\(counter)").bytes[...]
      counter += 1
    }
  }
}
