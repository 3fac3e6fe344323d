import SynchroDigest
import SynchroHTTP

/// Connects an account with a client: one of the test accounts of the hub signs in.
struct SignOnForm {
  let step: OnboardingStep

  var html: String {
    let inputs =
      FormFields.input("username", "User name", hint: " autocomplete=\"username\"")
      + FormFields.input(
        "password", "Password", type: "password", hint: " autocomplete=\"current-password\"")
    return "<p>Sign in with a <a href=\"/test-accounts\">test account</a> of the hub.</p>\n"
      + FormFields.form(inputs, button: "Sign in")
  }

  func answers(
    _ form: HTTPForm, _ world: CDSWorld
  ) throws(FormProblem) -> [OnboardingStep.Answer] {
    let username = try FormFields.text("username", "User name", in: form)
    let password = try FormFields.text("password", "Password", in: form)
    guard let account = world.seed.account(username),
      ConstantTime.equal(account.password.utf8, password.utf8)
    else { throw FormProblem("No account has this user name and this password.") }
    return [.init(question: "Account", answer: account.username)]
  }
}
