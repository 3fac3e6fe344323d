/// The data elements of a payload as their cell lists them.
enum AttributeList {
  /// The elements; a comma in brackets divides nothing, and a last one without anything is a slip.
  static func parse(_ raw: String) -> [String] {
    let text = CellText(raw)
    let whole = 0..<text.scalars.count
    return text.members(of: whole).map { text.words(of: $0) }
      .map { $0.last == "," ? String($0.dropLast()) : $0 }.filter { !$0.isEmpty }
  }
}
