import SynchroDigest
import SynchroHTTP
public import SynchroSystem
public import SynchroTiming
import SynchroTransport
public import SynchroVerdict
import SynchroWire

/// Opens the way to the target that a target file describes.
public enum LiveTarget {
  /// A way to the target, or what stands in it.
  public enum Opening: Sendable {
    /// Exchanges can begin.
    case open(LiveExchanges)
    /// The configuration cannot be used.
    case fault(DoctorFinding)
  }

  /// Reads certificates, chooses the proxy and, for trust by fingerprint, looks at the target's
  /// certificate before anything else is sent.
  public static func open(
    _ target: TargetFile, secrets: ResolvedSecrets, engine: LiveExchanges.Engine = .own,
    environment: [String: String], time: any TimeSource = SystemTime()
  ) async throws(SystemError) -> Opening {
    var tls = TLSClientConfiguration()
    if let certificate = target.clientCertificate {
      do {
        tls.identity = try TLSIdentity(
          chainFile: certificate.chainFile, keyFile: certificate.keyFile)
      } catch {
        return .fault(
          DoctorFinding(
            .fault, "the client certificate cannot be read: \(error)",
            nextStep: "check the path and the permissions of both files",
            field: "client certificate"))
      }
    }
    let choice: ProxyChoice
    switch ProxyChoice.of(target, secrets, environment) {
    case .success(let known): choice = known
    case .failure(let fault): return .fault(fault.finding)
    }
    let proxy: @Sendable (Origin) -> Proxy = { choice.proxy(for: $0) }
    switch target.trust {
    case .system: break
    case .file(let path): tls.trust = .file(path)
    case .fingerprint(let digits):
      switch try await leaf(of: target, digits, tls, proxy) {
      case .success(let certificate): tls.trust = .certificates([certificate])
      case .failure(let fault): return .fault(fault.finding)
      }
    }
    return .open(try LiveExchanges(engine: engine, tls: tls, proxy: proxy, time: time))
  }

  struct Fault: Error {
    let finding: DoctorFinding
  }

  /// The certificate with the fingerprint, as the target shows it. Nothing but a request for the
  /// metadata without credentials is sent to whoever answers.
  private static func leaf(
    of target: TargetFile, _ digits: String, _ tls: TLSClientConfiguration,
    _ proxy: @escaping @Sendable (Origin) -> Proxy
  ) async throws(SystemError) -> Result<Certificate, Fault> {
    var tls = tls
    tls.verification = .recorded
    tls.identity = nil
    let probe = try LiveExchanges(tls: tls, proxy: proxy)
    let answer = await probe.answer(
      ExchangeOrder(.get, target.metadataURL, timeout: .seconds(10)))
    await probe.stop()
    guard let leaf = answer.tls?.peerChain.first else {
      let why = answer.fault?.sentence ?? "the target is not reached by https"
      return .failure(
        Fault(
          finding: DoctorFinding(
            .fault, "the target shows no certificate: \(why)",
            nextStep: answer.hint?.nextStep ?? "write an https URL, or 'trust: system'",
            field: answer.hint?.field ?? "trust")))
    }
    let shown = Hex.encode(leaf.sha256)
    guard shown == digits else {
      return .failure(
        Fault(
          finding: DoctorFinding(
            .fault, "the target's certificate has another fingerprint: \(shown)",
            nextStep: "ask the operator; if it was renewed, write 'trust: fingerprint \(shown)'",
            field: "trust")))
    }
    return .success(leaf)
  }

  /// The way out of this machine for each origin.
  private enum ProxyChoice: Sendable {
    case fixed(Proxy)
    case environment([String: String])

    /// Asks for one origin now, so that what is wrong with the variables shows before the run.
    static func of(
      _ target: TargetFile, _ secrets: ResolvedSecrets, _ environment: [String: String]
    ) -> Result<ProxyChoice, Fault> {
      var variables = environment
      switch target.proxy {
      case .direct: return .success(.fixed(.direct))
      case .environment: break
      case .server(let template):
        guard let text = secrets.fill(template) else {
          return .failure(
            Fault(
              finding: DoctorFinding(
                .fault, "a secret of the proxy is missing",
                nextStep: "see the secret's own finding", field: "proxy")))
        }
        variables = ["http_proxy": text, "https_proxy": text]
      }
      do {
        let origin = target.metadataURL.origin
        let proxy = try Proxy.fromEnvironment(
          variables, isSecure: origin?.scheme == "https", host: origin?.host ?? "")
        if case .server = target.proxy { return .success(.fixed(proxy)) }
        return .success(.environment(variables))
      } catch {
        return .failure(
          Fault(
            finding: DoctorFinding(
              .fault, "the proxy cannot be used: \(error)",
              nextStep: "write 'proxy: none' or the proxy's URL in the target file",
              field: "proxy")))
      }
    }

    func proxy(for origin: Origin) -> Proxy {
      switch self {
      case .fixed(let proxy): return proxy
      case .environment(let variables):
        // What is wrong with the variables of the target's own scheme was reported; another origin
        // with a broken variable is reached directly or not at all.
        return
          (try? Proxy.fromEnvironment(
            variables, isSecure: origin.scheme == "https", host: origin.host)) ?? .direct
      }
    }
  }
}
