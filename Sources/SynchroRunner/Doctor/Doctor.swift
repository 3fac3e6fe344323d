import SynchroHTTP
import SynchroTiming
import SynchroVerdict
import SynchroWire

/// Looks at a target before the run: whether there is anything to examine, and whether we may.
struct Doctor {
  let context: RunContext
  /// Whether it looks at what registering clients takes as well.
  var looksAtRegistration = false

  /// The findings, in the order in which they were made. A fault among them ends the run.
  func examine() async -> [DoctorFinding] {
    var findings = secrets() + origins()
    let url = context.target.metadataURL
    let answer = await answer(url)
    if await wantsTLS(url, answer) {
      findings.append(wrongScheme(url))
    } else {
      findings += reachability(of: url, answer)
      if answer.fault == nil { findings += trust(answer) + clock(answer) }
    }
    if looksAtRegistration { findings += await registration(answer) }
    // A run that asks nothing of the operator makes sense all the same: nothing here is a fault.
    return findings + (await hooks())
  }

  // MARK: - Configuration

  private func secrets() -> [DoctorFinding] {
    let problems = context.secrets.problems
    guard problems.isEmpty else {
      return problems.map {
        DoctorFinding(
          .fault, $0.sentence, nextStep: $0.nextStep, field: "[secret \($0.name)]")
      }
    }
    let count = context.target.secrets.count
    guard count > 0 else { return [] }
    return [
      DoctorFinding(.ok, count == 1 ? "the secret is at hand" : "all \(count) secrets are at hand")
    ]
  }

  private func origins() -> [DoctorFinding] {
    let trusted = context.target.trustedOrigins
    let origins = trusted.map(\.description).sorted()
    var findings = [
      DoctorFinding(
        .ok, "credentials and secrets go to " + origins.joined(separator: ", ") + " only",
        field: "allow origin")
    ]
    let hasCredentials = !context.target.credentials.isEmpty || !context.target.secrets.isEmpty
    // What stays on this machine needs no encryption.
    let open = trusted.filter { $0.scheme == "http" && !$0.isOnThisMachine }
    for origin in open.map(\.description).sorted() where hasCredentials {
      findings.append(
        DoctorFinding(
          .warning, "credentials would go to \(origin) without encryption",
          nextStep: "use https, or credentials that open nothing but this test instance",
          field: "url"))
    }
    return findings
  }

  // MARK: - Reachability

  private func answer(_ url: URI) async -> ExchangeAnswer {
    let order = ExchangeOrder(
      .get, url, fields: ["Accept": "application/json"],
      timeout: min(context.target.timeout ?? .seconds(10), .seconds(10)))
    return await look(order)
  }

  /// Asks and tells of it. Nobody looks at a target that a run was made against long ago.
  func look(_ order: ExchangeOrder) async -> ExchangeAnswer {
    do throws(StepFault) {
      let (record, answer) = try await context.exchange(order, of: nil, line: nil)
      context.observer(.exchange(record))
      return answer
    } catch {
      preconditionFailure("the findings of a recorded run are recorded as well")
    }
  }

  /// Whether the port is one of https: asked without TLS most servers answer 400 there or hang up, which
  /// would look like a broken target.
  private func wantsTLS(_ url: URI, _ answer: ExchangeAnswer) async -> Bool {
    guard url.scheme == "http", url.port != nil, answer.isLost || answer.status?.code == 400,
      let secure = try? URI("https" + url.text.dropFirst(url.scheme.count))
    else { return false }
    return await self.answer(secure).tls?.version != nil
  }

  private func wrongScheme(_ url: URI) -> DoctorFinding {
    DoctorFinding(
      .fault, "\(url.text) cannot be examined: what answers there speaks TLS",
      nextStep: ForeignProtocol.tls.nextStep, field: "url")
  }

  private func reachability(of url: URI, _ answer: ExchangeAnswer) -> [DoctorFinding] {
    guard let fault = answer.fault else {
      let status = answer.status?.code ?? 0
      let peer = answer.peer.map { " from \($0)" } ?? ""
      let sentence = "\(url.text) answers with status \(status)\(peer)"
      guard (200..<400).contains(status) else {
        return [
          DoctorFinding(
            .warning, sentence,
            nextStep: "check that the metadata document is public and at this place",
            field: "metadata url")
        ]
      }
      return [DoctorFinding(.ok, sentence)]
    }
    if let other = ForeignProtocol(answer.received) {
      return [
        DoctorFinding(
          .fault, "\(url.text) cannot be examined: what answers there speaks \(other.words)",
          nextStep: other.nextStep, field: "url")
      ]
    }
    switch fault.blame {
    case .setup, .limit:
      return [
        DoctorFinding(
          .fault, "\(url.text) cannot be examined: \(fault.sentence)",
          nextStep: answer.hint?.nextStep, field: answer.hint?.field)
      ]
    case .target:
      // It answers, and wrongly: that is what the tests are for.
      return [
        DoctorFinding(
          .warning, "\(url.text) does not answer in proper HTTP: \(fault.sentence)",
          nextStep: answer.hint?.nextStep)
      ]
    case .interrupted:
      // Nothing is learnt about the set-up; what says so is that the run was cut short.
      return [DoctorFinding(.warning, "the run was stopped before the target had answered")]
    case .harness:
      var finding = DoctorFinding(.fault, fault.sentence, nextStep: answer.hint?.nextStep)
      finding.isOurs = true
      return [finding]
    }
  }

  // MARK: - Trust and clocks

  private func trust(_ answer: ExchangeAnswer) -> [DoctorFinding] {
    guard let tls = answer.tls else {
      guard context.target.metadataURL.scheme == "http" else { return [] }
      return [
        DoctorFinding(
          .warning, "the target is reached without encryption",
          nextStep: "examine the https address that users have", field: "url")
      ]
    }
    var words = [tls.version?.description, tls.cipher].compactMap { $0 }.joined(separator: ", ")
    guard let leaf = tls.peerChain.first else { return [DoctorFinding(.ok, words)] }
    words += ", certificate of \(leaf.subject)"
    let soon = context.time.wallTime.advanced(by: .seconds(14 * 86_400))
    if let end = leaf.notAfter, end < soon {
      return [
        DoctorFinding(
          .warning, words + " ends on \(end)", nextStep: "renew the target's certificate soon",
          field: "trust")
      ]
    }
    return [DoctorFinding(.ok, words)]
  }

  private func clock(_ answer: ExchangeAnswer) -> [DoctorFinding] {
    guard let text = answer.fields.first("Date"), let date = HTTPDate(text) else {
      return [
        DoctorFinding(
          .warning, "the target sends no Date that can be read, so clocks cannot be compared",
          nextStep: "expect wider tolerance in checks of times")
      ]
    }
    // The Date was made some time between our question and its answer, and is cut to a second.
    let now = context.time.wallTime.seconds
    let off = abs(now - date.secondsSince1970)
    guard off > 5 + answer.times.total.components.seconds else {
      return [DoctorFinding(.ok, "the clocks agree")]
    }
    let direction = date.secondsSince1970 > now ? "ahead of" : "behind"
    return [
      DoctorFinding(
        .warning, "the target's clock is \(off) s \(direction) ours",
        nextStep: "set both clocks by a time server: checks of times may mislead")
    ]
  }
}
