import SynchroHTTP
import SynchroJSON
import SynchroText

extension CDSWorld {
  /// The parameter `authorization_details` of an authorization request. RFC 9396, sections 2 and 5.
  func requestedDetails(
    _ text: String, for client: ClientObject
  ) throws(CDSProblem) -> [JSONValue] {
    let document: JSONDocument
    do {
      document = try JSONDocument(
        parsing: SourceText(name: "authorization_details", bytes: Array(text.utf8)))
    } catch {
      throw .oauth("invalid_authorization_details", "the authorization_details are no JSON")
    }
    guard case .array(let elements) = document.root.value else {
      throw .oauth("invalid_authorization_details", "the authorization_details must be an array")
    }
    for element in elements {
      guard case .string(let type)? = element["type"], client.detailsTypes.contains(type) else {
        throw .oauth(
          "invalid_authorization_details", "the authorization_details have an unknown type")
      }
    }
    return elements
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
