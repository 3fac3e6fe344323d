import SynchroJSON
import SynchroText
import SynchroVerdict

/// Findings of a schema as differences: what was expected, what was received, and where.
struct SchemaWords {
  let found: FoundValue
  /// Whether the value still stands in the text that it came with, so that lines and pointers are
  /// those of the answer.
  let hasOwnText: Bool

  /// What stands before pointers: nothing when they are those of the answer already.
  var prefix: String { hasOwnText ? "" : found.location ?? "" }

  func mismatch(_ finding: SchemaFinding) -> Mismatch {
    let (expected, received) = words(finding)
    let pointer = finding.missingName.map { finding.instance.appending($0) } ?? finding.instance
    return Mismatch(
      expected: VisibleText.excerpt(expected, limit: 400),
      received: VisibleText.excerpt(received, limit: 400),
      location: VisibleText.excerpt(prefix + pointer.description), exchange: found.exchange,
      place: found.standsInAnswer ? finding.place.description : nil)
  }

  private func words(_ finding: SchemaFinding) -> (expected: String, received: String) {
    switch finding.fault {
    case .wrongType(let kinds, let received): (Self.either(kinds), received)
    case .notListed(let values, let received):
      ("one of " + values.joined(separator: ", "), received)
    case .notConstant(let value, let received): (value, received)
    case .notMultiple(let divisor, let received): ("a multiple of \(divisor)", received)
    case .belowMinimum(let bound, let isExclusive, let received):
      ("\(isExclusive ? "more than" : "at least") \(bound)", received)
    case .aboveMaximum(let bound, let isExclusive, let received):
      ("\(isExclusive ? "less than" : "at most") \(bound)", received)
    case .tooShort(let minimum, let count):
      ("at least \(ValueText.count(minimum, "character"))", "\(count)")
    case .tooLong(let maximum, let count):
      ("at most \(ValueText.count(maximum, "character"))", "\(count)")
    case .patternMismatch(let pattern, let received): ("text that matches /\(pattern)/", received)
    case .formatMismatch(let format, let fault, let received):
      (TypeWords.article(format.name), "\(received): \(fault)")
    case .customFormatMismatch(let format, let fault, let received):
      (TypeWords.name(ofFormat: format), "\(received): \(fault)")
    case .tooFewItems(let minimum, let count):
      ("at least \(ValueText.count(minimum, "element"))", "\(count)")
    case .tooManyItems(let maximum, let count):
      ("at most \(ValueText.count(maximum, "element"))", "\(count)")
    case .duplicateItems(let first, let again):
      ("different elements", "equal ones at \(first) and \(again)")
    case .tooFewMatches(let minimum, let count):
      ("at least \(ValueText.count(minimum, "element")) of the required kind", "\(count)")
    case .tooManyMatches(let maximum, let count):
      ("at most \(ValueText.count(maximum, "element")) of the counted kind", "\(count)")
    case .unexpectedItem(let index): ("no element at \(index)", "one")
    case .tooFewMembers(let minimum, let count):
      ("at least \(ValueText.count(minimum, "member"))", "\(count)")
    case .tooManyMembers(let maximum, let count):
      ("at most \(ValueText.count(maximum, "member"))", "\(count)")
    case .missingMember(let name, let near):
      ("a member '\(name)'", "none" + (near.map { "; there is one named '\($0)'" } ?? ""))
    case .missingDependent(let name, let cause): ("a member '\(name)' beside '\(cause)'", "none")
    case .unexpectedMember(let name, let near):
      ("no member '\(name)'", "one" + (near.map { "; did they mean '\($0)'?" } ?? ""))
    case .nothingAllowed: ("no value here", "one")
    case .noBranch(let count): (Self.alternatives(finding, count), "one that fits none of them")
    case .severalBranches(let indices):
      ("a value that fits one alternative", "one that fits \(indices.count)")
    case .matchesForbidden: ("a value that does not fit a forbidden form", "one that does")
    case .endlessRecursion, .tooDeep, .tooManySteps, .patternTooCostly, .omitted:
      ("a value that can be judged", finding.reason)
    }
  }

  private static func alternatives(_ finding: SchemaFinding, _ count: Int) -> String {
    let reasons = finding.branches.prefix(3).compactMap { branch in
      branch.findings.first.map { first in
        let place = first.instance == finding.instance ? "" : " at \(first.instance)"
        return "\(first.reason)\(place)"
      }
    }
    let why = reasons.isEmpty ? "" : " (" + reasons.joined(separator: "; ") + ")"
    return "one of \(count) alternatives\(why)"
  }

  private static func either(_ names: [String]) -> String {
    let words = names.map { $0 == "null" ? $0 : TypeWords.article($0) }
    guard let last = words.last, words.count > 1 else { return words.first ?? "nothing" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
