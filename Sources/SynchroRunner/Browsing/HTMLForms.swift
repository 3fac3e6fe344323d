/// The forms of a page: as much of HTML as it takes to fill one in, from any bytes.
struct HTMLForms: Sendable, Equatable {
  /// One control of a form.
  struct Control: Sendable, Equatable {
    /// `hidden`, `text`, `password`, `checkbox`, `submit` …, in lower case.
    var type: String
    /// Its name; empty ones are not sent.
    var name: String
    /// What it holds.
    var value: String
    /// Whether a box is ticked.
    var isChecked = false
    /// Whether the form demands it.
    var isRequired = false
    /// What stands on a button.
    var words = ""
    /// What can be chosen, for a `select`; its `value` is empty.
    var options: [Option] = []
  }

  /// One form.
  struct Form: Sendable, Equatable {
    /// Where it goes; nil for the page itself.
    var action: String?
    /// Whether it is sent as content rather than in the URL.
    var isPost: Bool
    /// Its controls in order.
    var controls: [Control] = []
  }

  /// More controls of one page are not read.
  static let limit = 1000

  /// The page's title.
  private(set) var title = ""
  /// Its forms in order.
  private(set) var forms: [Form] = []

  /// Reads a page; what is no HTML has no forms.
  init(_ bytes: [UInt8]) {
    var reader = HTMLTags(bytes)
    var count = 0
    var isInForm = false
    var fieldsets = Fieldsets()
    while let tag = reader.next(), count < Self.limit {
      switch tag.name {
      case "form":
        isInForm = true
        forms.append(
          Form(action: tag["action"], isPost: tag["method"]?.lowercased() == "post"))
      case "/form": isInForm = false
      case "fieldset", "/fieldset", "legend", "/legend": fieldsets.pass(tag)
      case "title": title = reader.text(until: "</title")
      case "script", "style": _ = reader.text(until: "</" + tag.name)
      case "input", "button", "textarea", "select":
        count += 1
        guard isInForm, !forms.isEmpty, tag["disabled"] == nil, !fieldsets.disable else {
          // What looks like tags in it is text.
          if tag.name == "textarea" { _ = reader.lines(until: "</textarea") }
          continue
        }
        forms[forms.count - 1].controls.append(Self.control(tag, &reader))
      default: continue
      }
    }
  }

  private static func control(_ tag: HTMLTags.Tag, _ reader: inout HTMLTags) -> Control {
    let type = tag["type"]?.lowercased()
    var control = Control(
      type: type ?? "text", name: tag["name"] ?? "", value: tag["value"] ?? "",
      isChecked: tag["checked"] != nil, isRequired: tag["required"] != nil)
    switch tag.name {
    case "button":
      control.type = type ?? "submit"
      control.words = reader.text(until: "</button")
    case "textarea":
      control.type = "textarea"
      control.value = reader.lines(until: "</textarea")
    case "select":
      control.type = "select"
      control.value = ""
      control.options = options(of: tag, &reader)
    default:
      if ["checkbox", "radio"].contains(control.type), tag["value"] == nil { control.value = "on" }
      if ["submit", "image"].contains(control.type) { control.words = control.value }
    }
    return control
  }
}

/// The `fieldset` elements around a place of a page.
private struct Fieldsets {
  private enum Legend {
    case none
    case open
    case closed
  }

  private struct Level {
    let isDisabled: Bool
    /// Whether those around it disable all that stands in it.
    let isWithinDisabled: Bool
    var legend = Legend.none
  }

  private var levels: [Level] = []

  /// Whether controls at this place cannot be used. HTML, section 4.10.15: those in the first legend of a disabled
  /// fieldset can.
  var disable: Bool {
    guard let last = levels.last else { return false }
    return last.isWithinDisabled || last.isDisabled && last.legend != .open
  }

  mutating func pass(_ tag: HTMLTags.Tag) {
    switch tag.name {
    case "fieldset":
      levels.append(Level(isDisabled: tag["disabled"] != nil, isWithinDisabled: disable))
    case "/fieldset": _ = levels.popLast()
    default:
      guard var last = levels.popLast() else { return }
      switch (tag.name, last.legend) {
      case ("legend", .none): last.legend = .open
      case ("/legend", .open): last.legend = .closed
      default: break
      }
      levels.append(last)
    }
  }
}

