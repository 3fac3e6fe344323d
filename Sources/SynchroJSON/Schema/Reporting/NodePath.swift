/// Finds the way from a document's root to entries of its tape.
///
/// No path is kept while values are evaluated; the few that a finding needs are looked up here.
enum NodePath {
  /// The path of one entry.
  static func pointer(to id: Int, in document: JSONDocument, from root: Int = 0) -> JSONPointer {
    pointers(to: [id], in: document, from: root)[id] ?? .root
  }

  /// The paths of many entries in one walk that enters only what holds one of them. A key's path is
  /// that of its member.
  static func pointers(
    to ids: some Sequence<Int>, in document: JSONDocument, from root: Int = 0
  ) -> [Int: JSONPointer] {
    let wanted = Set(ids).sorted()
    var found: [Int: JSONPointer] = [:]
    var stack: [(id: Int, pointer: JSONPointer)] = [(root, .root)]
    while let (id, pointer) = stack.popLast() {
      if contains(wanted, id..<id + 1) { found[id] = pointer }
      let node = JSONNode(document: document, id: id)
      let end = Int(node.entry.next)
      guard node.kind == .array || node.kind == .object, contains(wanted, id + 1..<end) else {
        continue
      }
      let isObject = node.kind == .object
      var index = 0
      var child = id + 1
      while child < end {
        let value = isObject ? child + 1 : child
        let next = Int(document.tape[value].next)
        if contains(wanted, child..<next) {
          let key = JSONNode(document: document, id: child)
          let path = isObject ? pointer.appending(key.string ?? "") : pointer.appending(index)
          if isObject, contains(wanted, child..<child + 1) { found[child] = path }
          stack.append((value, path))
        }
        child = next
        index += 1
      }
    }
    return found
  }

  /// Whether a sorted list holds a number of the range.
  private static func contains(_ sorted: [Int], _ range: Range<Int>) -> Bool {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < sorted.count && sorted[low] < range.upperBound
  }
}
