import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict

/// Why a request step cannot be carried out.
struct StepFault: Error {
  let verdict: Verdict
  /// What an earlier run did not do, so that nobody knows how the target would have gone on.
  let gap: String?

  init(verdict: Verdict) {
    self.verdict = verdict
    gap = nil
  }

  init(gap: String) {
    verdict = .untestable(prerequisite: gap)
    self.gap = gap
  }
}

/// A request with everything filled in, and where secrets are in it.
struct PreparedRequest {
  var order: ExchangeOrder
  /// Fields that only allowed origins may see, in lower case.
  var guardedFields: Set<String> = []
  /// What in URL or body only allowed origins may see, in words.
  var guardedParts: [String] = []
  var redirects = 0
  var retries = 2
  /// Whether the suite wants it repeated whatever that does.
  var isRepeatedAnyway = false

  /// Whether the target ends up the same when it gets the request twice: by the method (RFC 9110,
  /// section 9.2.2), or because it asks for a token, or about one.
  var mayBeRepeated: Bool {
    if isRepeatedAnyway { return true }
    switch order.method.name {
    case "GET", "HEAD", "PUT", "DELETE", "OPTIONS": return true
    case "POST":
      guard order.fields["Content-Type"]?.hasPrefix("application/x-www-form-urlencoded") == true,
        let form = HTTPForm(decoding: order.body)
      else { return false }
      return form["grant_type"].map { $0 == "client_credentials" } ?? (form["token"] != nil)
    default: return false
    }
  }

  /// What only allowed origins may see, in words.
  var guarded: [String] {
    order.fields.filter { guardedFields.contains($0.name.lowercased()) }.map { "'\($0.name)'" }
      + guardedParts
  }
}

extension TestRun {
  /// A request step: sent with its retries and redirects, it becomes the current exchange.
  func send(_ step: RequestStep, line: Int) async -> Flow {
    do throws(StepFault) {
      var override: String?
      if let page, !page.isSent { override = page.url }
      let prepared = try prepare(step, url: override)
      if let origin = prepared.order.url.origin, !prepared.guarded.isEmpty,
        !context.trustedOrigins.contains(origin)
      {
        let what = prepared.guarded.joined(separator: ", ")
        throw StepFault(
          verdict: .setupFault(
            "line \(line) would send \(what) to \(origin), which the target file does not allow; "
              + "add the line 'allow origin: \(origin)' if it may have it"))
      }
      let turn = try await converse(prepared, line: line)
      self.turn = turn
      if page?.isSent == false {
        page?.isSent = true
        page?.turn = turn
      }
      remember(turn.fault)
      if isCleaningUp { recordResidue(turn, line: line) }
      return .goOn
    } catch {
      turn = nil
      if let flow = leave(becauseOf: error) { return flow }
      if case .setupFault = error.verdict { stop = stop ?? error.verdict }
      return .leaveBlock(error.verdict)
    }
  }

  /// Ends the test when an earlier run is judged again and did not do what the step wants: what
  /// follows rests on it. Nil for any other fault.
  func leave(becauseOf fault: StepFault) -> Flow? {
    guard let gap = fault.gap else { return nil }
    turn = nil
    context.note(gap: gap, in: entry.id)
    return .leaveTest(fault.verdict)
  }

  /// What a fault says about the test as a whole, whether or not a gate follows.
  private func remember(_ fault: ExchangeSummary.Fault?) {
    guard let fault, stop == nil, fault.blame != .target, fault.blame != .limit else { return }
    stop = TransportVerdict.verdict(of: fault)
  }

  /// `leaves`: what the run makes on the target and cannot take away again.
  func leave(_ what: TextTemplate, at url: TextTemplate) {
    let expander = TemplateExpander(scope: scope)
    // A value that is missing must not hide that something stays there.
    let words = (try? expander.raw(what).value) ?? ExpressionWords.describe(what)
    let place = try? expander.raw(url).value
    residue.append(
      .init(
        words, url: place, test: entry.id.description,
        because: "clients have no means to remove it"))
  }

  private func recordResidue(_ turn: Turn, line: Int) {
    let status = turn.observation.response?.status
    if let status, (200..<300).contains(status) || status == 404 || status == 410 { return }
    let why = turn.fault?.sentence ?? status.map { "the target answered with status \($0)" }
    residue.append(
      .init(
        "what the clean-up in line \(line) (\(turn.observation.method)) was to remove",
        url: turn.observation.url, test: entry.id.description,
        because: why ?? "there was no response"))
  }

  // MARK: - Filling in

