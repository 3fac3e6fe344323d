public import SynchroHTTP

/// Puts the head lines that libcurl hands out one by one together again.
struct CurlHead {
  enum Step {
    case goesOn
    case head(HTTPResponseHead)
  }

  /// How many bytes the present head has so far.
  private(set) var byteCount = 0
  private var startLine: [UInt8]?
  private var lines: [[UInt8]] = []
  private var isTrailers = false

  /// The final head is over: lines that come now are trailers.
  mutating func beginTrailers() {
    isTrailers = true
  }

  mutating func add(_ line: UnsafeRawBufferPointer) -> Step {
    byteCount += line.count
    var line = line[...]
    while let last = line.last, last == 0x0D || last == 0x0A { line = line.dropLast() }
    if line.isEmpty { return end() }
    if startLine == nil, !isTrailers {
      startLine = Array(line)
    } else if let first = line.first, first == 0x20 || first == 0x09, !lines.isEmpty {
      lines[lines.count - 1] += line
    } else {
      lines.append(Array(line))
    }
    return .goesOn
  }

  private mutating func end() -> Step {
    let fields = fields
    if isTrailers { return .goesOn }
    defer {
      byteCount = 0
      startLine = nil
      lines = []
    }
    return startLine.flatMap { head($0, fields) }.map { .head($0) } ?? .goesOn
  }

  /// The trailer section, if there was one. No empty line tells of its end.
  mutating func takeTrailers() -> HTTPFields? {
    guard isTrailers, !lines.isEmpty else { return nil }
    defer { lines = [] }
    return fields
  }

  private var fields: HTTPFields {
    var fields = HTTPFields()
    for line in lines {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      fields.append(name: line[..<colon], value: trimmed(line[(colon + 1)...]))
    }
    return fields
  }

  private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    var bytes = bytes.drop(while: isSpace)
    while let last = bytes.last, isSpace(last) { bytes = bytes.dropLast() }
    return bytes
  }

  /// `HTTP/1.1 200 OK`, or `HTTP/2 200`.
  private func head(_ line: [UInt8], _ fields: HTTPFields) -> HTTPResponseHead? {
    let parts = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, parts[0].starts(with: "HTTP/".utf8),
      let code = Int(String(decoding: parts[1], as: UTF8.self)), let status = HTTPStatus(code: code)
    else { return nil }
    let digits = parts[0].dropFirst(5).filter { (0x30...0x39).contains($0) }.map { $0 - 0x30 }
    guard let major = digits.first else { return nil }
    return HTTPResponseHead(
      status: status, reasonBytes: parts.count > 2 ? parts[2] : [],
      version: HTTPVersion(major: major, minor: digits.count > 1 ? digits[1] : 0), fields: fields)
  }
}

/// The final head in what libcurl showed of a response.
public enum ShownHead {
  /// The head and the place behind it; nil when there is none.
  public static func read(_ bytes: [UInt8]) -> (head: HTTPResponseHead, end: Int)? {
    bytes.withUnsafeBytes { bytes in
      var head = CurlHead()
      var place = 0
      while place < bytes.count {
        let end = bytes[place...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
        let step = head.add(UnsafeRawBufferPointer(rebasing: bytes[place..<end]))
        place = end
        guard case .head(let found) = step else { continue }
        if found.status.isInterim, found.status != .switchingProtocols { continue }
        return (found, place)
      }
      return nil
    }
  }
}
