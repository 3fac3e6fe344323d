import SynchroText

/// The values that every suite has: `target`, `secret`, `run`, `random` and `now`.
enum BuiltInNames {
  static let all = ["target", "secret", "run", "random", "now"]

  /// What is wrong with a reference to one of them; nil when it is none of them or right.
  static func finding(
    about reference: Reference, _ vocabulary: SuiteVocabulary
  ) -> Diagnostic? {
    switch reference.name.value {
    case "target":
      return key(of: reference, among: vocabulary.targetKeys) { name in
        "declare it in the target file, and as a target key of the family: \(name)"
      }
    case "secret":
      return key(of: reference, among: nil) { _ in "" }
    case "run":
      return key(of: reference, among: ["id"]) { _ in "a run has an id only" }
    case "random":
      return key(of: reference, among: ["hex", "uuid"]) { _ in "random values have two forms" }
    case "now":
      guard !reference.path.isEmpty else { return nil }
      return Diagnostic(
        code: "unknown-key", "'now' is a date-time and has no members",
        at: .init(reference.range), help: ["write ${now}"])
    default: return nil
    }
  }

  private static func key(
    of reference: Reference, among known: Set<String>?, advice: (String) -> String
  ) -> Diagnostic? {
    let name = reference.name.value
    guard case .member(let key)? = reference.path.first else {
      return Diagnostic(
        code: "unknown-key", "'\(name)' is no value by itself", at: .init(reference.range),
        expected: known.map { keys in keys.sorted().map { "\(name).\($0)" }.joined(separator: ", ")
        }
          ?? "\(name).NAME", received: reference.spelling)
    }
    guard let known, !known.contains(key) else { return nil }
    return .unknown(
      "unknown-key", "built-in value",
      Ranged("\(name).\(key)", at: reference.range), among: known.map { "\(name).\($0)" },
      orElse: advice(key))
  }
}
