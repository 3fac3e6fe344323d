/// The values of a `scope` parameter, each once, in the order in which they were sent. RFC 6749,
/// section 3.3.
struct RequestedScopes: Sendable {
  let values: [String]

  /// Reads the parameter; values are separated by single spaces and made of printable ASCII.
  init(_ text: String) throws(CDSProblem) {
    var seen: Set<String> = []
    var values: [String] = []
    for value in text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
      guard !value.isEmpty, value.utf8.allSatisfy(Self.isAllowed) else {
        throw .oauth("invalid_scope", "the scope must be a list of words between single spaces")
      }
      if seen.insert(value).inserted { values.append(value) }
    }
    self.values = values
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }
}
