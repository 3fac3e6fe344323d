import SynchroJSON
import SynchroTiming

/// One thing that a registration has to do, or that the server does for it, before it is approved
/// for production. CDS-WG1-02, section 3.6.
struct OnboardingStep: OwnedObject {
  /// The types of registration fields that are not sent with the registration.
  enum Kind: String, Sendable, Codable, CaseIterable {
    case review = "internal_review"
    case payment = "payment_required"
    case email = "email_verification"
    case signOn = "sso_verification"
    case pdf = "pdf_form"
    case form = "online_form"

    /// How the client is asked.
    var request: Message.Kind {
      switch self {
      case .review: .privateMessage
      case .payment: .paymentRequest
      case .email, .signOn, .form: .onlineFormRequest
      case .pdf: .pdfFormRequest
      }
    }

    /// What the link of the request leads to.
    var relatedType: Message.RelatedType {
      switch self {
      case .review: .documentation
      case .payment: .paymentForm
      case .email, .signOn, .form: .onlineForm
      case .pdf: .pdfForm
      }
    }

    /// Whether a page of this server, with a link of its own, is filled in.
    var hasPage: Bool { self != .review && self != .pdf }
  }

  let id: String
  let registration: String
  /// The registration field.
  let field: String
  let kind: Kind
  /// What the server has asked, newest last.
  var requests: [String] = []
  /// The links to its page, newest last.
  var links: [String] = []
  var status = Message.Status.open
  /// What has been filled in, for people to read.
  var answers: [Answer] = []
  /// The code that was sent to a mail address, and how often a wrong one was tried.
  var code: String?
  var attempts = 0
  /// The number of the receipt of a payment.
  var receipt: String?
  /// How often its page was opened.
  var openings = 0

  /// One line of what has been filled in.
  struct Answer: Sendable, Codable {
    let question: String
    let answer: String
  }

  /// The request that an answer is an answer to.
  var request: String { requests.last ?? "" }

  /// Whether something can be filled in.
  var isOpen: Bool { status == .open || status == .rejected || status == .errored }
}

extension CDSWorld {
  /// The registration field of a step.
  func field(of step: OnboardingStep) -> JSONValue {
    seed.authorizationServer.registrationFields.last { $0.key == step.field }?.value ?? [:]
  }

  /// The step that a message is about.
  func step(of message: String) -> OnboardingStep? {
    state.onboarding.stepByMessage[message].flatMap { state.onboarding.steps[$0] }
  }

  /// Changes the step that a message is about, if it is about one.
  mutating func updateStep(of message: String, _ change: (inout OnboardingStep) -> Void) {
    guard let id = state.onboarding.stepByMessage[message] else { return }
    state.onboarding.steps.update(id, change)
  }
}
