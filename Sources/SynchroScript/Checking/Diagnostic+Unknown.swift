import SynchroText

extension Diagnostic {
  /// The finding about a name that nothing has, with the nearest that something has.
  static func unknown(
    _ code: String, _ kind: String, _ name: Ranged<String>, among known: some Sequence<String>,
    orElse advice: String
  ) -> Diagnostic {
    let near = NearestName.find(name.value, among: known)
    return Diagnostic(
      code: code, "unknown \(kind) '\(name.value)'",
      at: .init(name.range, near.map { "did you mean '\($0)'?" } ?? ""),
      help: near == nil ? [Self.listing(known), advice].compactMap { $0 } : [])
  }

  /// The known names, when they are few enough to read.
  private static func listing(_ known: some Sequence<String>) -> String? {
    let names = Set(known).sorted()
    guard !names.isEmpty, names.count <= 12 else { return nil }
    return "known: " + names.joined(separator: ", ")
  }
}
