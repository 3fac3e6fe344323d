import SynchroDigest

/// What became of one clause between an edition and another text of the document.
public enum ClauseChange: Sendable, Equatable {
  /// Its text is another one.
  case changed(clause: String, title: String)
  /// It is new.
  case added(clause: String, title: String)
  /// It is gone.
  case removed(clause: String, title: String)
  /// Its text is the same under another number.
  case moved(from: String, to: String, title: String)

  /// The clause by the number that the edition knows, or its new one when it had none.
  public var clause: String {
    switch self {
    case .changed(let clause, _), .added(let clause, _), .removed(let clause, _): clause
    case .moved(let clause, _, _): clause
    }
  }

  /// One word for it.
  public var word: String {
    switch self {
    case .changed: "changed"
    case .added: "added"
    case .removed: "removed"
    case .moved: "moved"
    }
  }

  /// The heading.
  public var title: String {
    switch self {
    case .changed(_, let title), .added(_, let title), .removed(_, let title): title
    case .moved(_, _, let title): title
    }
  }
}

extension Edition {
  /// What changed in a document since the edition, in the order of its clauses; nil when the
  /// edition has no fingerprints of it.
  public func changes(of document: String, in text: SpecificationText) -> [ClauseChange]? {
    guard let old = fingerprints[document] else { return nil }
    let new = text.clauses.map(\.fingerprint)
    let before = Dictionary(old.map { ($0.clause, $0) }) { first, _ in first }
    let after = Dictionary(new.map { ($0.clause, $0) }) { first, _ in first }
    var arrivals: [String: ClauseFingerprint] = [:]
    for print in new where before[print.clause] == nil { arrivals[print.digest.hex] = print }
    var changes: [ClauseChange] = []
    var moved: Set<String> = []
    for print in old {
      if let now = after[print.clause] {
        if now.digest != print.digest {
          changes.append(.changed(clause: print.clause, title: now.title))
        }
      } else if let target = arrivals[print.digest.hex], moved.insert(target.clause).inserted {
        changes.append(.moved(from: print.clause, to: target.clause, title: print.title))
      } else {
        changes.append(.removed(clause: print.clause, title: print.title))
      }
    }
    for print in new where before[print.clause] == nil && !moved.contains(print.clause) {
      changes.append(.added(clause: print.clause, title: print.title))
    }
    return changes.sorted { ClauseNumber.precedes($0.clause, $1.clause) }
  }

  /// The record of fingerprints that an edition file holds for a document.
  public static func fingerprintRecord(
    edition: String, document: String, of text: SpecificationText
  ) -> String {
    var record = "fingerprints \(edition) \(document)\n"
    for clause in text.clauses {
      record += "  \(clause.number): \(clause.digest.hex) \(clause.title)\n"
    }
    return record
  }
}
