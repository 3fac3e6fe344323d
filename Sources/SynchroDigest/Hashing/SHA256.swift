import COpenSSL

/// SHA-256 (FIPS 180-4), at once or piece by piece.
public struct SHA256: Sendable {
  private var state: State

  /// A digest of nothing yet.
  public init() {
    state = State()
  }

  /// Adds bytes to what is digested.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    if !isKnownUniquelyReferenced(&state) { state = State(copying: state) }
    let context = state.context
    let isDone: Void? = bytes.withContiguousStorageIfAvailable { buffer in
      succeed(EVP_DigestUpdate(context, buffer.baseAddress, buffer.count))
    }
    if isDone == nil { update(Array(bytes)) }
  }

  /// The digest of what was added so far; more may follow.
  public func finalized() -> SHA256Digest {
    let last = State(copying: state)
    return SHA256Digest { buffer in
      let bytes = buffer.assumingMemoryBound(to: UInt8.self)
      succeed(EVP_DigestFinal_ex(last.context, bytes.baseAddress, nil))
    }
  }

  /// The digest of some bytes.
  public static func digest(_ bytes: some Sequence<UInt8>) -> SHA256Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalized()
  }

  /// The digest of a text's UTF-8.
  public static func digest(_ text: String) -> SHA256Digest {
    digest(text.utf8)
  }
}

/// OpenSSL's state of one digest. Sendable because only ``SHA256`` has it: it writes to a state
/// that nobody shares and copies one that somebody does.
private final class State: @unchecked Sendable {
  let context: OpaquePointer

  convenience init() {
    self.init { EVP_DigestInit_ex($0, algorithm.pointer, nil) }
  }

  convenience init(copying other: State) {
    self.init { EVP_MD_CTX_copy_ex($0, other.context) }
  }

  private init(_ prepare: (OpaquePointer) -> Int32) {
    guard let context = EVP_MD_CTX_new() else {
      preconditionFailure("out of memory for a digest")
    }
    self.context = context
    succeed(prepare(context))
  }

  deinit {
    EVP_MD_CTX_free(context)
  }
}

/// The algorithm, looked up once: OpenSSL 3 would otherwise search its providers for each digest.
/// It never changes and is never freed.
private struct Algorithm: @unchecked Sendable {
  let pointer: OpaquePointer
}

private let algorithm: Algorithm = {
  guard let pointer = EVP_MD_fetch(nil, "SHA256", nil) else {
    preconditionFailure("OpenSSL has no SHA-256: its default provider is disabled")
  }
  return Algorithm(pointer: pointer)
}()

/// A digest of memory cannot fail unless OpenSSL lost its provider or its memory.
private func succeed(_ result: Int32) {
  precondition(result == 1, "OpenSSL computes SHA-256")
}
