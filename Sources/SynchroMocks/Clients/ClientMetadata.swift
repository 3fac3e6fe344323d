import SynchroHTTP
import SynchroJSON

/// What clients say about themselves, read strictly. RFC 7591, section 2.
///
/// `null` counts as left out. What the server decides itself and what it does not know is left
/// aside.
struct ClientMetadata: Sendable {
  static let pageNames = ["client_uri", "logo_uri", "tos_uri", "policy_uri"]
  private static let nameLimit = 1_000
  private static let urlLimit = 2_000
  private static let contactLimit = 100
  private static let keysLimit = 20_000

  var name: String?
  var contacts: [String] = []
  /// `client_uri`, `logo_uri`, `tos_uri`, `policy_uri`.
  var pages: [String: String] = [:]
  /// The key set and the software, as they were written.
  var more: [JSONField] = []

  init(reading object: JSONValue, _ call: CDSCall) throws(CDSProblem) {
    let reader = MetadataReader(object)
    if !call.has(.metadataUnchecked) { try reader.check() }
    name = object["client_name"]?.textValue
    contacts = object["contacts"]?.textValues ?? []
    for page in Self.pageNames {
      if let url = object[page]?.textValue { pages[page] = url }
    }
    for member in ["jwks_uri", "jwks", "software_id", "software_version"] {
      if let value = object[member], value != .null { more.append(JSONField(member, value)) }
    }
  }

  /// Looks at each member in turn.
  private struct MetadataReader {
    let object: JSONValue

    init(_ object: JSONValue) { self.object = object }

    func check() throws(CDSProblem) {
      if let name = try string("client_name", limit: nameLimit), name.isEmpty {
        throw CDSProblem.metadata("client_name", "must not be empty; leave it out instead")
      }
      for page in pageNames { try webPage(page) }
      try webPage("jwks_uri")
      try contacts()
      _ = try string("software_id", limit: nameLimit)
      _ = try string("software_version", limit: nameLimit)
      try keys()
    }

    private func member(_ name: String) -> JSONValue? {
      guard let value = object[name], value != .null else { return nil }
      return value
    }

    private func string(_ name: String, limit: Int) throws(CDSProblem) -> String? {
      guard let value = member(name) else { return nil }
      guard case .string(let text) = value else { throw .metadata(name, "must be a string") }
      guard text.unicodeScalars.count <= limit else {
        throw .metadata(name, "may have up to \(limit) characters")
      }
      return text
    }

    private func webPage(_ name: String) throws(CDSProblem) {
      guard let text = try string(name, limit: urlLimit) else { return }
      guard let uri = try? URI(text), ["https", "http"].contains(uri.scheme.lowercased()),
        uri.userinfo == nil
      else { throw .metadata(name, "must be the URL of a web page: 'https://…'") }
    }

    private func contacts() throws(CDSProblem) {
      guard let value = member("contacts") else { return }
      guard let contacts = value.textValues, !contacts.contains(where: \.isEmpty) else {
        throw .metadata("contacts", "must be an array of strings, such as mail addresses")
      }
      guard contacts.count <= contactLimit,
        contacts.allSatisfy({ $0.unicodeScalars.count <= 320 })
      else {
        throw .metadata(
          "contacts", "may have up to \(contactLimit) strings of up to 320 characters")
      }
    }

    /// RFC 7591, section 2: `jwks_uri` and `jwks` must not both be there.
    private func keys() throws(CDSProblem) {
      guard let keys = member("jwks") else { return }
      guard member("jwks_uri") == nil else {
        throw .metadata("jwks", "must not be there together with 'jwks_uri'")
      }
      guard case .array? = keys["keys"] else {
        throw .metadata("jwks", "must be a key set: an object with the array 'keys'")
      }
      guard JSONPrinter.compact(keys).utf8.count <= keysLimit else {
        throw .metadata("jwks", "may have up to \(keysLimit) bytes")
      }
    }
  }
}

extension CDSProblem {
  /// A refusal of client metadata. RFC 7591, section 3.2.2.
  static func metadata(_ name: String, _ predicate: String) -> CDSProblem {
    .oauth("invalid_client_metadata", "'\(name)' \(predicate)")
  }
}
