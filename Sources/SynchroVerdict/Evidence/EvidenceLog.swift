internal import Glibc
public import SynchroDigest
internal import SynchroJSON
internal import SynchroText
internal import Synchronization

/// Why a line of evidence was not written.
public enum EvidenceError: Error, Sendable, Equatable {
  /// The file cannot be made or written, for the reason the system gave.
  case file(path: String, reason: String)
  /// A secret cannot be searched for, so nothing may be written that could hold it.
  case secret(RedactionError)

  /// One sentence.
  public var message: String {
    switch self {
    case .file(let path, let reason): "the evidence cannot be written to '\(path)': \(reason)"
    case .secret(let error): "evidence is not written, because it might show a secret: \(error)"
    }
  }
}

/// The evidence of a run on disk: what was appended is there when the run is killed.
///
/// One JSON object a line, appended with one `write` unless it holds a large body. Every secret that the ledger knows when
/// a line is written is replaced by its label; nothing else is changed.
public final class EvidenceLog: Sendable {
  /// The version of the form of the file.
  public static let format = 1

  private struct State {
    var descriptor: Int32?
    var redactor = GrowingRedactor()
  }

  private let path: String
  private let secrets: SecretLedger
  private let state: Mutex<State>

  /// Creates the file, which must not be there yet, and writes its header.
  public init(path: String, run: String, secrets: SecretLedger) throws(EvidenceError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .file(path: path, reason: String(cString: strerror(errno)))
    }
    self.path = path
    self.secrets = secrets
    state = Mutex(State(descriptor: descriptor))
    try write { $0(JSONPrinter.compact(EvidenceHeader(run: run).json)) }
  }

  deinit { close() }

  /// Appends an event; it is with the system when this returns.
  ///
  /// A secret that an exchange itself reveals must be in the ledger before the exchange is appended,
  /// because a line that is written stays written.
  public func append(_ event: RunEvent) throws(EvidenceError) {
    let redactor = try currentRedactor()
    var event = event
    var rest = event
    if case .exchange(let record) = event {
      let redacted = record.redacted(by: redactor)
      event = .exchange(redacted)
      // Its bytes have been searched just now.
      rest = .exchange(
        ExchangeRecord(kept: record.summary, request: [], response: [], replay: redacted.replay))
    } else if case .hook(let record) = event {
      rest = .hook(record.redacted(by: redactor))
    }
    // Most events hold no secret, and are not taken apart to look at each of their texts.
    let json = rest.json
    var line = JSONPrinter.compact(json)
    if Self.holdsCutMark(&line) || !redactor.finds(nothingIn: line) {
      line = JSONPrinter.compact(RecordRedaction.redact(json, redactor))
    }
    guard case .exchange(let record) = event else { return try write { $0(line) } }
    // The bodies take the place of the empty ones, which stand last.
    let head = line.dropLast(ExchangeRecord.emptyBodies.utf8.count)
    try write { put in
      put(String(head))
      ExchangeRecord.print(request: record.request, response: record.response, put)
    }
  }

  private static let cutMark = Array(VisibleText.cutMark.utf8)

  private static func holdsCutMark(_ text: inout String) -> Bool {
    text.withUTF8 { bytes in
      bytes.indices.contains { place in
        bytes[place] == cutMark[0] && bytes[place...].starts(with: cutMark)
      }
    }
  }

  /// Closes the file; appending afterwards is refused.
  public func close() {
    state.withLock { state in
      if let descriptor = state.descriptor { _ = Glibc.close(descriptor) }
      state.descriptor = nil
    }
  }

  private func currentRedactor() throws(EvidenceError) -> GrowingRedactor {
    let known = secrets.secrets
    let result = state.withLock { state -> Result<GrowingRedactor, RedactionError> in
      do throws(RedactionError) {
        try state.redactor.learn(known)
        return .success(state.redactor)
      } catch {
        return .failure(error)
      }
    }
    do {
      return try result.get()
    } catch {
      throw .secret(error)
    }
  }

  private static let pieceSize = 1 << 20

  /// Appends a line that comes in parts, which are made one after the other and written together,
  /// a megabyte at a time. Of a line that cannot be written to its end nothing stays: lines that find
  /// room again later must not begin in its middle.
  private func write(_ make: (_ put: (String) -> Void) -> Void) throws(EvidenceError) {
    let fault = state.withLock { state -> String? in
      guard let descriptor = state.descriptor else { return "it is closed" }
      let end = lseek(descriptor, 0, SEEK_END)
      var piece: [UInt8] = []
      var fault: String?
      func put(_ text: String, atLeast size: Int) {
        piece += text.utf8
        guard piece.count >= size, fault == nil else { return }
        fault = Self.write(piece, to: descriptor)
        piece.removeAll(keepingCapacity: true)
      }
      make { put($0, atLeast: Self.pieceSize) }
      put("\n", atLeast: 0)
      if fault != nil, end >= 0 { _ = ftruncate(descriptor, end) }
      return fault
    }
    if let fault { throw .file(path: path, reason: fault) }
  }

  /// One write takes the whole piece unless the disk is full or a signal comes.
  private static func write(_ piece: [UInt8], to descriptor: Int32) -> String? {
    piece.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          return String(cString: strerror(errno))
        }
        if count == 0 { return "the system takes no more" }
        rest = rest.dropFirst(count)
      }
      return nil
    }
  }
}

/// The first line of the file.
struct EvidenceHeader: RecordPart, Equatable {
  let run: String

  var fields: [(String, JSONValue?)] {
    [("evidence", .integer(EvidenceLog.format)), ("run", .string(run))]
  }

  init(run: String) { self.run = run }

  init(_ reader: RecordReader) throws(RecordError) {
    guard try reader.integer("evidence") == EvidenceLog.format else {
      throw reader.error("evidence", expected: "the format \(EvidenceLog.format)")
    }
    run = try reader.text("run")
  }
}
