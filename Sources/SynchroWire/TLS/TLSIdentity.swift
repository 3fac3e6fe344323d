import COpenSSL
import Glibc
public import SynchroSystem

/// A certificate chain and the private key of its leaf, as PEM. The description shows no key.
public struct TLSIdentity: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The leaf first, then what leads to the root.
  public let chainPEM: [UInt8]
  let keyPEM: [UInt8]

  /// Keeps a chain and a key that are in memory.
  public init(chainPEM: some Collection<UInt8>, keyPEM: some Collection<UInt8>) {
    self.chainPEM = Array(chainPEM)
    self.keyPEM = Array(keyPEM)
  }

  /// Reads a chain and a key from files; both may stand in the same file.
  public init(chainFile: String, keyFile: String) throws(SystemError) {
    self.init(
      chainPEM: try WireFile.read(chainFile), keyPEM: try WireFile.read(keyFile))
  }

  /// The private key as PEM; whoever asks for it keeps it secret.
  public func exportKeyPEM() -> [UInt8] { keyPEM }

  /// The number of bytes, never the key.
  public var description: String { "TLSIdentity(chain: \(chainPEM.count) bytes, key: masked)" }

  /// The same as the description.
  public var debugDescription: String { description }

  /// Nothing, so that a dump shows no key.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Whom to trust.
public enum TLSTrust: Sendable, Equatable {
  /// The certificate authorities of this machine.
  case system
  /// The certificates in a PEM file.
  case file(String)
  /// These certificates.
  case certificates([Certificate])
}

/// Small files, whole.
enum WireFile {
  private static let limit = 16 << 20

  static func read(_ path: String) throws(SystemError) -> [UInt8] {
    let raw = open(path, O_RDONLY | O_CLOEXEC)
    guard raw >= 0 else { throw .last(.open) }
    let file = Descriptor(owning: raw)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(file.raw, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .last(.open) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else { throw SystemError(.open, code: EFBIG) }
    }
  }
}
