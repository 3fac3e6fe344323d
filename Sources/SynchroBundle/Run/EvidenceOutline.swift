import SynchroText
import SynchroVerdict

/// What a file of evidence says of itself as a whole, found out line by line without keeping any.
public struct EvidenceOutline {
  /// What it says.
  public struct Facts: Sendable, Equatable {
    /// The run's id; nil when the first line does not tell.
    public let run: String?
    /// How many exchanges it holds.
    public let exchangeCount: Int
    /// Why it is not all of a run; nil when it is.
    public let remark: String?
  }

  /// A first or a last line of more bytes is none.
  private static let lineLimit = 64 << 10

  private var first: [UInt8]?
  private var last: [UInt8] = []
  /// The line that is being read, its beginning alone when it is long.
  private var line: [UInt8] = []
  private var lineLength = 0
  private var exchangeCount = 0

  /// An outline of nothing yet.
  public init() {}

  /// Looks at the next bytes.
  public mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n"))
      let stretch = rest[..<(end ?? rest.endIndex)]
      line += stretch.prefix(Self.lineLimit - line.count)
      lineLength += stretch.count
      guard let end else { return }
      endLine()
      rest = rest[(end + 1)...]
    }
  }

  private mutating func endLine() {
    if line.starts(with: EvidenceMark.exchange) { exchangeCount += 1 }
    // The beginning of a long line is no line.
    last = lineLength > Self.lineLimit ? [] : line
    if first == nil { first = last }
    line.removeAll(keepingCapacity: true)
    lineLength = 0
  }

  /// What the file says, now that all of it was read.
  public func facts() -> Facts {
    var ends = first ?? []
    if !ends.isEmpty { ends.append(UInt8(ascii: "\n")) }
    if !last.isEmpty, last != first { ends += last + [UInt8(ascii: "\n")] }
    ends += line
    do {
      let file = try EvidenceFile(reading: SourceText(name: "evidence", bytes: ends))
      let remark =
        lineLength > 0 ? EvidenceFile.remark(ofLineTornAfter: lineLength) : file.remark
      return Facts(run: file.run, exchangeCount: exchangeCount, remark: remark)
    } catch {
      return Facts(run: nil, exchangeCount: exchangeCount, remark: error.message)
    }
  }
}
