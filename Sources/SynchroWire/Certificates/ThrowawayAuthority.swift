import COpenSSL
import Glibc
public import SynchroTiming

/// A certificate authority made at start and forgotten at the end, for servers and clients of
/// tests. Its keys are fresh P-256 keys and never touch a disk unless somebody exports them.
public struct ThrowawayAuthority: Sendable {
  /// What a leaf says about itself; the defaults make one that holds.
  public struct Leaf: Sendable {
    /// The common name of the subject.
    public var commonName = "synchroscope throw-away"
    /// The host names it speaks for.
    public var names: [String] = []
    /// The numeric addresses it speaks for.
    public var addresses: [String] = []
    /// The first second of validity.
    public var notBefore = Leaf.fromNow(.seconds(-3600))
    /// The last second of validity.
    public var notAfter = Leaf.fromNow(.seconds(86_400))

    private static func fromNow(_ duration: Duration) -> Timestamp {
      SystemTime().wallTime.advanced(by: duration)
    }

    /// Speaks for this machine: `localhost`, 127.0.0.1 and ::1. A new one each time: its day begins now.
    public static var loopback: Leaf {
      Leaf(names: ["localhost"], addresses: ["127.0.0.1", "::1"])
    }

    /// Speaks for these names and addresses, valid since an hour and for a day.
    public init(
      commonName: String = "synchroscope throw-away", names: [String] = [],
      addresses: [String] = []
    ) {
      self.commonName = commonName
      self.names = names
      self.addresses = addresses
    }

    /// The same, but its validity ended yesterday.
    public var expired: Leaf {
      var leaf = self
      leaf.notBefore = Leaf.fromNow(.seconds(-7 * 86_400))
      leaf.notAfter = Leaf.fromNow(.seconds(-86_400))
      return leaf
    }

    /// The same, but its validity begins tomorrow.
    public var notYetValid: Leaf {
      var leaf = self
      leaf.notBefore = Leaf.fromNow(.seconds(86_400))
      leaf.notAfter = Leaf.fromNow(.seconds(7 * 86_400))
      return leaf
    }
  }

  /// The authority's own certificate: give it to whom should trust its leaves.
  public let certificate: Certificate
  private let key: PrivateKey

  /// Makes an authority that is valid from an hour ago for ten years.
  public init(commonName: String = "synchroscope throw-away authority") throws(TLSFault) {
    guard let key = PrivateKey() else { throw .drained(.certificate) }
    var draft = Leaf(commonName: commonName)
    draft.notAfter = SystemTime().wallTime.advanced(by: .seconds(10 * 365 * 86_400))
    certificate = try CertificateDraft(draft, isAuthority: true).sign(
      subjectKey: key, issuer: nil, issuerKey: key)
    self.key = key
  }

  /// Makes a key and a certificate for it, signed by the authority; the chain is the leaf alone.
  public func issue(_ leaf: Leaf = .loopback) throws(TLSFault) -> TLSIdentity {
    guard let leafKey = PrivateKey() else { throw .drained(.certificate) }
    let signed = try CertificateDraft(leaf, isAuthority: false).sign(
      subjectKey: leafKey, issuer: certificate, issuerKey: key)
    guard let pem = leafKey.pem else { throw .drained(.certificate) }
    return TLSIdentity(chainPEM: signed.pem.utf8, keyPEM: pem)
  }

  /// Trust in this authority alone.
  public var trust: TLSTrust { .certificates([certificate]) }
}
