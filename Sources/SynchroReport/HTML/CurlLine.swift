internal import SynchroText
internal import SynchroVerdict

/// A command that sends a recorded request again.
///
/// Where the evidence has a label in the place of a secret, the command has a variable of the shell.
/// Everything else is quoted, and what a terminal could act on is written as an escape.
struct CurlLine: Sendable, Equatable {
  /// The command, for a POSIX shell that knows `$'…'`.
  let command: String
  /// The variables to set, each once, in the order of their use.
  let variables: [String]
  /// Whether the body has to be taken from the evidence.
  let needsBodyFile: Bool

  /// Longer bodies are read from a file.
  private static let bodyLimit = 8 << 10
  /// What curl works out by itself.
  private static let ownFields: Set<String> = ["host", "content-length", "connection"]
  /// What curl sends unless it is told not to.
  private static let defaultFields = ["User-Agent", "Accept"]

  /// The command for a request; nil for bytes that curl cannot be made to send, such as a request
  /// that is malformed on purpose.
  init?(_ summary: ExchangeSummary, request: MessageExcerpt) {
    guard let head = RequestLines(request.head), summary.url.hasPrefix("http") else { return nil }
    var words = ShellWords()
    words.add("curl")
    words.add("-sS")
    words.add("-i")
    words.add("-g")
    words.add("--path-as-is")
    words.add("--http1.1")
    let isPlainGet = head.method == "GET" && request.body.isEmpty
    if head.method == "HEAD" {
      words.add("-I")
    } else if !isPlainGet {
      words.add("-X")
      words.add(head.method)
    }
    words.add(summary.url)
    var names: Set<String> = []
    for (name, value) in head.fields {
      let key = name.lowercased()
      names.insert(key)
      if Self.ownFields.contains(key), key != "host" || summary.url.contains("//\(value)") {
        continue
      }
      words.add("-H")
      // A field without a value is written with a semicolon, or curl leaves it out.
      words.add(value.isEmpty ? "\(name);" : "\(name): \(value)")
    }
    var unwanted = Self.defaultFields
    if !request.body.isEmpty { unwanted.append("Content-Type") }
    for name in unwanted where !names.contains(name.lowercased()) {
      words.add("-H")
      words.add("\(name):")
    }
    // No shell can hand on a zero byte.
    needsBodyFile = request.isCut || request.body.count > Self.bodyLimit || request.body.contains(0)
    if needsBodyFile {
      words.add("--data-binary")
      words.add("@request-\(summary.number).bin")
    } else if !request.body.isEmpty {
      // A leading @ would name a file.
      words.add(request.body.first == UInt8(ascii: "@") ? "--data-raw" : "--data-binary")
      words.add(bytes: request.body)
    }
    command = words.text
    variables = words.variables
  }
}

/// The request line and the fields of a head that is what it should be.
private struct RequestLines {
  let method: String
  var fields: [(String, String)] = []

  init?(_ head: ArraySlice<UInt8>) {
    guard let text = String(validating: head, as: UTF8.self) else { return nil }
    var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)[...]
    while lines.last?.isEmpty == true { lines.removeLast() }
    guard let start = lines.popFirst()?.split(separator: " ", omittingEmptySubsequences: false),
      start.count == 3, start[2] == "HTTP/1.1", Self.isToken(start[0])
    else { return nil }
    method = String(start[0])
    for line in lines {
      guard let colon = line.firstIndex(of: ":"), Self.isToken(line[..<colon]) else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
      fields.append((String(line[..<colon]), String(value)))
    }
  }

  private static func isToken(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }
}

/// Words of a command, quoted.
struct ShellWords: Sendable, Equatable {
  private(set) var text = ""
  private(set) var variables: [String] = []

  /// Adds a word that is text.
  mutating func add(_ word: String) { add(bytes: Array(word.utf8)[...]) }

  /// Adds a word that is any bytes but zero.
  mutating func add(bytes: ArraySlice<UInt8>) {
    var word = ""
    var rest = bytes
    while let label = SecretLabel.first(in: rest) {
      word += Self.quoted(rest[..<label.lowerBound])
      let variable = SecretLabel.variable(for: rest[label])
      word += "\"$\(variable)\""
      if !variables.contains(variable) { variables.append(variable) }
      rest = rest[label.upperBound...]
    }
    word += Self.quoted(rest)
    if word.isEmpty { word = "''" }
    text += (text.isEmpty ? "" : " ") + word
  }

  /// Nothing in the quotes means anything to the shell.
  private static func quoted(_ bytes: ArraySlice<UInt8>) -> String {
    if bytes.isEmpty { return "" }
    if bytes.allSatisfy(isPlain) { return String(decoding: bytes, as: UTF8.self) }
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: VisibleText.isUnsafe)
    {
      return "'"
        + text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: #"'\''"#) + "'"
    }
    return "$'" + bytes.map(escaped).joined() + "'"
  }

  private static func escaped(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\\"): return #"\\"#
    case UInt8(ascii: "'"): return #"\'"#
    case UInt8(ascii: "\n"): return #"\n"#
    case UInt8(ascii: "\r"): return #"\r"#
    case UInt8(ascii: "\t"): return #"\t"#
    case 0x20..<0x7F: return String(UnicodeScalar(byte))
    default:
      let digits = String(byte, radix: 16)
      return #"\x"# + (digits.utf8.count < 2 ? "0" : "") + digits
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_./:,@%+=".utf8.contains(byte)
    }
  }
}
