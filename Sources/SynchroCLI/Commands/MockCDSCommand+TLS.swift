import Glibc
import SynchroSystem
import SynchroText
import SynchroWire

extension MockCDSCommand {
  static func tlsConfiguration(
    _ arguments: ParsedArguments
  ) throws(UsageError) -> TLSServerConfiguration? {
    switch (arguments[certificate], arguments[key]) {
    case (let chain?, let key?):
      do throws(SystemError) {
        return TLSServerConfiguration(identity: try TLSIdentity(chainFile: chain, keyFile: key))
      } catch {
        throw .unusable(
          "'\(chain)' or '\(key)' cannot be read: \(error)", help: "check both paths")
      }
    case (.some, nil): throw .missing("'--tls-key'", help: "name the key of --tls-cert")
    case (nil, .some): throw .missing("'--tls-cert'", help: "name the certificate of --tls-key")
    case (nil, nil): break
    }
    guard arguments[tls] else {
      guard arguments[authority] == nil else {
        throw .unusable("'--ca' has no use without '--tls'", help: "add --tls")
      }
      return nil
    }
    let made: (authority: ThrowawayAuthority, identity: TLSIdentity)
    do throws(TLSFault) {
      let fresh = try ThrowawayAuthority()
      made = (fresh, try fresh.issue())
    } catch {
      throw .unusable("no certificate can be made: \(error)", help: "give --tls-cert and --tls-key")
    }
    if let path = arguments[authority] { try write(made.authority.certificate.pem, to: path) }
    return TLSServerConfiguration(identity: made.identity)
  }

  private static func write(_ text: String, to path: String) throws(UsageError) {
    let raw = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard raw >= 0 else { throw unwritable(path) }
    let file = Output(descriptor: raw)
    file.write(text)
    guard close(raw) == 0, file.fault == nil else { throw unwritable(path) }
  }

  private static func unwritable(_ path: String) -> UsageError {
    .unusable(
      "'\(path)' cannot be written: \(String(cString: strerror(errno)))",
      help: "check that the folder exists and may be written")
  }
}
