import SynchroHTTP
import SynchroJSON
import SynchroText

extension CDSWorld {
  /// The parameter `authorization_details` of an authorization request. RFC 9396, sections 2 and 5.
  func requestedDetails(
    _ text: String, for client: ClientObject, _ call: CDSCall
  ) throws(CDSProblem) -> [JSONValue] {
    try validDetails(try call.authorizationDetails(text), for: client, at: call.now)
  }
}

extension CDSProblem {
  /// What an OAuth error says, for where it is told in another way than as JSON.
  var oauthError: (code: String, sentence: String) {
    let document = try? JSONDocument(parsing: SourceText(name: "error", bytes: response.body))
    guard case .string(let code)? = document?.root.value["error"],
      case .string(let sentence)? = document?.root.value["error_description"]
    else { return ("server_error", "the request was refused") }
    return (code, sentence)
  }
}
