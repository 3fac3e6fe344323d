import COpenSSL
import Glibc
package import SynchroSystem

/// A connection that carries bytes, plain or under TLS. Belongs to one thread at a time; never
/// waits; reads into and writes from the caller's memory; hides no difference between the ways a
/// connection can end.
package final class ByteStream {
  /// The number to watch; -1 once closed.
  package private(set) var raw: Int32
  private var session: TLSSession?

  /// Takes over a connected, non-blocking socket, without TLS.
  package init(_ descriptor: consuming Descriptor) {
    WireProcess.prepare()
    raw = descriptor.release()
  }

  deinit {
    close()
  }

  /// Puts TLS on the connection, at once or after plain bytes (a proxy's CONNECT). `handshake`
  /// follows. On a client, `host` is verified and, unless it is an IP address, sent as SNI.
  package func startTLS(_ context: TLSContext, host: String? = nil) throws(TLSFault) {
    session = try TLSSession(context, descriptor: raw, host: host)
  }

  /// Whether TLS was put on.
  package var isSecure: Bool { session != nil }

  /// Takes the TLS handshake as far as it goes without waiting; done at once on a plain stream.
  package func handshake() -> StepOutcome {
    session?.handshake() ?? .done
  }

  /// Reads what is there, at most the buffer's length.
  ///
  /// Under TLS the descriptor can be silent while decrypted or undecrypted bytes wait in memory:
  /// read until `wouldBlock`, or ask `hasBufferedInput`, before waiting for readiness.
  package func read(into buffer: UnsafeMutableRawBufferPointer) -> StreamOutcome {
    // Into an empty buffer recv reads 0 bytes, which would look like the end.
    precondition(!buffer.isEmpty, "a stream is read into a buffer that holds something")
    guard let session else { return readPlain(buffer) }
    return session.read(into: buffer)
  }

  /// Writes as much as there is room for.
  ///
  /// Under TLS, repeat a write that would block with the same bytes (their memory may have moved)
  /// or with those bytes and more behind them; a shorter repeat is an error.
  package func write(_ bytes: UnsafeRawBufferPointer) -> StreamOutcome {
    guard let session else { return writePlain(bytes) }
    return session.write(bytes)
  }

  /// Bytes wait in memory, and a read may give some of them without the descriptor being ready.
  package var hasBufferedInput: Bool { session?.hasBufferedInput ?? false }

  /// Ends our direction in order: close_notify under TLS, then FIN. Reading goes on.
  package func halfClose() -> StepOutcome {
    if let session {
      let step = session.closeNotify()
      guard step == .done else { return step }
    }
    do {
      try Socket.halfClose(raw)
      return .done
    } catch {
      return .reset(error)
    }
  }

  /// Closes in order as far as that goes without waiting: close_notify under TLS, then FIN.
  package func close() {
    guard raw >= 0 else { return }
    _ = session?.closeNotify()
    release()
  }

  /// Closes without close_notify; the same as `close` on a plain stream.
  package func abandon() {
    guard raw >= 0 else { return }
    release()
  }

  /// Closes with RST and drops what is unsent.
  package func reset() {
    guard raw >= 0 else { return }
    // Without the option the close below sends FIN: the connection ends either way.
    try? Socket.resetOnClose(raw)
    release()
  }

  /// What is known about the TLS session, at any time after `startTLS`, also after a refusal.
  package var tlsFacts: TLSFacts? { session?.facts }

  private func release() {
    session = nil
    _ = Glibc.close(raw)
    raw = -1
  }

  private func readPlain(_ buffer: UnsafeMutableRawBufferPointer) -> StreamOutcome {
    while true {
      let count = recv(raw, buffer.baseAddress, buffer.count, 0)
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .wouldBlock(.read)
      default: return .reset(.last(.recv))
      }
    }
  }

  private func writePlain(_ bytes: UnsafeRawBufferPointer) -> StreamOutcome {
    while true {
      let count = send(raw, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      if count >= 0 { return .bytes(count) }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .wouldBlock(.write)
      default: return .reset(.last(.send))
      }
    }
  }
}
