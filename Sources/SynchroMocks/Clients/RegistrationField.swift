import SynchroJSON

/// An entry of `cds_registration_fields`. CDS-WG1-02, section 3.5.
struct RegistrationField: Sendable {
  let id: String
  /// What has to be submitted with the registration; nil when it is a step that comes later.
  let value: RegistrationValue?

  init(_ id: String, _ description: JSONValue) {
    self.id = id
    guard description["type"]?.textValue == "registration_field",
      let name = description["field_name"]?.textValue,
      let format = description["format"]?.textValue.flatMap(RegistrationFormat.init(named:))
    else {
      value = nil
      return
    }
    var value = RegistrationValue(id: id, name: name, format: format)
    value.standard = description["default"]
    value.maxLength = Self.whole(description["max_length"]) ?? value.maxLength
    value.maxSize = Self.whole(description["max_size"]) ?? value.maxSize
    self.value = value
  }

  private static func whole(_ value: JSONValue?) -> Int? {
    guard case .number(let number)? = value else { return nil }
    return number.int
  }
}

/// A value that clients submit with their registration, and its limits.
struct RegistrationValue: Sendable {
  /// The identifier of the field.
  let id: String
  /// The name it is submitted under.
  let name: String
  let format: RegistrationFormat
  /// What counts when nothing is submitted.
  var standard: JSONValue?
  /// Without a limit of the seed there is still one of memory.
  var maxLength = 10_000
  var maxSize = 1_000_000
  var isRequired = false

  init(id: String, name: String, format: RegistrationFormat) {
    self.id = id
    self.name = name
    self.format = format
  }

  /// What is wrong with a submitted value, as the end of a sentence; nil when it is right.
  func fault(of value: JSONValue, _ call: CDSCall) -> String? {
    if value == .null, format.takesNull {
      return call.has(.nullRefused(format.kind)) ? "must not be null" : nil
    }
    let isUnchecked = call.has(.formatUnchecked(format.kind)) || call.has(.fieldsUnchecked)
    if let fault = format.kind.fault(of: value), !isUnchecked { return fault }
    guard case .string(let text) = value else { return nil }
    switch format.kind {
    case .image, .pdf:
      let size = call.has(.sizeOfText) ? text.utf8.count : RegistrationFormat.fileSize(of: text)
      if size > maxSize, !call.has(.sizeUnchecked) {
        return "may be a file of up to \(maxSize) bytes"
      }
    case .string, .url, .email, .boolean:
      if text.unicodeScalars.count > maxLength, !call.has(.lengthUnchecked) {
        return "may have up to \(maxLength) characters"
      }
    }
    return nil
  }
}
