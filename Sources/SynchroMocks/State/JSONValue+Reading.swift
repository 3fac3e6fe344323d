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

  /// The elements of an array of strings; nil when it is something else.
  var textValues: [String]? {
    guard let elements = arrayValue else { return nil }
    let texts = elements.compactMap(\.textValue)
    return texts.count == elements.count ? texts : nil
  }
}
