/// What may go on the wire: everything that would be read back as it was meant.
enum WriteRules {
  enum Framing {
    /// The fields say nothing.
    case none
    case length
    case chunked
  }

  static func check(_ head: HTTPRequestHead) throws(HTTPWriteError) {
    if case .other(let name) = head.method, !FieldSyntax.isToken(name) {
      throw .methodMalformed(name)
    }
    let isVisible = head.targetBytes.allSatisfy { (0x21...0x7E).contains($0) }
    guard isVisible, !head.targetBytes.isEmpty else { throw .targetMalformed(head.target) }
    try check(head.fields)
  }

  static func check(_ head: HTTPResponseHead) throws(HTTPWriteError) {
    guard isPlain(head.reasonBytes) else { throw .reasonMalformed(head.reason) }
    try check(head.fields)
  }

  static func check(_ fields: HTTPFields) throws(HTTPWriteError) {
    try fields.arena.withUnsafeBufferPointer { (buffer) throws(HTTPWriteError) in
      let arena = UnsafeRawBufferPointer(buffer)
      let classes = ByteClass.classes
      for entry in fields.entries {
        let name = entry.name
        var isToken = !name.isEmpty
        for place in name where classes[Int(arena[place])] & ByteClass.token == 0 {
          isToken = false
        }
        guard isToken else {
          throw .fieldNameMalformed(FramingFields.text(name, of: arena))
        }
        guard isValue(entry.value, of: arena) else {
          throw .fieldValueMalformed(name: FramingFields.text(name, of: arena))
        }
      }
    }
  }

  /// What the fields say about the length. `isLengthFree` is for heads whose content is not sent.
  static func framing(
    of fields: HTTPFields, body: [UInt8], isLengthFree: Bool = false
  ) throws(HTTPWriteError) -> Framing {
    var framing = Framing.none
    for entry in fields.entries {
      switch entry.known {
      case .contentLength:
        guard framing == .none else { throw .framingAmbiguous }
        let declared = String(decoding: fields.arena[entry.value], as: UTF8.self)
        guard isLengthFree || declared == String(body.count) else {
          throw .lengthMismatch(declared: declared, actual: body.count)
        }
        framing = .length
      case .transferEncoding:
        let isChunked = fields.arena.withUnsafeBytes {
          FramingFields.isEqual(entry.value, of: $0, ignoringCase: "chunked")
        }
        guard framing == .none, isChunked else { throw .framingAmbiguous }
        framing = .chunked
      case .connection, .host, .expect, .single, .other: break
      }
    }
    return framing
  }

  static func check(trailers: HTTPFields, _ framing: Framing) throws(HTTPWriteError) {
    guard !trailers.isEmpty else { return }
    guard framing == .chunked else { throw .trailersWithoutChunks }
    try check(trailers)
  }

  @inline(__always)
  private static func isValue(_ value: Range<Int>, of arena: UnsafeRawBufferPointer) -> Bool {
    guard let first = value.first, let last = value.last else { return true }
    if isBlank(arena[first]) || isBlank(arena[last]) { return false }
    return ByteClass.isPlain(arena, value)
      || value.allSatisfy { ByteClass.has(arena[$0], ByteClass.fieldValue) }
  }

  private static func isPlain(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBytes { buffer in
      ByteClass.isPlain(buffer, 0..<buffer.count)
        || buffer.allSatisfy { ByteClass.has($0, ByteClass.fieldValue) }
    }
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
