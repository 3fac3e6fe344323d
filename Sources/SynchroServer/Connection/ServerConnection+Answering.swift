import SynchroHTTP
import SynchroWire

/// What must be remembered about a request until it is answered.
struct Exchange {
  var number: UInt64 = 0
  var method = HTTPMethod.get
  var version = HTTPVersion.http11
  var isPersistent = false
}

extension ServerConnection {
  /// Does what the handler decided.
  func answer(_ reply: ServerReply) {
    switch reply {
    case .response(let response): emit(response)
    case .wire(let steps):
      script.load(steps)
      phase = .playing
    case .deferred(let start):
      phase = .waiting
      start(worker.responder(for: self, exchange: exchange.number))
    }
  }

  /// A deferred answer has come.
  func deliver(_ reply: ServerReply, exchange number: UInt64) {
    guard phase == .waiting, exchange.number == number else { return }
    phase = .reading
    answer(reply)
    flush()
    advance(canRead: false)
  }

  /// Refuses what the client sends and ends the connection behind the answer.
  func refuse(with status: HTTPStatus, _ words: String) {
    let method = head?.method ?? reader.methodUnderWay ?? .get
    exchange = Exchange(number: exchange.number &+ 1, method: method == .connect ? .get : method)
    head = nil
    dropBody()
    lingers = true
    let text = Array((words + "\n").utf8)
    emit(HTTPResponse(status, fields: ["Content-Type": "text/plain; charset=utf-8"], body: text))
  }

  /// Appends a response to the worker's output, with Date and Connection where they are due.
  private func emit(_ response: HTTPResponse) {
    // Moved out and back: on a local array nothing needs to be checked twice.
    var output: [UInt8] = []
    swap(&output, &worker.output)
    let start = output.count
    var fields = response.head.fields
    do {
      if exchange.version.isAtLeast11 {
        try HTTPWriter.write(response, answering: exchange.method, to: &output)
      } else {
        try HTTPWriter.write(withoutChunks(response), answering: exchange.method, to: &output)
      }
    } catch {
      worker.observe(.unwritable(error))
      output.removeSubrange(start...)
      output += brokenHandlerReply
      // What goes out instead has neither its Connection nor its Date.
      fields = [:]
      exchange.isPersistent = false
    }
    let says = fields["Connection"]
    let saysClose = says.map(namesClose) ?? false
    let isLast = saysClose || !exchange.isPersistent || worker.isRetiring
    // The line end behind the status line is where further fields go.
    let place = (output[start...].firstIndex(of: UInt8(ascii: "\n")) ?? output.count - 1) + 1
    if isLast, !saysClose {
      output.insert(contentsOf: closeLine, at: place)
    } else if !isLast, !exchange.version.isAtLeast11, says == nil {
      output.insert(contentsOf: keepAliveLine, at: place)
    }
    if !fields.contains("Date") { output.insert(contentsOf: worker.dateLine(), at: place) }
    swap(&output, &worker.output)
    phase = isLast ? .finishing : .reading
  }

  /// RFC 9112, section 6.1: no Transfer-Encoding to a client of HTTP/1.0.
  private func withoutChunks(_ response: HTTPResponse) -> HTTPResponse {
    guard response.head.fields.contains("Transfer-Encoding") else { return response }
    var plain = response
    plain.head.fields.remove("Transfer-Encoding")
    plain.head.fields.remove("Trailer")
    plain.trailers = [:]
    return plain
  }

  // MARK: - Output

  /// Writes what the worker's output holds; what does not go out now is kept here.
  func flush() {
    guard !worker.output.isEmpty else { return }
    // Moved out and back: a failed write closes the connection, which clears the worker's buffer.
    var output: [UInt8] = []
    swap(&output, &worker.output)
    if pendingOutput.isEmpty {
      let sent = output.withUnsafeBytes { write($0) }
      if sent < output.count, phase != .closed { pendingOutput = Array(output[sent...]) }
    } else {
      // A deferred answer can come before the client has taken the answers in front of it.
      pendingOutput += output
    }
    if output.capacity > 1 << 20 { output = [] }
    output.removeAll(keepingCapacity: true)
    swap(&output, &worker.output)
  }

  /// Long pipelines and scripts must not gather in memory.
  func flushIfLarge() {
    if worker.output.count > 256 << 10 { flush() }
  }

  /// Writes what was kept. True when nothing is left and the connection lives.
  func writePending() -> Bool {
    guard !pendingOutput.isEmpty else { return phase != .closed }
    var output: [UInt8] = []
    swap(&output, &pendingOutput)
    let start = pendingStart
    let sent = output.withUnsafeBytes { write(UnsafeRawBufferPointer(rebasing: $0[start...])) }
    guard phase != .closed else { return false }
    if start + sent == output.count {
      pendingStart = 0
      return true
    }
    pendingStart = start + sent
    swap(&output, &pendingOutput)
    return false
  }

  /// Returns how many bytes went out.
  private func write(_ bytes: UnsafeRawBufferPointer) -> Int {
    var sent = 0
    while sent < bytes.count {
      switch stream.write(UnsafeRawBufferPointer(rebasing: bytes[sent...])) {
      case .bytes(let count): sent += count
      case .wouldBlock: return sent
      case .end, .truncated, .reset:
        observePeerLeft()
        drop()
        return sent
      case .tlsFault(let fault):
        worker.observe(.tlsFailed(fault, stream.tlsFacts))
        drop()
        return sent
      }
    }
    return sent
  }
}

/// Whether a Connection field has the option `close`, RFC 9110, section 7.6.1.
private func namesClose(_ value: String) -> Bool {
  value.lowercased().split { $0 == "," || $0 == " " || $0 == "\t" }.contains("close")
}

private let closeLine = Array("Connection: close\r\n".utf8)
private let keepAliveLine = Array("Connection: keep-alive\r\n".utf8)
private let brokenHandlerReply = Array(
  "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n".utf8)
