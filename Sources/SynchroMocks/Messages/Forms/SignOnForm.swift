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

  /// Wrong passwords count as they do where users sign in for a client.
  func answers(
    _ form: HTTPForm, _ call: CDSCall, _ world: inout CDSWorld
  ) throws(FormProblem) -> [OnboardingStep.Answer] {
    let username = try FormFields.text("username", "User name", in: form)
    let password = try FormFields.text("password", "Password", in: form)
    if let seconds = world.rest(of: username, at: call.now) {
      throw FormProblem(AuthorizationState.restSentence, retryAfter: seconds)
    }
    guard let account = world.checkPassword(username, password, at: call.now) else {
      throw FormProblem("No account has this user name and this password.")
    }
    return [.init(question: "Account", answer: account.username)]
  }
}
