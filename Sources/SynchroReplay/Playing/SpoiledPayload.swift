import SynchroDigest
import SynchroJSON
import SynchroPXB
import SynchroScript
import SynchroText

/// Makes of a payload what a suite says is wrong with it.
struct SpoiledPayload {
  /// What goes out.
  let utterance: Utterance

  /// A payload that is spoiled in some way. `sent` is one that the target only sends; nil when that is
  /// needed and there is none.
  init?(_ payload: PayloadMessage, by spoiling: Spoiling, sent: String?, limit: Int) {
    var payload = payload
    switch spoiling {
    case .unknownActor: payload.to.actor = "Nobody of This Name"
    case .unknownInstance: payload.to.scope = .instance("nobody-of-this-name")
    case .unknownPayload: payload.name = "No_such_payload_cmd"
    case .wrongDirection:
      guard let sent else { return nil }
      payload.name = sent
    // Longer ago than two clocks may be apart.
    case .expired: payload.expires = payload.header.issued + .seconds(-3600)
    default:
      let octets = Self.octets(payload, spoiling, limit: limit)
      utterance = .spoiled(octets, of: .payload(payload), isSealed: spoiling != .unsealed)
      return
    }
    utterance = .message(.payload(payload))
  }

  // MARK: - Lines

  private static func octets(
    _ payload: PayloadMessage, _ spoiling: Spoiling, limit: Int
  ) -> [UInt8] {
    let line = MessageCodec.encode(.payload(payload))
    func changed(_ change: (inout [JSONField]) -> Void) -> [UInt8] {
      guard var fields = Self.fields(of: line) else { return line }
      change(&fields)
      return Array(JSONPrinter.compact(.object(fields)).utf8)
    }
    func changed(_ key: String, to value: JSONValue) -> [UInt8] {
      changed { fields in
        for index in fields.indices where fields[index].key == key { fields[index].value = value }
      }
    }
    switch spoiling {
    case .cutOff: return Array(line.dropLast(line.count / 3))
    case .noUTF8:
      return line.dropLast() + Array(#","x":""#.utf8) + [0xC3, 0x28] + Array("\"}".utf8)
    case .keyTwice: return line.dropLast() + Array(#","name":"twice"}"#.utf8)
    case .noObject: return Array("[".utf8) + line + Array("]".utf8)
    case .otherVersion: return changed("v", to: 2)
    case .unknownKind: return changed("kind", to: "telegram")
    case .keyMissing: return changed { $0.removeAll { $0.key == "from" } }
    case .textForNumber:
      return changed("seq", to: .string(String(payload.header.sequence)))
    case .nullForAbsent: return changed { $0.append(JSONField("corr", .null)) }
    case .wrongSize: return changed("app", to: body(size: payload.body.size + 1, payload.body))
    case .noBase64:
      return changed("app", to: ["size": 3, "mode": "packed", "b64": "***="])
    case .tooDeep:
      let arrays = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
      return line.dropLast() + Array(#","x":"#.utf8) + Array(arrays.utf8) + Array("}".utf8)
    case .tooLong:
      let rest = max(0, limit - line.count) + 1024
      return line.dropLast() + Array(#","x":""#.utf8) + Array(repeating: 0x78, count: rest)
        + Array("\"}".utf8)
    case .extraKey:
      return changed { $0.append(JSONField("x-extra", ["nobody": "knows it"])) }
    case .unsealed, .unknownActor, .unknownInstance, .unknownPayload, .wrongDirection, .expired:
      return line
    }
  }

  private static func body(size: Int, _ body: PackedBody) -> JSONValue {
    let fields = fields(of: body)
    return .object(fields.map { $0.key == "size" ? JSONField("size", .integer(size)) : $0 })
  }

  private static func fields(of body: PackedBody) -> [JSONField] {
    [
      JSONField("size", .integer(body.size)), JSONField("mode", .string(body.mode.rawValue)),
      JSONField("b64", .string(Base64.encode(body.bytes))),
    ]
  }

  private static func fields(of line: [UInt8]) -> [JSONField]? {
    let source = SourceText(name: "message", bytes: line)
    guard let value = try? JSONDocument(parsing: source).root.value,
      case .object(let fields) = value
    else { return nil }
    return fields
  }
}
