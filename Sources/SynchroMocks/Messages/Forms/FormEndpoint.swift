import SynchroHTTP
import SynchroJSON

/// Forms, payments and their receipts, for people. CDS-WG1-02, section 3.6.
///
/// The links are secrets, so nobody signs in; they can be opened as often as needed, also after
/// what they ask for has been submitted.
struct FormEndpoint {
  /// What the path names.
  let path: String

  private static let receipts = "receipts/"

  /// The link to a page.
  static func link(_ name: String) -> CDSLink { .own(CDSEndpoint.forms.path + "/" + name) }

  /// The link to a receipt.
  static func receiptLink(_ number: String) -> CDSLink { link(receipts + number) }

  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    if path.hasSuffix(".pdf") { return try document(call, world) }
    if path.hasPrefix(Self.receipts) { return try receipt(call, world) }
    try call.allow(.get, .head, .post)
    guard let id = world.state.onboarding.stepByLink[path],
      let step = world.state.onboarding.steps[id]
    else { return Self.page(.notFound, "No such form", "<p>Nothing is at this link.</p>") }
    if call.request.method == .post { return try submit(to: step, call, &world) }
    if let newest = step.links.last, newest != path {
      return Self.redirect(to: Self.link(newest), call)
    }
    if world.has(Quirk.singleUse(step.kind)) {
      guard step.openings == 0 else {
        return Self.page(410, "Link used", "<p>This link has been opened before.</p>")
      }
      world.state.onboarding.steps.update(id) { $0.openings += 1 }
    }
    return Self.show(step, world, .ok, problem: nil)
  }

  // MARK: - Pages

  private func submit(
    to step: OnboardingStep, _ call: CDSCall, _ world: inout CDSWorld
  ) throws(CDSProblem) -> HTTPResponse {
    let form = try call.form()
    guard step.isOpen else { return Self.show(step, world, .conflict, problem: nil) }
    do {
      switch step.kind {
      case .payment:
        let answers = try PaymentForm(step: step, field: world.field(of: step)).answers(form)
        world.fillIn(step.id, answers, at: call.now)
      case .email: try EmailForm(step: step).take(form, call, &world)
      case .signOn:
        let answers = try SignOnForm(step: step).answers(form, call, &world)
        world.fillIn(step.id, answers, at: call.now)
      case .form:
        world.fillIn(step.id, try QuestionForm(step: step).answers(form), at: call.now)
      case .review, .pdf: break
      }
    } catch {
      let step = world.state.onboarding.steps[step.id] ?? step
      guard let seconds = error.retryAfter else {
        return Self.show(step, world, .badRequest, problem: error.sentence)
      }
      var response = Self.show(step, world, .tooManyRequests, problem: error.sentence)
      response.head.fields.append("Retry-After", String(seconds))
      return response
    }
    return Self.redirect(to: Self.link(path), call)
  }

  /// The page of a step in the state that it is in.
  private static func show(
    _ step: OnboardingStep, _ world: CDSWorld, _ status: HTTPStatus, problem: String?
  ) -> HTTPResponse {
    let field = world.field(of: step)
    let about = field["description"]?.textValue ?? ""
    var body = "<p>\(HTMLPage.escape(about))</p>\n"
    if let problem { body += "<p class=\"problem\">\(HTMLPage.escape(problem))</p>\n" }
    switch step.status {
    case .pending: body += "<p>Thank you: this has been received and is being reviewed.</p>\n"
    case .complete: body += "<p>This is done; nothing more is needed here.</p>\n"
    case .rejected, .errored:
      body += "<p class=\"problem\">This was not accepted. It may be submitted again.</p>\n"
    case .open: break
    }
    if let number = step.receipt {
      let link = CDSEndpoint.forms.path + "/" + receipts + number
      body += "<p><a href=\"\(HTMLPage.escape(link))\">Receipt</a></p>\n"
    }
    if step.isOpen { body += form(of: step, field) }
    return page(status, title(of: step.kind), body)
  }

  private static func form(of step: OnboardingStep, _ field: JSONValue) -> String {
    switch step.kind {
    case .payment: PaymentForm(step: step, field: field).html
    case .email: EmailForm(step: step).html
    case .signOn: SignOnForm(step: step).html
    case .form: QuestionForm(step: step).html
    case .review, .pdf: ""
    }
  }

  private static func title(of kind: OnboardingStep.Kind) -> String {
    switch kind {
    case .payment: "Payment"
    case .email: "Verify a mail address"
    case .signOn: "Sign on"
    case .form: "Questions"
    case .review, .pdf: "Form"
    }
  }

  private static func redirect(to link: CDSLink, _ call: CDSCall) -> HTTPResponse {
    HTTPResponse(
      .seeOther,
      fields: [
        "Location": link.url(at: call.origin), "Cache-Control": "no-store", "Content-Length": "0",
      ])
  }

  static func page(_ status: HTTPStatus, _ title: String, _ body: String) -> HTTPResponse {
    HTTPResponse(
      status,
      fields: [
        "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store",
        // The link is a secret: it must not reach other sites.
        "Referrer-Policy": "no-referrer",
        "Content-Security-Policy":
          "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
          + "frame-ancestors 'none'",
      ], body: Array(HTMLPage(title: title, body: body).html.utf8))
  }

  // MARK: - Documents

  /// The blank form of a registration field.
  private func document(
    _ call: CDSCall, _ world: CDSWorld
  ) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.get, .head)
    let field = world.seed.authorizationServer.registrationFields.first { field in
      field.value["type"]?.textValue == OnboardingStep.Kind.pdf.rawValue
        && PDFForm.slug(of: field.key) + ".pdf" == path
    }
    guard let field else {
      return Self.page(.notFound, "No such form", "<p>Nothing is at this link.</p>")
    }
    let about = field.value["description"]?.textValue ?? ""
    let form = PDFForm(
      title: "Form \(PDFForm.slug(of: field.key))",
      lines: [about, "Fill this in and attach it to a message of the type client_submission."],
      questions: ["Company", "Name", "Role", "Date", "Signature"])
    if call.has(.pdfFormIsPage) {
      return Self.page(.ok, form.title, "<p>\(HTMLPage.escape(about))</p>")
    }
    return call.cacheable(form.bytes, contentType: "application/pdf")
  }

  private func receipt(_ call: CDSCall, _ world: CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.get, .head)
    let number = String(path.dropFirst(Self.receipts.count))
    guard let id = world.state.onboarding.stepByReceipt[number],
      let step = world.state.onboarding.steps[id]
    else { return Self.page(.notFound, "No such receipt", "<p>Nothing is at this link.</p>") }
    var body = "<dl>\n<dt>Number</dt><dd>\(HTMLPage.escape(number))</dd>\n"
    body += "<dt>Amount</dt><dd>\(PaymentForm.amount(world.field(of: step)))</dd>\n"
    for line in step.answers {
      body += "<dt>\(HTMLPage.escape(line.question))</dt>"
      body += "<dd>\(HTMLPage.escape(line.answer))</dd>\n"
    }
    return Self.page(.ok, "Receipt", body + "</dl>\n")
  }
}
