import Glibc
import SynchroDigest
import SynchroText

/// The files of a key pair: PEM, as OpenSSL reads and writes it.
enum KeyFile {
  private static let limit = 64 << 10

  /// A key that signs; a remark when others could read its file.
  static func privateKey(
    _ path: String, _ console: Console
  ) throws(UsageError) -> Ed25519.PrivateKey {
    let text = try text(path, console)
    do {
      let key = try Ed25519.PrivateKey(pem: text)
      var status = stat()
      if path != "-", stat(path, &status) == 0, status.st_mode & 0o077 != 0 {
        console.err.write(
          "note: others than its owner can read the key '\(path)': chmod 600 it\n")
      }
      return key
    } catch {
      let isPublic = (try? Ed25519.PublicKey(pem: text)) != nil
      throw .unusable(
        isPublic
          ? "'\(path)' is a public key, and only a private key signs"
          : "'\(path)' holds no Ed25519 key that is not encrypted",
        help: "make a pair with: synchroscope keygen FILE")
    }
  }

  /// A key that verifies.
  static func publicKey(
    _ path: String, _ console: Console
  ) throws(UsageError) -> Ed25519.PublicKey {
    let text = try text(path, console)
    do {
      return try Ed25519.PublicKey(pem: text)
    } catch {
      let isPrivate = (try? Ed25519.PrivateKey(pem: text)) != nil
      throw .unusable(
        isPrivate
          ? "'\(path)' is a private key, which its owner keeps"
          : "'\(path)' holds no public Ed25519 key",
        help:
          "name the public key, such as '\(path).pub', which synchroscope keygen wrote beside it")
    }
  }

  private static func text(_ path: String, _ console: Console) throws(UsageError) -> String {
    String(decoding: try console.source(path).bytes.prefix(limit), as: UTF8.self)
  }

  /// Makes a file that is not there yet; answers why it could not.
  static func make(_ bytes: [UInt8], at path: String, mode: mode_t) -> String? {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      return errno == EEXIST
        ? "'\(path)' is there already"
        : "'\(path)' cannot be written: \(String(cString: strerror(errno)))"
    }
    // Whatever the umask is, nobody else shall read a private key, and everybody may a public one.
    var isWritten = fchmod(descriptor, mode) == 0 && FileBytes.write(bytes, to: descriptor)
    isWritten = fsync(descriptor) == 0 && isWritten
    isWritten = close(descriptor) == 0 && isWritten
    if isWritten { return nil }
    let reason = String(cString: strerror(errno))
    unlink(path)
    return "'\(path)' cannot be written: \(reason)"
  }
}
