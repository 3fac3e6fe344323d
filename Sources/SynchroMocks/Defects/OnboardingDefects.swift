import SynchroJSON

extension Quirk {
  static let silentPDF = Quirk("onboarding-pdf-no-reply")
  static let pdfAskedAsForm = Quirk("onboarding-pdf-asked-as-form")
  static let pdfFormIsPage = Quirk("onboarding-pdf-is-page")
  static let signOnWithoutLink = Quirk("onboarding-sso-no-link")
  static let renewalUnlinked = Quirk("onboarding-renewal-unlinked")
  static let silentExpiry = Quirk("onboarding-link-expires-silently")
  static let signOnUnreviewed = Quirk("onboarding-sso-unreviewed")
  static let receiptIsForm = Quirk("onboarding-receipt-is-form")
  static let receiptTypeWrong = Quirk("onboarding-receipt-type-wrong")
  static let rejectionsError = Quirk("decision-rejection-errored")
  static let rejectionWithoutReason = Quirk("decision-rejection-no-reason")
  static let decisionWithoutUpdate = Quirk("decision-no-update")
  static let productionLinksSandbox = Quirk("decision-production-links-sandbox")
  static let productionLinksList = Quirk("decision-production-type-wrong")
  static let completeWithoutGrants = Quirk("decision-grants-not-made")
  static let grantsLinkUnfiltered = Quirk("decision-grants-unfiltered")
  static let grantsLinkAsGrant = Quirk("decision-grants-type-wrong")

  /// Nothing is asked for a type of registration field.
  static func silentOnboarding(_ kind: OnboardingStep.Kind) -> Quirk {
    Quirk("onboarding-" + kind.slug + "-not-asked")
  }

  /// A link to a form can be opened once.
  static func singleUse(_ kind: OnboardingStep.Kind) -> Quirk {
    Quirk("onboarding-" + kind.slug + "-link-once")
  }

  /// Nobody is told of a status that a step has reached.
  static func silentConclusion(_ kind: OnboardingStep.Kind, _ status: Message.Status) -> Quirk {
    Quirk("onboarding-" + kind.slug + "-" + status.rawValue + "-untold")
  }
}

extension OnboardingStep.Kind {
  /// What names of defects and of requirements call it.
  var slug: String {
    switch self {
    case .review: "review"
    case .payment: "payment"
    case .email: "email"
    case .signOn: "sso"
    case .pdf: "pdf"
    case .form: "online"
    }
  }
}

extension CDSDefect {
  private static let messages: Set<CDSAnswer> = [.messageList, .message]

  /// CDS-WG1-02, section 3.6: what is asked for after a registration, and how it goes on.
  static let onboarding: [CDSDefect] =
    [OnboardingStep.Kind.payment, .email, .signOn, .pdf, .form].map { kind in
      CDSDefect(
        .silentOnboarding(kind), "asks for nothing when a \(kind.rawValue) field is registered",
        breaks: "WG1-02/3.6/\(kind.slug)-message", in: messages)
    }
    + [OnboardingStep.Kind.payment, .email, .signOn, .form].map { kind in
      CDSDefect(
        .singleUse(kind), "opens the link of a \(kind.rawValue) field once",
        breaks: "WG1-02/3.6/\(kind.slug)-link-reusable", in: [.form])
    }
    + [
      CDSDefect(
        .signOnWithoutLink, "asks for a sign-on without saying where",
        breaks: "WG1-02/3.6/sso-message", "WG1-02/6.1/related-online-form", in: messages),
      CDSDefect(
        .pdfAskedAsForm, "asks for a PDF form by an online_form_request",
        breaks: "WG1-02/3.6/pdf-message", in: messages),
      CDSDefect(
        .pdfFormIsPage, "serves a page for people in the place of the blank PDF form",
        breaks: "WG1-02/6.1/related-pdf-form", "WG1-02/3.6/pdf-message", in: [.form]),
      CDSDefect(
        .silentPDF, "does not answer a submitted PDF form", breaks: "WG1-02/3.6/pdf-pending",
        in: messages),
      CDSDefect(
        .silentExpiry, "lets links to forms expire without sending others",
        breaks: "WG1-02/3.6/payment-link-renewed", "WG1-02/3.6/email-link-renewed",
        "WG1-02/3.6/sso-link-renewed", "WG1-02/3.6/online-link-renewed",
        in: [.messageList, .message, .form]),
      CDSDefect(
        .renewalUnlinked, "sends a new link without saying which message it replaces",
        breaks: "WG1-02/3.6/payment-link-renewed", "WG1-02/3.6/sso-link-renewed", in: messages),
      CDSDefect(
        .signOnUnreviewed, "is content with a sign-on before anybody has looked at it",
        breaks: "WG1-02/3.6/sso-pending", in: [.messageList, .message, .form]),
      CDSDefect(
        .receiptIsForm, "links to the payment form in the place of the receipt",
        breaks: "WG1-02/6.3/complete-payment-receipt-uri", in: messages),
      CDSDefect(
        .receiptTypeWrong, "calls the link to a receipt payment_form",
        breaks: "WG1-02/6.3/complete-payment-receipt-type", in: messages),
    ] + untold

