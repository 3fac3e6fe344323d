import SynchroDigest
import SynchroHTTP
import SynchroJSON

/// Verifies a mail address by a code. No mail is sent: what it would say stands on the page.
struct EmailForm {
  let step: OnboardingStep

  /// How many wrong codes end the life of a code.
  static let attempts = 5

  var html: String {
    guard let code = step.code, let address = step.answers.first?.answer else {
      return FormFields.form(
        FormFields.hidden("step", "send")
          + FormFields.input("email", "Mail address", type: "email"),
        button: "Send me a code")
    }
    let verify = FormFields.form(
      FormFields.hidden("step", "verify")
        + FormFields.input("code", "Code", hint: " inputmode=\"numeric\" autocomplete=\"off\""),
      button: "Verify")
    let again = FormFields.form(
      FormFields.hidden("step", "send") + FormFields.hidden("email", address),
      button: "Send me another code")
    return """
      <p>This is a made-up hub that sends no mail. The mail to \(HTMLPage.escape(address)) \
      would say: <strong id="mail">Your code is \(code).</strong></p>
      \(verify)\(again)
      """
  }

  /// Sends a code, or compares one.
  func take(_ form: HTTPForm, _ call: CDSCall, _ world: inout CDSWorld) throws(FormProblem) {
    guard form["step"] == "verify" else {
      let address = try FormFields.text("email", "Mail address", in: form)
      guard StringFormat.email.check(address) == nil else {
        throw FormProblem("'Mail address' must be an address such as desk@client.example.")
      }
      let number = world.random.bytes(4).reduce(0) { $0 << 8 | Int($1) } % 1_000_000
      let digits = String(number)
      let code = String(repeating: "0", count: 6 - digits.count) + digits
      world.state.onboarding.steps.update(step.id) { step in
        step.code = code
        step.attempts = 0
        step.answers = [.init(question: "Mail address", answer: address)]
      }
      return
    }
    let given = try FormFields.text("code", "Code", in: form)
    guard let code = step.code, step.attempts < Self.attempts else {
      world.state.onboarding.steps.update(step.id) { $0.code = nil }
      throw FormProblem("There is no code that could be compared; have another one sent.")
    }
    guard ConstantTime.equal(given.utf8, code.utf8) else {
      world.state.onboarding.steps.update(step.id) { $0.attempts += 1 }
      throw FormProblem("This is not the code that was sent.")
    }
    world.fillIn(step.id, step.answers, at: call.now)
  }
}
