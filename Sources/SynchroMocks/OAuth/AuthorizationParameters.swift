import SynchroHTTP

/// The parameters of an authorization request as they came, in a form that can be kept.
struct AuthorizationParameters: Sendable, Codable {
  /// The most bytes that names and values may have together: requests are kept until somebody has
  /// answered them.
  static let limit = 16_384

  private struct Parameter: Sendable, Codable {
    let name: String
    let value: String
  }

  private var parameters: [Parameter]

  init(_ form: HTTPForm) {
    parameters = form.fields.map { Parameter(name: $0.name, value: $0.value) }
  }

  /// The same without those of some names.
  func without(_ names: Set<String>) -> AuthorizationParameters {
    var rest = self
    rest.parameters.removeAll { names.contains($0.name) }
    return rest
  }

  var byteCount: Int {
    parameters.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 2 }
  }

  /// The values of a parameter that are not empty. RFC 6749, section 3.1: one without a value is
  /// treated as if it had been left out.
  func values(_ name: String) -> [String] {
    parameters.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
  }

  /// The value of a parameter that was given once.
  subscript(name: String) -> String? {
    let values = values(name)
    return values.count == 1 ? values[0] : nil
  }

  /// Whether a parameter is there without a value.
  func hasEmpty(_ name: String) -> Bool {
    parameters.contains { $0.name == name && $0.value.isEmpty }
  }

  /// A parameter of the request that stands there more than once, but for those of that name.
  func repeated(except permitted: String) -> String? {
    var seen: Set<String> = []
    return parameters.first { parameter in
      !parameter.value.isEmpty && parameter.name != permitted
        && !seen.insert(parameter.name).inserted
    }?.name
  }
}
