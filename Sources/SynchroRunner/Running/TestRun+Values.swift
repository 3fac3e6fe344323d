import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict

extension TestRun {
  // MARK: - Scope

  /// What every test can name, and what the tests that this one needs have kept.
  func openScope() {
    scope = builtIns()
    for test in entry.visible {
      if let left = context.left(by: test) { scope.merge(left) }
    }
  }

  /// Leaves what was kept to those that need this test, and for what was not, why.
  func leaveScope(because reason: Verdict?) {
    var kept = Scope()
    for (name, line) in Self.keptNames(of: entry.test.steps) {
      switch scope[name] {
      case .found(let found): kept.set(name, to: found)
      case .missing(let missing):
        kept.setMissing(
          name, because: "\(entry.id) could not keep it: \(missing.reason)", line: missing.line)
      case nil:
        let why = reason?.reason.map { ": \($0)" } ?? ""
        kept.setMissing(
          name, because: "\(entry.id) did not keep it\(why)",
          line: source.place(at: line).line)
      }
    }
    context.leave(kept, of: entry.id)
  }

  /// Names and offsets of `keep` and `collect`.
  private static func keptNames(of steps: [Step]) -> [(String, Int)] {
    steps.flatMap { step -> [(String, Int)] in
      switch step.kind {
      case .keep(let name, _, _), .collect(let name, _): [(name.value, name.range.start)]
      case .when(let when): keptNames(of: when.steps ?? []) + keptNames(of: when.otherwise ?? [])
      case .forEach(let loop): keptNames(of: loop.steps)
      case .pages(let pages): keptNames(of: pages.steps)
      case .eventually(_, _, let steps), .control(_, let steps): keptNames(of: steps)
      case .request, .gate, .check, .give, .call, .operate, .controlledBy, .leaves, .pause, .review:
        []
      }
    }
  }

  /// `target`, `secret`, `run`, `random` and `now`.
  func builtIns() -> Scope {
    var scope = Scope()
    let target = context.target
    // An object, so that a key which the target file leaves out is nothing rather than a mistake,
    // and suites can ask whether it exists.
    var members = [JSONField("url", .string(Self.withoutSlash(target.url.text)))]
    if let origin = target.url.origin {
      members.append(JSONField("origin", .string(origin.description)))
    }
    members.append(JSONField("metadata_url", .string(target.metadataURL.text)))
    if let url = target.previousMetadataURL {
      members.append(JSONField("previous_metadata_url", .string(url.text)))
    }
    if let extensions = target.extensions {
      members.append(JSONField("extensions", .array(extensions.map { .string($0) })))
    }
    if let profile = target.profile { members.append(JSONField("profile", .string(profile))) }
    members += target.values.sorted { $0.key < $1.key }.map { JSONField($0.key, $0.value) }
    scope.set("target", to: .json(.object(members)))
    var secrets: [String: RuntimeValue] = context.secrets.values.mapValues { .secret($0) }
    for problem in context.secrets.problems {
      secrets[problem.name] = .absent(reason: problem.sentence)
    }
    scope.set("secret", to: .group(secrets))
    scope.set("run", to: .group(["id": .text(context.runID)]))
    setNow(in: &scope)
    return scope
  }

  /// Time goes on for the steps that speak of it, and each that speaks of random values has values of its
  /// own. Other steps draw none: a suite may grow without making other requests than before.
  func refreshScope(for step: Step) {
    if speaks(step, of: Self.nowName) { setNow(in: &scope) }
    guard speaks(step, of: Self.randomName) else { return }
    let none = RuntimeValue.absent(reason: "there is no source of randomness")
    scope.set(
      "random",
      to: .group([
        "hex": (try? randomness.bytes(16)).map { .text(Hex.encode($0)) } ?? none,
        "uuid": (try? UUIDv4(from: randomness)).map { .text($0.description) } ?? none,
      ]))
  }

  private func setNow(in scope: inout Scope) {
    scope.set("now", to: .text(clock.wallTime.description))
  }

  private static let nowName = Array("now".utf8)
  private static let randomName = Array("random".utf8)

  private func speaks(_ step: Step, of name: [UInt8]) -> Bool {
    func speaks(_ range: SourceRange) -> Bool {
      Self.holds(name, source.bytes, in: range.start..<range.end)
    }
    switch step.kind {
    // The steps of their blocks speak for themselves.
    case .when, .forEach, .pages, .eventually, .control: return speaks(step.head)
    case .call(let call):
      let fragment = suite.fragments.first { $0.name.value == call.fragment.value }
      let fallbacks = fragment?.parameters.compactMap(\.fallback) ?? []
      return speaks(step.range) || fallbacks.contains { speaks($0.range) }
    case .request, .gate, .check, .keep, .collect, .give, .operate, .controlledBy, .leaves, .pause,
      .review:
      return speaks(step.range)
    }
  }

  /// Asked before every step, so it is a search of bytes and nothing cleverer.
  private static func holds(_ name: [UInt8], _ bytes: [UInt8], in range: Range<Int>) -> Bool {
    name.withUnsafeBytes { name in
      bytes.withUnsafeBytes { bytes in
        ByteSearch.first(name, in: UnsafeRawBufferPointer(rebasing: bytes[range])) != nil
      }
    }
  }

  /// A path is put behind it, with a slash.
  private static func withoutSlash(_ url: String) -> String {
    url.hasSuffix("/") ? String(url.dropLast()) : url
  }

  // MARK: - Expressions

  /// What an expression stands for, seen from the last exchange or another one.
  func evaluate(_ expression: Expression, on observation: Observation? = nil) -> Evaluation {
    ExpressionEvaluator(
      scope: scope, observation: observation ?? turn?.observation, now: clock.wallTime
    ).evaluate(expression)
  }

  /// The same as a value that remembers where it was found.
  func found(_ expression: Expression) -> FoundValue {
    let evaluation = evaluate(expression)
    if case .one(let found) = evaluation { return found }
    return FoundValue(evaluation.value)
  }

  /// `keep name = VALUE`.
  func keep(_ name: String, isSecret: Bool, value: Expression, line: Int) {
    let found = found(value)
    guard isSecret else { return scope.set(name, to: found, line: line) }
    switch found.value {
    case .json(.string(let text)): scope.set(name, to: .secret(secret(text, name: name)))
    case .json(.number(let number)):
      scope.set(name, to: .secret(secret(number.lexeme, name: name)))
    case .secret, .absent: scope.set(name, to: found, line: line)
    case .json, .list, .duration, .size, .group:
      scope.setMissing(
        name, because: "only a text can be kept secret, and this is none", line: line)
    }
  }

  /// Secrets of a length that cannot be searched for are secret in the suite, and the report says
  /// that they may show.
  private func secret(_ text: String, name: String) -> Secret {
    let length = text.utf8.count
    guard (Redactor.minimumLength...Redactor.maximumLength).contains(length) else {
      note("the secret '\(name)' has \(length) bytes, and such ones cannot be kept out of reports")
      return Secret(text, label: Secret.Label(name))
    }
    return context.secrets.ledger.secret(text, kind: name)
  }

  /// `collect name from VALUE`.
  func collect(_ name: String, from expression: Expression) {
    let evaluation = evaluate(expression)
    if let elements = evaluation.elements {
      scope.collect(elements, into: name)
    } else if case .one(let found) = evaluation {
      scope.collect([found], into: name)
    } else {
      scope.collect([], into: name)
    }
  }
}
