import SynchroHTTP

/// The questions of an online form, and the consent to the terms.
struct QuestionForm {
  let step: OnboardingStep

  private static let questions: [(name: String, label: String)] = [
    ("company", "Company"), ("contact", "Who fills this in"), ("purpose", "What the client is for"),
  ]

  var html: String {
    let inputs =
      Self.questions.map { FormFields.input($0.name, $0.label) }.joined()
      + FormFields.box("terms", "We keep to the terms of use of the hub.")
    return "<p>The <a href=\"/terms\">terms of use</a> are on a page of their own.</p>\n"
      + FormFields.form(inputs, button: "Submit")
  }

  func answers(_ form: HTTPForm) throws(FormProblem) -> [OnboardingStep.Answer] {
    var answers: [OnboardingStep.Answer] = []
    for (name, label) in Self.questions {
      answers.append(
        .init(question: label, answer: try FormFields.text(name, label, in: form)))
    }
    guard form["terms"] == "yes" else {
      throw FormProblem("The terms of use must be agreed to.")
    }
    return answers + [.init(question: "Terms of use", answer: "agreed")]
  }
}