  private func prepare(
    _ step: RequestStep, url override: String?
  ) throws(StepFault) -> PreparedRequest {
    let expander = TemplateExpander(scope: scope)
    do {
      let url =
        if let override { Expanded(override) } else {
          try expander.url(step.url, query: step.query)
        }
      guard let uri = try? URI(url.value), uri.origin != nil else {
        throw StepFault(
          verdict: .untestable(prerequisite: "'\(VisibleText.excerpt(url.value))' is no http URL"))
      }
      var prepared = PreparedRequest(order: ExchangeOrder(step.method.value, uri))
      prepared.guardedParts = url.secretNames.map { "${\($0)} in the URL" }
      prepared.order.timeout = context.target.timeout ?? .seconds(15)
      for header in step.headers {
        let value = try expander.header(header.value)
        try append(
          header.name.value, value.value, isGuarded: !value.secretNames.isEmpty, to: &prepared)
      }
      try apply(step.options, to: &prepared)
      try setBody(step.body, expander, of: &prepared)
      prepared.order.timeout = min(prepared.order.timeout, remaining)
      return prepared
    } catch let fault as StepFault {
      throw fault
    } catch let fault as TemplateFault {
      throw StepFault(verdict: .untestable(prerequisite: fault.description))
    } catch {
      throw StepFault(verdict: .harnessFault("\(error)"))
    }
  }

  /// The time that the test has left.
  private var remaining: Duration {
    max(.milliseconds(1), context.time.now.duration(to: deadline))
  }

  private func append(
    _ name: String, _ value: String, isGuarded: Bool, to prepared: inout PreparedRequest
  ) throws(StepFault) {
    guard FieldSyntax.isToken(name),
      !value.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F })
    else {
      throw StepFault(
        verdict: .untestable(
          prerequisite: "the header '\(name)' would hold a control character, which is not sent"))
    }
    prepared.order.fields.append(name, value)
    let name = name.lowercased()
    if isGuarded || SecretNames.isSecretHeader(name) { prepared.guardedFields.insert(name) }
  }

  private func apply(
    _ options: [RequestStep.Option], to prepared: inout PreparedRequest
  ) throws(StepFault) {
    for option in options {
      switch option {
      case .timeout(let timeout): prepared.order.timeout = timeout.value
      case .redirects(let count): prepared.redirects = min(max(0, count.value), 20)
      case .retries: prepared.isRepeatedAnyway = true
      case .noRetries: prepared.retries = 0
      case .bodyLimit(let limit): prepared.order.bodyLimit = max(0, limit.value)
      case .credentials(let name): try addCredentials(name.value, to: &prepared)
      case .basic(let id, let secret, let isFullyEncoded):
        try authenticate(id, secret, isFullyEncoded: isFullyEncoded, in: &prepared)
      }
    }
  }

  /// RFC 6749, section 2.3.1: both are form-encoded before they are joined.
  private func authenticate(
    _ id: TextTemplate, _ secret: TextTemplate, isFullyEncoded: Bool,
    in prepared: inout PreparedRequest
  ) throws(StepFault) {
    let expander = TemplateExpander(scope: scope)
    let parts: [String]
    do throws(TemplateFault) {
      parts = [try expander.raw(id).value, try expander.raw(secret).value]
    } catch {
      throw StepFault(verdict: .untestable(prerequisite: error.description))
    }
    let encoded =
      parts
      .map { isFullyEncoded ? PercentCoding.encode($0, for: .alphanumeric) : HTTPForm.encode($0) }
      .joined(separator: ":")
    // Its bytes are the secret in another form, and may come back in an answer.
    let token = context.secrets.ledger.secret(Base64.encode(encoded.utf8), kind: "basic")
    let shown = token.revealText(for: "the header 'Authorization'") ?? ""
    try append("Authorization", "Basic " + shown, isGuarded: true, to: &prepared)
  }

  private func addCredentials(
    _ name: String, to prepared: inout PreparedRequest
  ) throws(StepFault) {
    guard let headers = context.target.credentials[name] else {
      let advice = NearestName.advice(for: name, among: context.target.credentials.keys)
      throw StepFault(
        verdict: .setupFault(
          "the target file has no section [credentials \(name)]"
            + (advice.map { " (\($0))" } ?? "; add it with its header lines")))
    }
    for header in headers {
      guard let value = context.secrets.fill(header.value) else {
        let problem = context.secrets.problems.first { header.value.secretNames.contains($0.name) }
        throw StepFault(
          verdict: .setupFault(problem?.sentence ?? "a secret of [credentials \(name)] is missing"))
      }
      try append(header.name, value, isGuarded: true, to: &prepared)
    }
  }

  private func setBody(
    _ body: RequestStep.Body?, _ expander: TemplateExpander, of prepared: inout PreparedRequest
  ) throws {
    var mediaType: String?
    var secretNames: [String] = []
    switch body {
    case .json(let template):
      let value = try expander.json(template)
      prepared.order.body = Array(JSONPrinter.compact(value.value).utf8)
      secretNames = value.secretNames
      mediaType = "application/json"
    case .form(let parameters):
      let form = try expander.form(parameters)
      prepared.order.body = Array(form.value.utf8)
      secretNames = form.secretNames
      mediaType = "application/x-www-form-urlencoded"
    case .raw(let type, let text):
      let raw = try expander.raw(text)
      prepared.order.body = Array(raw.value.utf8)
      secretNames = raw.secretNames
      mediaType = type?.value
    case .bytes(let bytes): prepared.order.body = bytes.value
    case nil: return
    }
    prepared.guardedParts += secretNames.map { "${\($0)} in the body" }
    if let mediaType, !prepared.order.fields.contains("Content-Type") {
      prepared.order.fields.append("Content-Type", mediaType)
    }
    if prepared.order.body.isEmpty { prepared.order.fields.set("Content-Length", "0") }
  }
}
