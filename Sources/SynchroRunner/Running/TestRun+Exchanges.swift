import SynchroDigest
import SynchroHTTP
import SynchroScript
import SynchroTiming
import SynchroVerdict
import SynchroWire

extension TestRun {
  /// Sends a request until it has its answer: repeated while the target is busy, and on to where
  /// redirects lead.
  func converse(_ prepared: PreparedRequest, line: Int) async throws(StepFault) -> Turn {
    var prepared = prepared
    let first = prepared.order.url.text
    let method = prepared.order.method.name
    var total = Duration.zero
    var followed = 0
    var from: Int?
    while true {
      var (number, answer, busy) = try await exchange(prepared, line: line, redirectedFrom: from)
      total += answer.times.total
      if busy == nil, followed < prepared.redirects,
        let next = redirected(prepared, by: answer)
      {
        followed += 1
        from = number
        prepared = next
        continue
      }
      // The target file can mend the way to the target, not the way to a host of somebody else.
      if answer.fault?.blame == .setup, let origin = prepared.order.url.origin,
        !context.trustedOrigins.contains(origin)
      {
        answer.fault?.blame = .limit
      }
      let observation = Observation(
        answer, number: number, method: method, url: first, finalURL: prepared.order.url.text,
        redirects: followed, duration: total, decodedLimit: prepared.order.decodedLimit)
      if case .response(let response) = observation.answer {
        if let (token, seconds) = AnsweredSecrets.lifetime(in: response) {
          context.note(token, lasts: seconds, from: clock.wallTime)
        }
        for (name, text) in AnsweredSecrets.find(in: response) { learn(text, as: name) }
      }
      return Turn(observation: observation, fault: answer.fault, busy: busy)
    }
  }

  // MARK: - Busy targets

  /// One request with its retries: on 429 and 503, and where the connection ended without an answer,
  /// if asking twice does nothing that asking once would not.
  func exchange(
    _ prepared: PreparedRequest, line: Int, redirectedFrom: Int?
  ) async throws(StepFault) -> (number: Int, answer: ExchangeAnswer, busy: String?) {
    var attempt = 1
    while true {
      var (number, answer) = try await perform(
        prepared.order, line: line, redirectedFrom: redirectedFrom, attempt: attempt)
      if answer.isLost { leaveTraces(of: prepared.order) }
      if answer.isLost, prepared.retries > 0 {
        if !prepared.mayBeRepeated {
          // Once is an accident of the network as well as a fault of the target.
          answer.fault?.blame = .limit
          answer.fault?.sentence += "; it was not sent again, since that might do it twice"
          return (number, answer, nil)
        }
        guard attempt <= prepared.retries else { return (number, answer, nil) }
        attempt += 1
        await sleep(.milliseconds(100))
        continue
      }
      if answer.status == .unauthorized, context.bearsEndedToken(prepared.order, at: clock.wallTime)
      {
        // No suite means that; what it shows is how long the run took.
        return (
          number, answer,
          "the access token had ended by its own expires_in; let tokens of the instance under test "
            + "last longer than a run"
        )
      }
      guard prepared.retries > 0, answer.fault == nil, let status = answer.status?.code,
        status == 429 || status == 503
      else { return (number, answer, nil) }
      let wait = retryAfter(answer) ?? .seconds(1)
      guard wait <= .seconds(5) else {
        let seconds = wait.components.seconds
        return (
          number, answer,
          "the target answered \(status) and asked for \(seconds) s of patience; the limit is 5 s"
        )
      }
      guard attempt <= prepared.retries else {
        return (number, answer, "the target answered \(status) \(attempt) times in a row")
      }
      attempt += 1
      await sleep(wait)
    }
  }

  /// What an answer would have told of may be there without it.
  private func leaveTraces(of order: ExchangeOrder) {
    guard order.method == .post, order.fields["Content-Type"]?.hasPrefix("application/json") == true
    else { return }
    residue.append(
      .init(
        "what a POST may have made whose answer was lost", url: order.url.text,
        test: entry.id.description, because: "nobody knows whether it arrived"))
  }

  /// RFC 9110, section 10.2.3: seconds or a date.
  private func retryAfter(_ answer: ExchangeAnswer) -> Duration? {
    guard let text = answer.fields.first("Retry-After") else { return nil }
    if let seconds = Int(text), seconds >= 0 { return .seconds(min(seconds, 86_400 * 365)) }
    guard let date = HTTPDate(text) else { return nil }
    let now = clock.wallTime.seconds
    return .seconds(max(0, min(date.secondsSince1970 - now, 86_400 * 365)))
  }

