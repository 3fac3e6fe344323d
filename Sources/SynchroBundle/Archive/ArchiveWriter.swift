/// Writes an archive piece by piece. The same entries give the same bytes, whenever and wherever.
public struct ArchiveWriter {
  private var last: EntryName?
  /// What the present entry still needs.
  private var missing = 0
  private var padding = 0

  /// A writer at the start of an archive.
  public init() {}

  /// The largest entry.
  public static let maximumSize = ArchiveHeader.maximumSize

  /// Begins an entry behind those before it; answers what to write. Names must ascend.
  public mutating func begin(_ name: EntryName, size: Int) -> [UInt8] {
    precondition(missing == 0, "the entry before is complete")
    precondition(last.map { $0 < name } ?? true, "entries are in order")
    last = name
    missing = size
    let before = padding
    padding = ArchiveHeader.padding(of: size)
    return [UInt8](repeating: 0, count: before) + ArchiveHeader(name, size: size).block
  }

  /// Counts content that the caller writes itself.
  public mutating func pass(_ count: Int) {
    precondition(count <= missing, "an entry has the size that was announced")
    missing -= count
  }

  /// Ends the archive; answers what to write.
  public mutating func finish() -> [UInt8] {
    precondition(missing == 0, "the last entry is complete")
    defer { padding = 0 }
    return [UInt8](repeating: 0, count: padding + 2 * ArchiveHeader.blockSize)
  }

  /// A whole archive of entries that are at hand, in any order; no name may stand twice.
  public static func archive(_ entries: [(name: EntryName, bytes: [UInt8])]) -> [UInt8] {
    var writer = ArchiveWriter()
    var archive: [UInt8] = []
    for (name, bytes) in entries.sorted(by: { $0.name < $1.name }) {
      archive += writer.begin(name, size: bytes.count)
      archive += bytes
      writer.pass(bytes.count)
    }
    return archive + writer.finish()
  }
}
