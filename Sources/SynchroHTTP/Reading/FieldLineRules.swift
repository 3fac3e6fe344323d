/// Which field lines may not stand together, RFC 9110, section 5.3: "a sender MUST NOT generate
/// multiple field lines with the same name", save those of lists. Those for framing and Host have
/// their own findings.
enum FieldLineRules {
  static func check(
    _ section: FieldSection, of window: UnsafeRawBufferPointer, base: Int, log: inout WireLog
  ) {
    let entries = section.entries
    for (index, entry) in entries.enumerated() where entry.known == .single {
      let isRepeated = entries[..<index].contains {
        $0.known == .single && isEqual($0.name, entry.name, of: window)
      }
      guard isRepeated else { continue }
      let name = FramingFields.excerpt(entry.name, of: window)
      log.deviation(.fieldRepeated(name), at: base + Int(entry.nameStart))
    }
  }

  private static func isEqual(
    _ left: Range<Int>, _ right: Range<Int>, of window: UnsafeRawBufferPointer
  ) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).allSatisfy {
      ByteClass.lowercased(window[$0]) == ByteClass.lowercased(window[$1])
    }
  }
}
