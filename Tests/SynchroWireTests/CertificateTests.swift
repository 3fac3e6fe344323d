import Foundation
import SynchroTestSupport
import SynchroTiming
import SynchroWire
import Testing

@Suite struct CertificateTests {
  @Test func `fields of certificates made elsewhere are read`() throws {
    var text = ""
    for file in try Fixtures.files(in: "Wire/certificates") where file.pathExtension == "pem" {
      let pem = try Fixtures.bytes("Wire/certificates/\(file.lastPathComponent)")
      for certificate in try Certificate.parse(pem: pem) {
        text += """
          \(file.lastPathComponent)
            subject     \(certificate.subject)
            issuer      \(certificate.issuer)
            names       \(certificate.alternativeNames.map(\.description).joined(separator: " "))
            serial      \(certificate.serial)
            validity    \(certificate.notBefore?.description ?? "-") to \(certificate.notAfter?.description ?? "-")
            key         \(certificate.keyKind) \(certificate.keyBits)
            signature   \(certificate.signatureAlgorithm)
            authority   \(certificate.isAuthority)
            fingerprint \(certificate.fingerprint)

          """
        #expect(try Certificate(der: certificate.der) == certificate)
        #expect(try Certificate.parse(pem: certificate.pem.utf8) == [certificate])
      }
    }
    try expectGolden(text, "Wire/certificates/expected.txt")
  }

  @Test func `a throw-away leaf says what it was asked to say`() throws {
    let authority = try ThrowawayAuthority(commonName: "Größe, ltd")
    #expect(authority.certificate.isAuthority)
    #expect(authority.certificate.subject == "CN=Größe\\, ltd")
    var leaf = ThrowawayAuthority.Leaf(
      commonName: "a", names: ["one.example", "odd,name"], addresses: ["10.0.0.1", "2001:db8::1"])
    leaf.notBefore = Timestamp.unixEpoch.advanced(by: .seconds(1_000_000_000))
    leaf.notAfter = Timestamp.unixEpoch.advanced(by: .seconds(4_000_000_000))
    let issued = try #require(Certificate.parse(pem: authority.issue(leaf).chainPEM).first)
    #expect(
      issued.alternativeNames == [
        .dns("one.example"), .dns("odd,name"), .ip("10.0.0.1"), .ip("2001:db8::1"),
      ])
    #expect(issued.issuer == authority.certificate.subject)
    #expect(issued.notBefore?.description == "2001-09-09T01:46:40Z")
    #expect(issued.notAfter?.description == "2096-10-02T07:06:40Z")
    #expect(issued.isValid(at: SystemTime().wallTime))
    #expect(!issued.isAuthority)
    #expect(throws: TLSFault.self) { try authority.issue(.init(addresses: ["localhost"])) }
  }

  @Test func `the day of a leaf begins when it is made`() {
    let early = ThrowawayAuthority.Leaf.loopback
    usleep(1_000)
    #expect(ThrowawayAuthority.Leaf.loopback.notAfter > early.notAfter)
  }

  @Test func `damaged certificates are refused or read, and nothing else happens`() throws {
    let der = try ThrowawayAuthority().certificate.der
    var mutator = Mutator(corpus: [der], seed: 0x5EED_CE27)
    var refused = 0
    for _ in 0..<500 {
      do {
        _ = try Certificate(der: mutator.next()).alternativeNames.map(\.description)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 100)
    #expect(throws: TLSFault.self) { try Certificate(der: der + [0]) }
    #expect(throws: TLSFault.self) { try Certificate(der: []) }
  }
}
