import SynchroDigest
import SynchroJSON
import SynchroText
import SynchroTiming

extension Manifest {
  /// The one text of this manifest: what is signed.
  public var bytes: [UInt8] { Array((JSONPrinter.pretty(json) + "\n").utf8) }

  private var json: JSONValue {
    let fields: [(String, JSONValue?)] = [
      ("bundle", .integer(Self.format)), ("run", .string(run)), ("tool", .string(tool)),
      ("target", .string(target)), ("profile", profile.map { .string($0) }),
      ("edition", edition.map { .string($0) }), ("start", .string(start.description)),
      ("duration_ns", .integer(Int(duration.wholeNanoseconds))),
      ("expires", expiry.map { .string($0.description) }),
      ("signer", signer.map(Self.json)), ("entries", .array(entries.map(Self.json))),
    ]
    return .object(fields.compactMap { key, value in value.map { JSONField(key, $0) } })
  }

  private static func json(_ key: Ed25519.PublicKey) -> JSONValue {
    ["key_id": .string(key.keyID), "public_key": .string(Base64.encode(key.raw))]
  }

  private static func json(_ entry: Entry) -> JSONValue {
    [
      "name": .string(entry.name.text), "size": .integer(entry.size),
      "sha256": .string(entry.sha256.hex),
    ]
  }

  /// Why some bytes are no manifest.
  public struct Fault: Error, Sendable, Equatable {
    /// One sentence, without a full stop.
    public let message: String
  }

  /// Reads a manifest; anything that ``bytes`` would not give back is refused.
  public init(reading bytes: [UInt8]) throws(Fault) {
    let root: JSONNode
    do {
      root = try JSONDocument(parsing: SourceText(name: EntryName.manifest.text, bytes: bytes)).root
    } catch {
      throw Fault(message: "it is no JSON: \(error)")
    }
    guard root["bundle"]?.number?.int == Self.format else {
      throw Fault(message: "it is not of the format \(Self.format)")
    }
    func text(_ key: String) throws(Fault) -> String {
      guard let text = root[key]?.string else { throw Self.fault(key) }
      return text
    }
    func moment(_ key: String) throws(Fault) -> Timestamp {
      guard let moment = try? Timestamp(rfc3339: text(key)) else { throw Self.fault(key) }
      return moment
    }
    guard let duration = root["duration_ns"]?.number?.int else { throw Self.fault("duration_ns") }
    guard let list = root["entries"], list.kind == .array, list.count <= Self.entryLimit else {
      throw Self.fault("entries")
    }
    var entries: [Entry] = []
    for (index, node) in list.elements.enumerated() {
      guard let entry = Self.entry(node) else { throw Self.fault("entries/\(index)") }
      if let last = entries.last, !(last.name < entry.name) {
        throw Fault(message: "its entries are not in order at '\(entry.name)'")
      }
      entries.append(entry)
    }
    self.init(
      run: try text("run"), tool: try text("tool"), target: try text("target"),
      profile: root["profile"]?.string, edition: root["edition"]?.string,
      start: try moment("start"), duration: .nanoseconds(duration),
      expiry: root["expires"] == nil ? nil : try moment("expires"),
      signer: try root["signer"].map(Self.key), entries: entries)
    guard self.bytes == bytes else {
      throw Fault(message: "it is not written as a manifest is written")
    }
  }

  private static func fault(_ key: String) -> Fault {
    Fault(message: "'\(key)' is missing or is not what a manifest says there")
  }

  private static func key(_ node: JSONNode) throws(Fault) -> Ed25519.PublicKey {
    guard let text = node["public_key"]?.string, let raw = try? Base64.decode(text),
      let key = try? Ed25519.PublicKey(raw: raw)
    else { throw fault("signer") }
    return key
  }

  private static func entry(_ node: JSONNode) -> Entry? {
    guard let name = node["name"]?.string.flatMap({ EntryName($0) }), !name.isAboutOthers,
      let size = node["size"]?.number?.int, (0...ArchiveWriter.maximumSize).contains(size),
      let hex = node["sha256"]?.string, let bytes = try? Hex.decode(hex),
      let digest = SHA256Digest(bytes: bytes)
    else { return nil }
    return Entry(name, size: size, sha256: digest)
  }
}
