import SynchroDigest
import SynchroJSON
import SynchroText

extension RedactionProof {
  /// The proof as it is written to `redaction.json`.
  public var bytes: [UInt8] { Array((JSONPrinter.pretty(json) + "\n").utf8) }

  private var json: JSONValue {
    let kinds = secrets.sorted { $0.key < $1.key }
    return [
      "format": .integer(Self.format), "run": .string(run),
      "secrets": .object(kinds.map { JSONField($0.key, .integer($0.value)) }),
      "searched_through": .array(SearchLayer.allCases.map { .string($0.rawValue) }),
      "files": .array(files.map(\.json)),
    ]
  }

  /// Reads a proof; anything that ``bytes`` would not give back is refused, and then there is none.
  public init?(reading bytes: [UInt8]) {
    guard
      let root = try? JSONDocument(parsing: SourceText(name: "redaction.json", bytes: bytes)).root,
      root["format"]?.number?.int == Self.format, let run = root["run"]?.string,
      let list = root["files"], list.kind == .array
    else { return nil }
    var kinds: [String: Int] = [:]
    if let secrets = root["secrets"] {
      for member in secrets.members { kinds[member.key] = member.value.number?.int }
    }
    let files = list.elements.map { File(json: $0) }
    self.init(run: run, kinds: kinds, files: files.compactMap { $0 })
    guard self.bytes == bytes else { return nil }
  }
}

extension RedactionProof.File {
  fileprivate var json: JSONValue {
    [
      "name": .string(name.text), "size": .integer(size), "sha256": .string(sha256.hex),
      "hit_count": .integer(hitCount),
      "hits": .array(
        hits.map {
          [
            "place": .string($0.place), "secret": .string($0.secret.description),
            "layers": .array($0.layers.map { .string($0.rawValue) }),
          ]
        }),
      "unsearched": .array(
        unsearched.map { ["place": .string($0.place), "reason": .string($0.reason)] }),
    ]
  }

  fileprivate init?(json node: JSONNode) {
    guard let name = node["name"]?.string.flatMap({ EntryName($0) }),
      let size = node["size"]?.number?.int,
      let hex = node["sha256"]?.string, let bytes = try? Hex.decode(hex),
      let digest = SHA256Digest(bytes: bytes), let count = node["hit_count"]?.number?.int,
      let hits = node["hits"], let unsearched = node["unsearched"]
    else { return nil }
    self.init(
      name, size: size, sha256: digest, hitCount: count,
      hits: hits.elements.compactMap { SecretHit(json: $0) },
      unsearched: unsearched.elements.map {
        UnsearchedStretch(place: $0["place"]?.string ?? "", reason: $0["reason"]?.string ?? "")
      })
  }
}

extension SecretHit {
  fileprivate init?(json node: JSONNode) {
    guard let place = node["place"]?.string,
      let label = node["secret"]?.string.flatMap({ Secret.Label(reading: $0) })
    else { return nil }
    let layers = node["layers"]?.elements.map { $0.string.flatMap { SearchLayer(rawValue: $0) } }
    self.init(place: place, secret: label, layers: (layers ?? []).compactMap { $0 })
  }
}