/// The tags of a page, one after the other.
struct HTMLTags {
  /// A tag with its attributes.
  struct Tag {
    /// In lower case, with `/` before it when it closes.
    var name: String
    var attributes: [String: String] = [:]

    /// An attribute's value; empty for one that only stands there.
    subscript(name: String) -> String? { attributes[name] }
  }

  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next tag; nil at the end.
  mutating func next() -> Tag? {
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "<") else {
        at += 1
        continue
      }
      if starts(with: "<!--") {
        at += 4
        while at < bytes.count, !starts(with: "-->") { at += 1 }
        continue
      }
      at += 1
      let start = at
      if at < bytes.count, bytes[at] == UInt8(ascii: "/") { at += 1 }
      while at < bytes.count, Self.isNameByte(bytes[at]) { at += 1 }
      guard at > start, bytes[at - 1] != UInt8(ascii: "/") else { continue }
      var tag = Tag(name: lowercased(start..<at))
      readAttributes(into: &tag)
      return tag
    }
    return nil
  }

  private mutating func readAttributes(into tag: inout Tag) {
    while at < bytes.count, bytes[at] != UInt8(ascii: ">") {
      let start = at
      while at < bytes.count, Self.isNameByte(bytes[at]) { at += 1 }
      guard at > start else {
        at += 1
        continue
      }
      let name = lowercased(start..<at)
      skipBlanks()
      var value = ""
      if at < bytes.count, bytes[at] == UInt8(ascii: "=") {
        at += 1
        skipBlanks()
        value = attributeValue()
      }
      if tag.attributes[name] == nil { tag.attributes[name] = value }
    }
    at = min(at + 1, bytes.count)
  }

  private mutating func attributeValue() -> String {
    guard at < bytes.count else { return "" }
    let mark = bytes[at]
    let isQuoted = mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'")
    if isQuoted { at += 1 }
    let start = at
    while at < bytes.count {
      let byte = bytes[at]
      if isQuoted ? byte == mark : Self.isBlank(byte) || byte == UInt8(ascii: ">") { break }
      at += 1
    }
    let value = HTMLText.decoded(bytes[start..<at])
    if isQuoted { at = min(at + 1, bytes.count) }
    return value
  }

  /// What stands before the first of some tags, without tags and with single blanks.
  mutating func text(until ends: String...) -> String {
    var text: [UInt8] = []
    var isInTag = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "<") {
        if ends.contains(where: starts) { break }
        isInTag = true
      }
      if !isInTag, text.count < 1000 { text.append(Self.isBlank(byte) ? 0x20 : byte) }
      if byte == UInt8(ascii: ">") { isInTag = false }
      at += 1
    }
    return HTMLText.decoded(text[...]).split(separator: " ").joined(separator: " ")
  }

  /// What stands before a tag, with its lines as a form sends them. HTML, section 4.10.11: tags in it are text, and
  /// a line break at its beginning does not count.
  mutating func lines(until end: String) -> String {
    let start = at
    while at < bytes.count, !(bytes[at] == UInt8(ascii: "<") && starts(with: end)) { at += 1 }
    let lines = HTMLText.decoded(bytes[start..<at])
      .replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    return String(lines.hasPrefix("\n") ? lines.dropFirst() : lines[...])
      .replacing("\n", with: "\r\n")
  }

  private mutating func skipBlanks() {
    while at < bytes.count, Self.isBlank(bytes[at]) { at += 1 }
  }

  private func starts(with word: String) -> Bool {
    let word = Array(word.utf8)
    guard at + word.count <= bytes.count else { return false }
    return zip(bytes[at...], word).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
  }

  private func lowercased(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self).lowercased()
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    !isBlank(byte) && !"<>=/\"'".utf8.contains(byte)
  }
}

/// Text of a page.
enum HTMLText {
  private static let names: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ",
  ]

  /// The text with the character references that forms need; others stay as they are.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.contains("&") else { return text }
    var result = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "&") {
      result += rest[..<mark]
      rest = rest[mark...]
      guard let end = rest.prefix(12).firstIndex(of: ";"),
        let character = character(rest[rest.index(after: mark)..<end])
      else {
        result += "&"
        rest = rest.dropFirst()
        continue
      }
      result += character
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static func character(_ name: Substring) -> String? {
    guard name.first == "#" else { return names[String(name)] }
    let digits = name.dropFirst()
    let number =
      digits.first == "x" || digits.first == "X"
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }
}
