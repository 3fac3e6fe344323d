import SynchroHTTP
import SynchroJSON

/// The checkout: no money moves, and of the card only the last digits are kept.
struct PaymentForm {
  let step: OnboardingStep
  let field: JSONValue

  /// The card that is documented for trying the form.
  static let testCard = "4242 4242 4242 4242"

  /// The amount with its currency, as HTML.
  static func amount(_ field: JSONValue) -> String {
    guard case .number(let amount)? = field["amount"] else { return "" }
    return HTMLPage.escape(amount.lexeme + " " + (field["currency"]?.textValue ?? ""))
  }

  var html: String {
    let inputs =
      FormFields.input("holder", "Name on the card")
      + FormFields.input(
        "card", "Card number", hint: " inputmode=\"numeric\" autocomplete=\"off\"")
    return "<p>To be paid: <strong>\(Self.amount(field))</strong></p>\n"
      + "<p>This is a made-up hub: pay with the card \(Self.testCard).</p>\n"
      + FormFields.form(inputs, button: "Pay")
  }

  func answers(_ form: HTTPForm) throws(FormProblem) -> [OnboardingStep.Answer] {
    let holder = try FormFields.text("holder", "Name on the card", in: form)
    let digits = try FormFields.text("card", "Card number", in: form).filter { $0 != " " }
    guard (12...19).contains(digits.utf8.count), Self.isCardNumber(digits) else {
      throw FormProblem("'Card number' must be the 12 to 19 digits of a card.")
    }
    return [
      .init(question: "Name on the card", answer: holder),
      .init(question: "Card", answer: "ends in " + digits.suffix(4)),
    ]
  }

  /// The check digit of ISO/IEC 7812.
  private static func isCardNumber(_ digits: String) -> Bool {
    var sum = 0
    for (index, byte) in digits.utf8.reversed().enumerated() {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return false }
      let digit = Int(byte - UInt8(ascii: "0"))
      sum += index.isMultiple(of: 2) ? digit : digit < 5 ? digit * 2 : digit * 2 - 9
    }
    return sum.isMultiple(of: 10)
  }
}
