import SynchroHTTP
import SynchroJSON

/// The parameters of a request to an OAuth endpoint. RFC 6749, section 3.2: one without a value
/// counts as left out, one that nobody knows is ignored, and none may stand twice.
struct OAuthParameters: Sendable {
  private var values: [String: String] = [:]

  /// Reads the form that was sent.
  init(_ call: CDSCall) throws(CDSProblem) {
    // Pushed authorization requests come here, too, and have faults of their own.
    let quirks = call.answer == .pushedRequest ? [] : call.quirks
    let form = try quirks.contains(.jsonTokenRequests) ? Self.json(call) : call.form()
    for field in form.fields where !field.value.isEmpty {
      if let first = values[field.name] {
        guard quirks.contains(.repeatedParametersUnite) else {
          throw .oauth("invalid_request", "the parameter '\(field.name)' stands twice")
        }
        values[field.name] = first + " " + field.value
      } else {
        values[field.name] = field.value
      }
    }
    if quirks.contains(.emptyScopeRefused), form["scope"] == "" {
      throw .oauth("invalid_scope", "the scope is empty")
    }
    if quirks.contains(.unknownParametersRefused) {
      for name in values.keys.sorted() where !Self.known.contains(name) {
        throw .oauth("invalid_request", "the parameter '\(name)' is not known")
      }
    }
  }

  /// The value of a parameter; nil when it was left out.
  subscript(name: String) -> String? { values[name] }

  /// The value of a parameter that must be there.
  func required(_ name: String) throws(CDSProblem) -> String {
    guard let value = values[name] else {
      throw .oauth("invalid_request", "the parameter '\(name)' is missing")
    }
    return value
  }

  private static let known: Set<String> = [
    "grant_type", "scope", "authorization_details", "code", "redirect_uri", "code_verifier",
    "refresh_token", "client_id", "client_secret", "token", "token_type_hint",
  ]

  /// What a server reads that has not understood that requests are forms.
  private static func json(_ call: CDSCall) throws(CDSProblem) -> HTTPForm {
    guard case .object(let fields) = try call.jsonObject() else { return HTTPForm() }
    return HTTPForm(
      fields.compactMap { field in
        guard case .string(let text) = field.value else { return nil }
        return HTTPForm.Field(field.key, text)
      })
  }
}
