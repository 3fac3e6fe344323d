import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroText
import SynchroVerdict

/// Secrets that answers hold by the names that OAuth gives them, so that no report shows one that a
/// suite has never spoken of.
enum AnsweredSecrets {
  private static let names: Set<String> = [
    "client_secret", "access_token", "refresh_token", "registration_access_token", "id_token",
  ]
  private static let marks = ["_secret\"", "_token\""]

  /// The texts of all members with such a name, with the name of each.
  static func find(in response: Observation.Response) -> [(name: String, text: String)] {
    // Most answers hold none, and are not walked through.
    guard marks.contains(where: { ByteSearch.first($0, in: response.body.bytes) != nil }),
      case .json(let document) = response.body.reading
    else { return [] }
    var found: [(name: String, text: String)] = []
    var open = [document.root]
    while let node = open.popLast() {
      switch node.kind {
      case .object:
        for member in node.members {
          if names.contains(member.key), let text = member.value.string {
            found.append((member.key, text))
          } else {
            open.append(member.value)
          }
        }
      case .array: open += node.elements
      default: break
      }
    }
    return found
  }

  /// What a redirect hands to a client for it to open doors with: an authorization code, or tokens in
  /// the fragment.
  ///
  /// A suite that follows two people's visits keeps the first code only when the second visit is
  /// over, and by then the redirect has been written. RFC 6749, section 10.10, makes codes hard to
  /// guess, so what is short or without digits is a word and no code.
  static func find(inLocation location: String) -> [(name: String, text: String)] {
    let parts = location.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let query = parts[0].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var found: [(name: String, text: String)] = []
    for part in query.dropFirst() + parts.dropFirst() {
      guard let form = HTTPForm(decoding: String(part)), form["error"] == nil else { continue }
      for name in ["code", "access_token", "refresh_token", "id_token"] {
        guard let text = form[name], text.utf8.count >= 16, text.contains(where: \.isNumber) else {
          continue
        }
        found.append((name, text))
      }
    }
    return found
  }

  /// The access token of an answer and how many seconds it is good for, when it says so.
  static func lifetime(in response: Observation.Response) -> (token: String, seconds: Int)? {
    guard (200..<300).contains(response.status),
      ByteSearch.first(marks[1], in: response.body.bytes) != nil,
      case .json(let document) = response.body.reading,
      let token = document.root["access_token"]?.string,
      case .number(let number)? = document.root["expires_in"]?.value,
      let seconds = Int(number.lexeme), seconds > 0
    else { return nil }
    return (token, seconds)
  }
}
