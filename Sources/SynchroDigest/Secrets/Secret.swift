import COpenSSL

/// Bytes that no log, report or debugger's summary may show.
///
/// Whatever prints a secret, prints its label: `[secret token#3]`, without length or digest. It is
/// not `Codable` and not `Hashable`, so it cannot slip into a file or become a key. Its memory is
/// overwritten when the last copy goes; copies that callers make of exposed bytes are theirs.
public struct Secret: Sendable {
  /// What stands for a secret wherever people read.
  public let label: Label
  private let storage: SecretStorage

  /// A secret by its bytes.
  public init(_ bytes: some Collection<UInt8>, label: Label) {
    self.label = label
    storage = SecretStorage(bytes)
  }

  /// A secret by its text.
  public init(_ text: String, label: Label) {
    self.init(Array(text.utf8), label: label)
  }

  /// Lends the bytes for the time of a call. They must not leave it.
  public func withExposed<Result: ~Copyable, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(storage.buffer))
  }

  /// A copy of the bytes that is no longer protected. The purpose is for whoever reviews the
  /// caller: "the Authorization header".
  public func reveal(for purpose: StaticString) -> [UInt8] {
    Array(storage.buffer)
  }

  /// A copy of the text that is no longer protected, or nil when the secret is no UTF-8.
  public func revealText(for purpose: StaticString) -> String? {
    String(validating: storage.buffer, as: UTF8.self)
  }

  /// The same secret under another label; the bytes are shared.
  public func labelled(_ label: Label) -> Secret {
    Secret(label: label, storage: storage)
  }

  private init(label: Label, storage: SecretStorage) {
    self.label = label
    self.storage = storage
  }
}

extension Secret: Equatable {
  /// Whether the bytes are equal, in a time that does not tell where they differ; labels do not
  /// matter.
  public static func == (left: Secret, right: Secret) -> Bool {
    left.withExposed { left in right.withExposed { ConstantTime.equal(left, $0) } }
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The label.
  public var description: String { label.description }

  /// The label.
  public var debugDescription: String { label.description }

  /// A mirror without children, so that `dump` and test failures show the label alone.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The one place where a secret's bytes lie. Sendable because they are written before anybody else
/// has the object, and after the last one has let go.
private final class SecretStorage: @unchecked Sendable {
  let buffer: UnsafeMutableRawBufferPointer

  init(_ bytes: some Collection<UInt8>) {
    buffer = .allocate(byteCount: bytes.count, alignment: 1)
    buffer.copyBytes(from: bytes)
  }

  deinit {
    OPENSSL_cleanse(buffer.baseAddress, buffer.count)
    buffer.deallocate()
  }
}
