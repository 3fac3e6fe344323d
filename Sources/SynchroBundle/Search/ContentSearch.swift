import SynchroDigest

/// Looks for secrets in one content: as it stands, with the entities of markup undone, and in what
/// is compressed inside it.
final class ContentSearch {
  /// So many contents may be compressed inside one another.
  private static let depthLimit = 3

  private let findings: SearchFindings
  private let layers: [SearchLayer]
  private let place: Place
  private var search: RedactionSearch
  private var markup: MarkupSearch
  private let members: MemberSearch?
  /// How much was read, and which line follows.
  private var position = 0
  private var line = 1

  /// How a place in the content is told.
  private enum Place {
    /// By its line, behind some words.
    case line(after: String)
    /// By the place at which the whole content stands in something else.
    case inside(String)
    /// As the findings say at the moment.
    case asFoundNow
  }

  /// A search of a text whose places are told by their lines, and by what it is called if anything.
  convenience init(ofLines findings: SearchFindings, called name: String? = nil) {
    let words = name.map { "\($0), " } ?? ""
    self.init(findings, [], .line(after: words), depth: 0, holdsMembers: true)
  }

  /// A search of text that no compressed content can stand in as it is, and whose owner keeps the
  /// place up to date.
  convenience init(ofText findings: SearchFindings) {
    self.init(findings, [], .asFoundNow, depth: 0, holdsMembers: false)
  }

  /// A search of what stands at a place of something else, wrapped in layers.
  convenience init(
    _ findings: SearchFindings, _ layers: [SearchLayer], place: String, depth: Int
  ) {
    self.init(findings, layers, .inside(place), depth: depth, holdsMembers: true)
  }

  private init(
    _ findings: SearchFindings, _ layers: [SearchLayer], _ place: Place, depth: Int,
    holdsMembers: Bool
  ) {
    self.findings = findings
    self.layers = layers
    self.place = place
    search = findings.search
    markup = MarkupSearch(findings.search)
    members =
      holdsMembers
      ? MemberSearch(findings, layers, depth: depth, isDeepest: depth >= Self.depthLimit) : nil
  }

  func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    let hits = search.read(bytes)
    if !hits.isEmpty { note(hits, in: layers, bytes) }
    let marked = markup.read(bytes)
    if !marked.isEmpty { note(marked) }
    members?.read(bytes, at: present)
    position += bytes.count
    if case .line = place { line += Self.newlines(in: bytes[...]) }
  }

  func read(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { read($0) } }

  func finish() {
    findings.note(search.finish(), in: layers, at: present)
    note(markup.finish())
    members?.finish()
  }

  private var present: String {
    switch place {
    case .line(let words): "\(words)line \(line)"
    case .inside(let place): place
    case .asFoundNow: findings.place
    }
  }

  private func note(
    _ hits: [RedactionHit], in layers: [SearchLayer], _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    guard case .line(let words) = place else { return findings.note(hits, in: layers, at: present) }
    for hit in hits {
      // One that began in an earlier piece is said to be where this piece begins.
      let count = min(max(hit.range.lowerBound - position, 0), bytes.count)
      findings.note(
        [hit], in: layers, at: "\(words)line \(line + Self.newlines(in: bytes[..<count]))")
    }
  }

  private func note(_ found: [MarkupSearch.Found]) {
    for one in found {
      var place = present
      if case .line(let words) = self.place { place = "\(words)line \(line + one.lines)" }
      findings.note([one.hit], in: layers + [.markup], at: place)
    }
  }

  private static func newlines(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    bytes.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
  }
}
