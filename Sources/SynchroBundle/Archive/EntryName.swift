/// The name of an entry: a path that stays inside whatever folder it is unpacked to, in characters
/// that every system and every terminal takes for what they are.
public struct EntryName: Sendable, Hashable, CustomStringConvertible {
  /// The path, with `/` between its parts.
  public let text: String

  /// The longest path that a ustar header holds.
  static let maximumLength = 255

  /// A name by its path; nil for one that is empty, long, absolute, leads upwards, or holds anything
  /// but printable ASCII without `\` and `:`.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard (1...Self.maximumLength).contains(bytes.count),
      bytes.allSatisfy({ (0x20...0x7E).contains($0) && $0 != 0x5C && $0 != 0x3A })
    else { return nil }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else { return nil }
    self.text = text
    guard ustarParts != nil else { return nil }
  }

  private init(known text: String) { self.text = text }

  /// The path.
  public var description: String { text }

  /// What the archive holds and what it is about; the first entry.
  public static let manifest = EntryName(known: "manifest.json")
  /// The digest of the manifest, as `sha256sum` writes it; the second entry.
  public static let seal = EntryName(known: "manifest.sha256")
  /// The signature of the manifest; the third entry of a signed bundle.
  public static let signature = EntryName(known: "manifest.sig")

  /// Whether it speaks about the other entries; such ones are not listed in the manifest.
  public var isAboutOthers: Bool { rank < 3 }

  /// Whoever reads the archive from its beginning knows what to expect before it comes.
  private var rank: Int {
    switch self {
    case .manifest: 0
    case .seal: 1
    case .signature: 2
    default: 3
    }
  }

  /// The path as a ustar header holds it: what does not fit its name stands before it.
  var ustarParts: (prefix: String, name: String)? {
    if text.utf8.count <= 100 { return ("", text) }
    for index in text.indices where text[index] == "/" {
      let name = text[text.index(after: index)...]
      let prefix = text[..<index]
      if name.utf8.count <= 100 {
        return prefix.utf8.count <= 155 ? (String(prefix), String(name)) : nil
      }
    }
    return nil
  }
}

extension EntryName: Comparable {
  /// The order of entries: those about others first, then by bytes.
  public static func < (left: EntryName, right: EntryName) -> Bool {
    guard left.rank == right.rank else { return left.rank < right.rank }
    return left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
