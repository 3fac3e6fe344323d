/// Reads an archive piece by piece and accepts nothing but what ``ArchiveWriter`` writes, to the
/// last byte. Its memory does not grow with the archive, and no number in it is believed before the
/// bytes have come.
public struct ArchiveReader {
  /// What was read.
  public enum Event: Equatable {
    /// An entry begins; its content stands at an offset of the file.
    case entry(EntryName, size: Int, start: Int)
    /// The next bytes of its content, as a range of the window.
    case content(Range<Int>)
    /// The entry is complete.
    case entryEnd
  }

  private enum State {
    case header
    case content(left: Int)
    case padding(left: Int)
    /// The second of the two blocks at the end.
    case secondEnd
    case end
  }

  private var state = State.header
  private var block: [UInt8] = []
  private var entry: EntryName?
  private var last: EntryName?
  /// How many bytes were read.
  public private(set) var offset = 0

  /// A reader at the start of an archive.
  public init() {}

  /// Reads all of the window and tells `take` what it holds.
  public mutating func read(
    _ window: UnsafeRawBufferPointer, _ take: (Event) -> Void
  ) throws(ArchiveFault) {
    var place = 0
    while place < window.count {
      switch state {
      case .header, .secondEnd:
        let count = min(ArchiveHeader.blockSize - block.count, window.count - place)
        block += window[place..<place + count]
        place += count
        offset += count
        if block.count == ArchiveHeader.blockSize { try endBlock(take) }
      case .content(let left):
        let count = min(left, window.count - place)
        take(.content(place..<place + count))
        place += count
        offset += count
        state = .content(left: left - count)
        if left == count { endContent(take) }
      case .padding(let left):
        guard window[place] == 0 else { throw fault(.padding, entry) }
        place += 1
        offset += 1
        state = left == 1 ? .header : .padding(left: left - 1)
      case .end: throw fault(.surplus, nil)
      }
    }
  }

  /// Says that nothing follows.
  public func finish() throws(ArchiveFault) {
    switch state {
    case .end: return
    // An archive that ends behind an entry has lost its end, and maybe more.
    case .header, .secondEnd: throw fault(.cut, nil)
    case .content, .padding: throw fault(.cut, entry)
    }
  }

  private func fault(
    _ problem: ArchiveFault.Problem, _ entry: EntryName?, at place: Int? = nil
  ) -> ArchiveFault {
    ArchiveFault(problem: problem, entry: entry, offset: place ?? offset)
  }

  private mutating func endBlock(_ take: (Event) -> Void) throws(ArchiveFault) {
    let start = offset - ArchiveHeader.blockSize
    let isEmpty = block.allSatisfy { $0 == 0 }
    if case .secondEnd = state {
      guard isEmpty else { throw fault(.end, nil, at: start) }
      state = .end
      return
    }
    defer { block.removeAll(keepingCapacity: true) }
    if isEmpty {
      state = .secondEnd
      return
    }
    let header: ArchiveHeader
    do {
      header = try ArchiveHeader(block)
    } catch {
      throw fault(.header(error.message), error.name, at: start)
    }
    if let last, !(last < header.name) { throw fault(.order(last), header.name, at: start) }
    last = header.name
    entry = header.name
    take(.entry(header.name, size: header.size, start: offset))
    state = .content(left: header.size)
    if header.size == 0 { endContent(take) }
  }

  private mutating func endContent(_ take: (Event) -> Void) {
    take(.entryEnd)
    // Content begins at a whole block, so the place says how much of the last one is left.
    let padding = ArchiveHeader.padding(of: offset)
    state = padding == 0 ? .header : .padding(left: padding)
  }
}

extension ArchiveReader {
  /// The entries of a whole archive that is at hand.
  public static func entries(
    of archive: [UInt8]
  ) throws(ArchiveFault) -> [(name: EntryName, bytes: [UInt8])] {
    var reader = ArchiveReader()
    var entries: [(name: EntryName, bytes: [UInt8])] = []
    let fault = archive.withUnsafeBytes { window -> ArchiveFault? in
      do throws(ArchiveFault) {
        try reader.read(window) { event in
          switch event {
          case .entry(let name, _, _): entries.append((name, []))
          case .content(let range): entries[entries.count - 1].bytes += window[range]
          case .entryEnd: break
          }
        }
        return nil
      } catch {
        return error
      }
    }
    if let fault { throw fault }
    try reader.finish()
    return entries
  }
}
