import SynchroJSON

extension OnboardingStep.Kind {
  /// The name and the description of a message.
  typealias Words = (name: String, description: String)

  /// What the client is asked to do; the second time, because the first link has expired.
  func words(of field: JSONValue, isFirst: Bool) -> Words {
    let about = field["description"]?.textValue ?? ""
    let again = isFirst ? "" : " This link takes the place of one that has expired."
    let usage = " The link can be opened as often as needed." + again
    switch self {
    case .review:
      return (
        "Internal review",
        about + " The review has begun; its outcome will be told in another message."
      )
    case .payment:
      return ("Payment required", about + " Follow the link to pay." + usage)
    case .email:
      return ("Verify a mail address", about + " Follow the link to get a code." + usage)
    case .signOn:
      return ("Sign on", about + " Follow the link and sign in." + usage)
    case .pdf:
      return (
        "Form to fill in",
        about + " Download the form, fill it in, and attach it to a client_submission."
      )
    case .form:
      return ("Online form", about + " Follow the link and answer the questions." + usage)
    }
  }

  /// What the client is told when something has been filled in or decided.
  func conclusion(_ status: Message.Status, _ reason: String?) -> Words {
    let name: String =
      switch self {
      case .review: "Internal review"
      case .payment: "Payment"
      case .email: "Mail address"
      case .signOn: "Sign on"
      case .pdf: "Form"
      case .form: "Online form"
      }
    let (word, sentence): (String, String) =
      switch status {
      case .open: ("open", "This has still to be done.")
      case .pending: ("received", "What was submitted is being reviewed.")
      case .complete: ("accepted", "Nothing more has to be done here.")
      case .rejected:
        ("rejected", "What was submitted does not suffice; it may be submitted again.")
      case .errored:
        ("failed", "Something went wrong on our side; it may be submitted again.")
      }
    return ("\(name) \(word)", reason ?? sentence)
  }
}
