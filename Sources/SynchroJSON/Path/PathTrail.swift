/// How the values of one evaluation were reached: each entry points to the one it was reached from,
/// so that a path costs nothing until somebody asks for it.
final class PathTrail: Sendable {
  /// A place in the trail.
  typealias Link = Int32

  struct Entry {
    let parent: Link
    /// The value's index on the tape; a member's key stands before it.
    let node: UInt32
    /// Its index in an array, or `isMember`.
    let index: UInt32

    static let isMember = UInt32.max
  }

  /// The root, from which every way begins.
  static let root: Link = -1

  private let document: JSONDocument
  private let entries: [Entry]

  init(document: JSONDocument, entries: [Entry]) {
    self.document = document
    self.entries = entries
  }

  func path(to link: Link) -> NormalizedPath {
    var steps: [NormalizedPath.Step] = []
    var link = link
    while link != Self.root {
      let entry = entries[Int(link)]
      if entry.index == Entry.isMember {
        let key = JSONNode(document: document, id: Int(entry.node) - 1)
        steps.append(.name(key.string ?? ""))
      } else {
        steps.append(.index(Int(entry.index)))
      }
      link = entry.parent
    }
    return NormalizedPath(steps.reversed())
  }
}
