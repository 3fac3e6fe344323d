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
    if let path = arguments[authority] {
      try FileText.write(made.authority.certificate.pem, to: path)
    }
    return TLSServerConfiguration(identity: made.identity)
  }
}
