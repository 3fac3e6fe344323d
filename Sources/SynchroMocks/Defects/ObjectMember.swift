import SynchroJSON

/// A member of an object of the APIs, and the defects that it can have wherever the object is shown.
struct ObjectMember: Sendable {
  /// A value of another type, and what it is.
  struct Wrong: Sendable {
    let value: JSONValue
    let words: String

    init(_ value: JSONValue, _ words: String) {
      self.value = value
      self.words = words
    }
  }

  let name: String
  let wrong: Wrong
  /// The row that its absence breaks, where it is not that of the field.
  let missing: String?

  init(_ name: String, _ wrong: Wrong, missing: String? = nil) {
    self.name = name
    self.wrong = wrong
    self.missing = missing
  }

  /// The member missing and mistyped.
  func defects(
    _ kind: CDSObjectKind, prefix: String, of objects: String, _ section: String
  ) -> [CDSDefect] {
    let slug = name.replacing("_", with: "-")
    let field = "\(section)/field-\(slug)"
    let answers: Set<CDSAnswer> =
      kind == .credential ? [.credentialList, .credential] : [.fileList, .file]
    return [
      CDSDefect(
        id: "\(prefix)-\(slug)-missing", "leaves \(name) out of \(objects)",
        rows: [missing.map { "\(section)/\($0)" } ?? field], in: answers,
        [.objects(kind, [DocumentEdit("/\(name)", .remove)])]),
      CDSDefect(
        id: "\(prefix)-\(slug)-mistyped", "sends \(name) of \(objects) as \(wrong.words)",
        rows: [field], in: answers,
        [.objects(kind, [DocumentEdit("/\(name)", .replace(wrong.value))])]),
    ]
  }
}

extension CDSDefect {
  /// A defect with requirements that are worked out.
  init(
    id: String, _ words: String, rows: [String], in answers: Set<CDSAnswer>, _ effects: [Effect]
  ) {
    self.id = id
    self.words = words
    requirements = rows
    self.answers = answers
    self.effects = effects
  }
}
