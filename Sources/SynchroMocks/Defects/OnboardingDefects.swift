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