  func perform(
    _ order: ExchangeOrder, line: Int, redirectedFrom: Int?, attempt: Int
  ) async throws(StepFault) -> (number: Int, answer: ExchangeAnswer) {
    var order = order
    order.timeout = min(
      order.timeout, max(.milliseconds(1), context.time.now.duration(to: deadline)))
    let context = context
    tell()
    var (record, answer) = try await uninterrupted { [order, entry] () throws(StepFault) in
      try await context.exchange(
        order, of: entry, line: line, redirectedFrom: redirectedFrom, attempt: attempt)
    }
    let elapsed = answer.past?.elapsed ?? clock.begin.duration(to: context.time.now)
    clock.move(to: elapsed, wallTime: answer.start.advanced(by: answer.times.total))
    record.replay = ReplayFacts(
      elapsed: elapsed, firstByte: answer.firstByte, isLost: answer.isLost,
      contentCount: answer.contentCount)
    untold = .exchange(record)
    for (name, text) in AnsweredSecrets.find(inLocation: answer.fields.first("Location") ?? "") {
      learn(text, as: name)
    }
    let number = record.summary.number
    exchangeNumbers.append(number)
    return (number, answer)
  }

  /// Clean-up goes on when the run is cancelled: its deadline ends it.
  func uninterrupted<Success: Sendable>(
    _ act: @escaping @Sendable () async throws(StepFault) -> Success
  ) async throws(StepFault) -> Success {
    guard isCleaningUp else { return try await act() }
    let result = await Task { () -> Result<Success, StepFault> in
      do throws(StepFault) {
        return .success(try await act())
      } catch {
        return .failure(error)
      }
    }.value
    return try result.get()
  }

  /// Takes a text for a secret from here on, if it is one that can be searched for.
  private func learn(_ text: String, as kind: String) {
    guard (Redactor.minimumLength...Redactor.maximumLength).contains(text.utf8.count) else {
      return
    }
    _ = context.secrets.ledger.secret(text, kind: kind)
  }

  /// Tells of the last exchange or act. What is told is written at once and stays written, so it
  /// waits for the steps behind it, which may keep a part of the answer secret.
  func tell() {
    guard let event = untold else { return }
    untold = nil
    context.observer(event)
  }

  // MARK: - Redirects

  /// The request that a redirect asks for (RFC 9110, section 15.4); nil when it is none that can
  /// be followed, and then it is the answer.
  private func redirected(
    _ prepared: PreparedRequest, by answer: ExchangeAnswer
  ) -> PreparedRequest? {
    guard answer.fault == nil, let status = answer.status?.code,
      [301, 302, 303, 307, 308].contains(status), let location = answer.fields["Location"],
      let url = try? prepared.order.url.resolve(location), let origin = url.origin
    else { return nil }
    var next = prepared
    next.order.url = url
    let method = prepared.order.method
    if status == 303 && method != .head || (status == 301 || status == 302) && method == .post {
      next.order.method = .get
      next.order.body = []
      for name in ["Content-Type", "Content-Length", "Content-Encoding"] {
        next.order.fields.remove(name)
      }
      next.guardedParts = []
    }
    guard origin != prepared.order.url.origin else { return next }
    // An allowed origin may see what the step sends; credentials of one origin are not meant for
    // another all the same, so nothing guarded crosses by a redirect.
    for name in next.guardedFields { next.order.fields.remove(name) }
    if !next.order.body.isEmpty, !next.guardedParts.isEmpty,
      !context.trustedOrigins.contains(origin)
    {
      note("a redirect to \(origin) was not followed, because the body holds a secret")
      return nil
    }
    return next
  }
}

extension Observation {
  /// What checks see of an answer, live or not.
  init(
    _ answer: ExchangeAnswer, number: Int, method: String, url: String, finalURL: String,
    redirects: Int, duration: Duration, decodedLimit: Int
  ) {
    var codes = answer.findings.map(\.code)
    let result: Answer
    if let fault = answer.fault {
      result = .none(NoAnswer(reason: fault.sentence, kind: NoAnswer.Class(of: fault.blame)))
    } else if let status = answer.status {
      var limits = HTTPLimits.standard
      limits.decodedBytes = decodedLimit
      let body = ObservedBody(answer.body, codedAs: answer.fields, limits: limits)
      codes += body.codingFindings
      result = .response(
        Response(status: status.code, fields: answer.fields, rawBody: answer.body, body: body))
    } else {
      result = .none(NoAnswer(reason: "the exchange holds no response", kind: .harness))
    }
    self.init(
      number: number, method: method, url: url, finalURL: finalURL, redirects: redirects,
      answer: result, duration: duration, firstByte: answer.firstByte, wireFindings: codes,
      tlsVersion: answer.tlsVersion)
  }
}

extension Observation.NoAnswer.Class {
  /// Whose fault it is.
  fileprivate init(of blame: ExchangeSummary.Fault.Blame) {
    switch blame {
    case .target: self = .protocolBroken
    case .setup: self = .setup
    case .limit: self = .limit
    case .interrupted, .harness: self = .harness
    }
  }
}
