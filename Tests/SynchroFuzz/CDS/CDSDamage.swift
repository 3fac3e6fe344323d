import SynchroHTTP
import SynchroJSON
import SynchroTiming

/// What carelessness and malice do to a right request.
enum CDSDamage {
  /// Damages one part; a method that is kept turns no look into a change.
  static func apply(to draft: inout CDSDraft, keepsMethod: Bool, _ random: inout SplitMix64) {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: if !keepsMethod { draft.method = pick(methods, &random) }
    case 1: damagePath(&draft.path, &random)
    case 2: damage(&draft.query, &random)
    case 3: damageFields(&draft.fields, &random)
    default: damageContent(&draft.content, &random)
    }
  }

  private static func pick<Element>(_ list: [Element], _ random: inout SplitMix64) -> Element {
    list[Int.random(in: list.indices, using: &random)]
  }

  // MARK: - The head

  private static let methods: [HTTPMethod] = [
    .get, .head, .post, .put, .patch, .delete, .options, .trace, .other("BREW"), .other("get"),
  ]

  private static func damagePath(_ path: inout String, _ random: inout SplitMix64) {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: path += pick(["/", "//", "/..", "/%2e%2e", "%00", "/x", ".json", ";v=1"], &random)
    case 1: path = path.replacing("/", with: "//")
    case 2: path = path.uppercased()
    case 3: path = String(path.prefix(Int.random(in: 1...max(1, path.count), using: &random)))
    case 4: path += "/" + pick(oddTexts, &random).prefix(1_000)
    default: path = "/" + pick(["cds", "oauth", "%", "*", ".well-known", "%E9"], &random)
    }
  }

  private static func damageFields(
    _ fields: inout [(name: String, value: String)], _ random: inout SplitMix64
  ) {
    let name = pick(
      [
        "Authorization", "Content-Type", "Accept", "If-None-Match", "Cookie", "Host", "Origin",
        "X-Forwarded-Host", "Accept-Language", "Range",
      ], &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: fields.removeAll { $0.name == name }
    case 1: fields.append((name, pick(oddTexts + oddFieldValues, &random)))
    case 2: if let field = fields.first { fields.append(field) }
    default:
      fields.removeAll { $0.name == name }
      fields.append((name, pick(oddFieldValues, &random)))
    }
  }

  private static let oddFieldValues = [
    "Bearer", "Bearer ", "Bearer a b", "bearer x", "Basic", "Basic !!!", "Basic Og==", "Basic Og",
    "Basic YTpi", "Basic \u{E9}", "Digest x", "text/plain", "application/json; charset=latin-1",
    "application/JSON;charset=\"utf-8\"", "multipart/form-data; boundary=x", "*/*;q=2", "*",
    "W/\"x\", \"", "bytes=0-0", "a=b; c", "gzip",
  ]

  // MARK: - Forms

  private static func damage(_ form: inout [HTTPForm.Field], _ random: inout SplitMix64) {
    guard let index = form.indices.randomElement(using: &random) else {
      form.append(.init(pick(["page", "limit", "", "request", "ids"], &random), "\u{0}"))
      return
    }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: form.remove(at: index)
    case 1: form.append(form[index])
    case 2: form[index].name += "s"
    case 3: form.append(.init(form[index].name, pick(oddTexts, &random)))
    case 4: form += (0..<200).map { HTTPForm.Field("x\($0)", "y") }
    default: form[index].value = pick(oddTexts, &random)
    }
  }

  // MARK: - Content

  private static func damageContent(
    _ content: inout CDSDraft.Content, _ random: inout SplitMix64
  ) {
    switch content {
    case .none: content = .bytes(Array(pick(oddTexts, &random).utf8))
    case .form(var fields):
      if Int.random(in: 0..<8, using: &random) == 0 {
        content = .bytes(spoilt(Array(HTTPForm(fields).encoded.utf8), &random))
      } else {
        damage(&fields, &random)
        content = .form(fields)
      }
    case .json(var value):
      if Int.random(in: 0..<6, using: &random) == 0 {
        content = .bytes(spoilt(Array(JSONPrinter.compact(value).utf8), &random))
      } else {
        CDSValueDamage.apply(to: &value, &random)
        content = .json(value)
      }
    case .bytes(let bytes): content = .bytes(spoilt(bytes, &random))
    }
  }

  private static func spoilt(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    let place = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return Array(bytes.prefix(place))
    case 1: return [0xEF, 0xBB, 0xBF] + bytes
    case 2: return bytes + bytes
    case 3: return Array(bytes[..<place]) + [0xFF, 0xC0, 0x80] + Array(bytes[place...])
    case 4: return Array(repeating: UInt8(ascii: "["), count: 20_000)
    case 5: return Array(bytes[..<place]) + Array("%zz%u0041\\ud800,".utf8) + bytes[place...]
    case 6: return Array(String(decoding: bytes, as: UTF8.self).replacing("}", with: ",}").utf8)
    default: return Array(repeating: UInt8(ascii: "a"), count: 300_000)
    }
  }

  /// Texts that have upset servers before.
  static let oddTexts: [String] = [
    "", " ", "\u{0}", "\u{7F}", "é", "\u{1F600}", "\u{202E}abc", "../../etc/passwd", "%00", "%",
    "<script>alert(1)</script>", "\"><b>", "' OR 1=1 --", "${7*7}", "{origin}", "{now}", "{count}",
    "-1", "0", "1.5", "1e400", "NaN", "9223372036854775807", "9223372036854775808",
    "99999999999999999999999999", "null", "true", "[]", "{}", "2026-02-30T25:61:61Z",
    "9999-12-31T23:59:59.999999999Z", "0000-01-01T00:00:00+23:59", "-292277022657-01-27T08:29:52Z",
    "https://", "https://evil.example/cb#fragment", "javascript:alert(1)", "http://[::1", "//x",
    "urn:ietf:params:oauth:request_uri:x", "cds_client_admin cds_client_admin", "a b  c",
    "line\r\nX-Injected: yes", String(repeating: "a", count: 70_000),
    String(repeating: "a ", count: 5_000), String(repeating: "é", count: 3_000),
  ]
}