  /// The outcomes of which nobody is told, with the requirements that want it.
  private static let untold: [CDSDefect] = [
    (OnboardingStep.Kind.review, Message.Status.complete, "internal-review-messages"),
    (.payment, .pending, "payment-submitted-pending"),
    (.payment, .complete, "payment-accepted-complete"), (.payment, .rejected, "payment-rejected"),
    (.email, .complete, "email-complete"), (.signOn, .pending, "sso-pending"),
    (.signOn, .complete, "sso-complete"), (.signOn, .rejected, "sso-rejected"),
    (.pdf, .complete, "pdf-complete"), (.pdf, .rejected, "pdf-rejected"),
    (.form, .pending, "online-pending"), (.form, .complete, "online-complete"),
    (.form, .rejected, "online-rejected"),
  ].map { (kind, status, row) in
    CDSDefect(
      .silentConclusion(kind, status),
      "tells nobody that a \(kind.rawValue) field has become \(status.rawValue)",
      breaks: "WG1-02/3.6/\(row)", in: messages)
  }

  /// CDS-WG1-02, sections 6.3 and 6.9: what follows from the decisions of people.
  static let messageDecisions: [CDSDefect] = [
    CDSDefect(
      .decisionWithoutUpdate, "changes a request that was decided about and sends no update",
      breaks: "WG1-02/6.9/production-decision-message", "WG1-02/6.9/grant-decision-message",
      in: messages),
    CDSDefect(
      .rejectionsError, "calls rejected requests errored",
      breaks: "WG1-02/6.9/production-decision-status", "WG1-02/6.9/grant-decision-status",
      in: messages),
    CDSDefect(
      .rejectionWithoutReason, "rejects requests without a reason",
      breaks: "WG1-02/6.3/rejected-reason", in: messages),
    CDSDefect(
      .productionLinksSandbox, "links to the sandbox client when production is approved",
      breaks: "WG1-02/6.3/complete-production-uri", in: messages),
    CDSDefect(
      .productionLinksList, "calls the link to a production client client_list",
      breaks: "WG1-02/6.3/complete-production-type", in: messages),
    CDSDefect(
      .completeWithoutGrants, "approves grants and makes none",
      breaks: "WG1-02/6.9/grant-decision-status", in: [.messageList, .message, .grantList]),
    CDSDefect(
      .grantsLinkUnfiltered, "links to all grants when some are approved",
      breaks: "WG1-02/6.3/complete-grant-uri", in: messages),
    CDSDefect(
      .grantsLinkAsGrant, "calls the link to approved grants grant",
      breaks: "WG1-02/6.3/complete-grant-type", in: messages),
  ]
}
