import SynchroDigest
import SynchroHTTP
import SynchroJSON

/// The format of a registration field. CDS-WG1-02, section 3.7.
struct RegistrationFormat: Sendable, Equatable {
  /// What a value is when it is not null.
  enum Kind: String, Sendable, CaseIterable {
    case string, url, email, boolean, image, pdf
  }

  let kind: Kind
  /// Whether the name ends in `_or_null`.
  let takesNull: Bool

  init?(named name: String) {
    let suffix = "_or_null"
    takesNull = name.hasSuffix(suffix)
    guard let kind = Kind(rawValue: takesNull ? String(name.dropLast(suffix.count)) : name) else {
      return nil
    }
    self.kind = kind
  }

  /// How many bytes the file of a Base64 text has.
  static func fileSize(of text: String) -> Int {
    let length = text.utf8.count
    let pads = text.utf8.suffix(2).count { $0 == UInt8(ascii: "=") }
    return max(0, length / 4 * 3 - pads)
  }
}

extension RegistrationFormat.Kind {
  /// What is wrong with a value that is not null, as the end of a sentence; nil when it is right.
  func fault(of value: JSONValue) -> String? {
    if self == .boolean {
      if case .bool = value { return nil }
      return "must be true or false"
    }
    guard case .string(let text) = value else { return "must be \(words)" }
    let holds =
      switch self {
      case .string, .boolean: true
      case .url: (try? URI(text)) != nil
      case .email: StringFormat.idnEmail.check(text) == nil
      case .image: FileKind(base64: text).map { $0 == .png || $0 == .jpeg } ?? false
      case .pdf: FileKind(base64: text) == .pdf
      }
    return holds ? nil : "must be \(words)"
  }

  private var words: String {
    switch self {
    case .string: "a string"
    case .url: "an absolute URL"
    case .email: "a mail address"
    case .boolean: "true or false"
    case .image: "a PNG or JPEG file in Base64"
    case .pdf: "a PDF file in Base64"
    }
  }
}

/// What a file is by its marks at the beginning and the end. Files that somebody has padded pass.
enum FileKind: Equatable {
  case png, jpeg, pdf

  /// The kind of a file in Base64 (RFC 4648, section 4); nil when it is none of these.
  init?(base64 text: String) {
    guard let bytes = try? Base64.decode(text) else { return nil }
    self.init(bytes)
  }

  init?(_ bytes: [UInt8]) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
      bytes.dropFirst(12).starts(with: "IHDR".utf8), Self.contains(bytes, "IEND")
    {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]), Self.contains(bytes, [0xFF, 0xD9]) {
      self = .jpeg
    } else if bytes.starts(with: Array("%PDF-".utf8)), Self.contains(bytes, "%%EOF") {
      self = .pdf
    } else {
      return nil
    }
  }

  private static func contains(_ bytes: [UInt8], _ mark: String) -> Bool {
    contains(bytes, Array(mark.utf8))
  }

  private static func contains(_ bytes: [UInt8], _ mark: [UInt8]) -> Bool {
    guard let first = mark.first else { return true }
    return bytes.indices.contains { bytes[$0] == first && bytes[$0...].starts(with: mark) }
  }
}
