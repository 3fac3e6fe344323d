import SynchroJSON
import SynchroTiming

extension CDSWorld {
  /// How long a link to a form can be used before a new one takes its place.
  static let formLifetime = Duration.seconds(30 * 86_400)
  /// How many links a step has; the last one does not expire.
  static let linksPerStep = 12

  /// Asks a new client for what its registration fields demand.
  mutating func startOnboarding(of registration: Registration, at now: Timestamp) {
    tell(
      registration.id, .notification, .complete, "Welcome",
      "The documentation answers most questions; a support_request message reaches people.",
      related: .init(link: .own("/docs"), type: .documentation), at: now)
    for field in requirements(of: registration) {
      guard let type = field.value["type"]?.textValue,
        let kind = OnboardingStep.Kind(rawValue: type)
      else { continue }
      let step = OnboardingStep(
        id: random.identifier("step"), registration: registration.id, field: field.key, kind: kind)
      state.onboarding.steps.insert(step)
      if !has(Quirk.silentOnboarding(kind)) { ask(step.id, at: now) }
    }
  }

  /// The registration fields that the scopes of a registration require, each once.
  private func requirements(of registration: Registration) -> [JSONField] {
    let server = seed.authorizationServer
    var required: Set<String> = []
    for description in server.scopeDescriptions where registration.scopes.contains(description.key)
    {
      let ids = description.value["registration_requirements"]?.arrayValue ?? []
      required.formUnion(ids.compactMap(\.textValue))
    }
    return server.registrationFields.filter { required.contains($0.key) }
  }

  // MARK: - Requests

  /// Asks for a step, or asks again with a new link.
  @discardableResult
  mutating func ask(_ id: String, at now: Timestamp) -> Message? {
    guard let step = state.onboarding.steps[id] else { return nil }
    let field = field(of: step)
    let link = link(for: step, at: now)
    var kind = step.kind.request
    if step.kind == .pdf, has(.pdfAskedAsForm) { kind = .onlineFormRequest }
    let words = step.kind.words(of: field, isFirst: step.requests.isEmpty)
    let previous = step.requests.last.flatMap { state.messages[$0]?.link }
    let message = tell(
      step.registration, kind, step.kind == .review ? .complete : .open, words.name,
      words.description,
      related: has(.signOnWithoutLink) && step.kind == .signOn
        ? nil : .init(link: link, type: step.kind.relatedType),
      answering: has(.renewalUnlinked) ? nil : previous, at: now
    ) { message in
      message.registrationField = step.field
      guard step.kind == .payment else { return }
      message.amount = field["amount"]
      message.currency = field["currency"]?.textValue
    }
    state.onboarding.stepByMessage[message.id] = id
    state.onboarding.steps.update(id) { $0.requests.append(message.id) }
    return message
  }

  /// The link of a request: a new one to a page, or a lasting one to a document.
  private mutating func link(for step: OnboardingStep, at now: Timestamp) -> CDSLink {
    switch step.kind {
    case .review: return .own("/docs")
    case .pdf: return PDFForm.link(of: step.field)
    case .payment, .email, .signOn, .form: break
    }
    let link = random.secret()
    state.onboarding.stepByLink[link] = step.id
    state.onboarding.steps.update(step.id) { $0.links.append(link) }
    if step.links.count + 1 < Self.linksPerStep {
      state.onboarding.expiries.append(
        .init(step: step.id, link: link, moment: now.advanced(by: Self.formLifetime)))
    }
    return FormEndpoint.link(link)
  }

  /// Lets links expire: whoever has not used one is sent another, in answer to the first.
  mutating func settleOnboarding(at now: Timestamp) {
    // The lifetime is always the same, so the earliest expiry comes first. What is asked again is
    // put at the end, later than now, and ends this loop.
    var due = 0
    while due < state.onboarding.expiries.count, state.onboarding.expiries[due].moment <= now {
      let expiry = state.onboarding.expiries[due]
      due += 1
      guard let step = state.onboarding.steps[expiry.step], step.links.last == expiry.link,
        step.isOpen
      else { continue }
      if has(.silentExpiry) {
        state.onboarding.stepByLink[expiry.link] = nil
      } else {
        ask(step.id, at: now)
      }
    }
    if due > 0 { state.onboarding.expiries.removeFirst(due) }
  }

  // MARK: - Answers

  /// Notes what somebody has filled in, and lets the client know that it is being reviewed, or, of
  /// a mail address, that it has been verified.
  mutating func fillIn(_ id: String, _ answers: [OnboardingStep.Answer], at now: Timestamp) {
    guard let step = state.onboarding.steps[id], step.isOpen else { return }
    state.onboarding.steps.update(id) { $0.answers = answers }
    if step.kind == .email || has(.signOnUnreviewed) && step.kind == .signOn {
      conclude(id, as: .complete, reason: nil, at: now)
    } else {
      conclude(id, as: .pending, reason: nil, at: now)
    }
  }

  /// Gives a step another status and tells the client of it.
  @discardableResult
  mutating func conclude(
    _ id: String, as status: Message.Status, reason: String?, at now: Timestamp
  ) -> Message? {
    guard let step = state.onboarding.steps[id] else { return nil }
    state.onboarding.steps.update(id) { step in
      step.status = status
      step.code = nil
    }
    // An older request of the same step is settled with it.
    for request in step.requests where step.kind != .review {
      setStatus(status, of: request, at: now)
    }
    var related: Message.Related?
    if step.kind == .payment, status == .complete { related = receipt(of: step) }
    if has(Quirk.silentConclusion(step.kind, status)) { return state.messages[step.request] }
    let words = step.kind.conclusion(status, reason)
    return tell(
      step.registration, step.kind == .review ? .privateMessage : .requestUpdate,
      step.kind == .review ? .complete : status, words.name, words.description, related: related,
      answering: state.messages[step.request]?.link, at: now
    ) { $0.registrationField = step.field }
  }

  private mutating func receipt(of step: OnboardingStep) -> Message.Related {
    let number = step.receipt ?? random.secret()
    state.onboarding.stepByReceipt[number] = step.id
    state.onboarding.steps.update(step.id) { $0.receipt = number }
    let form = FormEndpoint.link(step.links.last ?? "")
    return .init(
      link: has(.receiptIsForm) ? form : FormEndpoint.receiptLink(number),
      type: has(.receiptTypeWrong) ? .paymentForm : .paymentReceipt)
  }
}
