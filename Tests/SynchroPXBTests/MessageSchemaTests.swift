import Foundation
import SynchroJSON
import SynchroPXB
import SynchroTestSupport
import SynchroText
import Testing

/// The schemas that strangers use say what the codec says.
@Suite struct MessageSchemaTests {
  private static func schema(_ kind: MessageKind) throws -> JSONSchema {
    let name = "Suites/pxb/schemas/\(kind.rawValue).schema.json"
    let bytes = try Data(contentsOf: Fixtures.root.appending(path: name))
    let source = SourceText(name: name, bytes: Array(bytes))
    return try JSONSchema(compiling: JSONDocument(parsing: source))
  }

  private static func root(_ bytes: [UInt8]) throws -> JSONNode {
    try JSONDocument(parsing: SourceText(name: "message", bytes: bytes)).root
  }

  @Test func `what the codec writes and the specification shows is valid`() throws {
    var schemas: [MessageKind: JSONSchema] = [:]
    for kind in MessageKind.allCases { schemas[kind] = try Self.schema(kind) }
    let examples = PXBDocument.examples.filter { $0.label != "sealed" }.map(\.bytes)
    for bytes in examples + Samples.all.map(MessageCodec.encode) {
      let kind = try MessageCodec.decode(bytes).kind
      let findings = try #require(schemas[kind]).validate(try Self.root(bytes))
      #expect(findings.isEmpty, "\(findings.first.map { "\($0)" } ?? "")")
    }
  }

  /// Whatever a schema refuses, the codec refuses, and the other way round.
  @Test func `schema and codec refuse the same`() throws {
    var refused = 0
    for message in Samples.all {
      let schema = try Self.schema(message.kind)
      let bytes = MessageCodec.encode(message)
      guard case .object(let fields) = try Self.root(bytes).value else { continue }
      for index in fields.indices {
        var fewer = fields
        fewer.remove(at: index)
        var others = fields
        others[index].value = [:]
        var numbers = fields
        numbers[index].value = -1
        for edited in [fewer, others, numbers] where edited[safe: "kind"] == fields[safe: "kind"] {
          let text = Array(JSONPrinter.compact(.object(edited)).utf8)
          let isMessage = (try? MessageCodec.decode(text)) != nil
          #expect(
            schema.isValid(try Self.root(text)) == isMessage,
            "\(String(decoding: text, as: UTF8.self))")
          refused += isMessage ? 0 : 1
        }
      }
    }
    #expect(refused > 300)
  }
}

extension [JSONField] {
  fileprivate subscript(safe key: String) -> JSONValue? { first { $0.key == key }?.value }
}
