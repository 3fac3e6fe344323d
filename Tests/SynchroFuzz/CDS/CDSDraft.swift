import SynchroHTTP
import SynchroJSON

/// A request in parts that can be damaged one by one.
struct CDSDraft {
  /// What is sent behind the head.
  enum Content {
    case none
    case form([HTTPForm.Field])
    case json(JSONValue)
    /// Bytes that say themselves what they are.
    case bytes([UInt8])
  }

  var method: HTTPMethod
  var path: String
  var query: [HTTPForm.Field] = []
  var fields: [(name: String, value: String)] = []
  var content = Content.none

  init(
    _ method: HTTPMethod, _ target: String, query: [HTTPForm.Field] = [],
    authorization: String? = nil, _ content: Content = .none
  ) {
    self.method = method
    // A link out of an answer may bring a query of its own.
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = parts.first.map(String.init) ?? ""
    self.query = query
    if parts.count == 2, let given = HTTPForm(decoding: String(parts[1])) {
      self.query = given.fields + query
    }
    if let authorization { fields.append(("Authorization", authorization)) }
    switch content {
    case .form: fields.append(("Content-Type", "application/x-www-form-urlencoded"))
    case .json: fields.append(("Content-Type", "application/json"))
    case .none, .bytes: break
    }
    self.content = content
  }

  /// The request as a server's codec would let it through: whatever was done to the parts, no line
  /// ends before its time.
  var request: HTTPRequest {
    var target = visible(path.hasPrefix("/") ? path : "/" + path)
    if !query.isEmpty { target += "?" + HTTPForm(query).encoded }
    var head = HTTPRequestHead(method, target)
    for field in fields {
      let value = field.value.utf8.filter { $0 == 9 || ($0 >= 0x20 && $0 != 0x7F) }
      head.fields.append(name: field.name.utf8, value: trimmed(value))
    }
    return HTTPRequest(head, body: body)
  }

  private var body: [UInt8] {
    switch content {
    case .none: []
    case .form(let fields): Array(HTTPForm(fields).encoded.utf8)
    case .json(let value): Array(JSONPrinter.compact(value).utf8)
    case .bytes(let bytes): bytes
    }
  }

  /// RFC 9110, section 5.5: white space around a value is no part of it.
  private func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    var bytes = bytes[...]
    while let last = bytes.last, last == 9 || last == 0x20 { bytes.removeLast() }
    return bytes.drop { $0 == 9 || $0 == 0x20 }
  }

  /// What a request target may not hold as it is, percent-encoded.
  private func visible(_ path: String) -> String {
    var text = ""
    for byte in path.utf8 {
      let isPlain = (0x21...0x7E).contains(byte) && !"\"#<>?[\\]^`{|}".utf8.contains(byte)
      if isPlain {
        text.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return text
  }
}
