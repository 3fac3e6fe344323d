import SynchroJSON

extension JSONValue {
  /// The text of a string.
  var textValue: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The elements of an array.
  var arrayValue: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object.
  var memberFields: [JSONField]? {
    if case .object(let fields) = self { fields } else { nil }
  }
}
