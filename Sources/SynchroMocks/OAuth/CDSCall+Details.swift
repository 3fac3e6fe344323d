import SynchroJSON
import SynchroText

extension CDSCall {
  /// The entries of the parameter `authorization_details`; none when it was left out. RFC 9396,
  /// section 2: a JSON array of objects, each with a `type`.
  func authorizationDetails(_ text: String?) throws(CDSProblem) -> [JSONValue] {
    guard let text else { return [] }
    let document: JSONDocument
    do {
      document = try JSONDocument(
        parsing: SourceText(name: "authorization_details", bytes: Array(text.utf8)),
        limits: Self.requestLimits)
    } catch {
      throw Self.invalidDetails("are no JSON: \(error.diagnostic.message)")
    }
    guard document.duplicateKeys.isEmpty else {
      throw Self.invalidDetails("have a name twice in one object")
    }
    guard case .array(let entries) = document.root.value else {
      throw Self.invalidDetails("must be a JSON array")
    }
    for entry in entries {
      guard case .string? = entry["type"] else {
        throw Self.invalidDetails("must be objects with a type, which is a string")
      }
    }
    if let sentence = CDSWorld.excess(of: entries) { throw CDSWorld.wrongDetails(sentence) }
    return entries
  }

  /// RFC 9396, section 5.
  static func invalidDetails(_ predicate: String) -> CDSProblem {
    .oauth("invalid_authorization_details", "the authorization_details \(predicate)")
  }
}

extension JSONValue {
  /// The type of an entry of authorization details; empty when it has none.
  var detailType: String {
    if case .string(let type)? = self["type"] { type } else { "" }
  }
}
