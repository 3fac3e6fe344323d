import SynchroHTTP

/// How a person would fill a page in: sign in where a password is asked for, and press the button
/// that says yes, or no.
struct FormFilling: Sendable {
  /// What the person wants.
  enum Answer: String, Sendable, CaseIterable {
    case accept
    case decline
  }

  /// A form as it is sent.
  struct Submission: Sendable, Equatable {
    /// Where it goes; nil for the page itself.
    var action: String?
    /// Whether it is sent as content.
    var isPost: Bool
    /// The fields in order.
    var content: HTTPForm
    /// Whether the password is in it.
    var holdsPassword: Bool
  }

  private static let yes = [
    "allow", "accept", "approve", "authorize", "authorise", "consent", "agree", "grant", "yes",
    "continue", "confirm", "submit",
  ]
  private static let no = [
    "deny", "decline", "do not", "don't", "disallow", "reject", "refuse", "cancel", "no", "abort",
  ]

  let user: String
  let password: String
  let answer: Answer

  /// What is sent from a page; nil when it has no form that can be filled in.
  func submission(of page: HTMLForms) -> Submission? {
    if let form = page.forms.first(where: { $0.controls.contains { $0.type == "password" } }) {
      return login(form)
    }
    // A page may have one form for each answer, or one form with a button for each.
    let choices = page.forms.enumerated().flatMap { place, form in
      form.controls.filter { ["submit", "image"].contains($0.type) }.map { (place, $0) }
    }
    let weighed = choices.map { (place: $0.0, button: $0.1, weight: weight(of: $0.1)) }
    guard let best = weighed.max(by: { $0.weight < $1.weight }), best.weight > 0 else {
      // A form without any button that speaks is sent as it is, when there is nothing to decline.
      guard answer == .accept, choices.count <= 1, let form = page.forms.first else { return nil }
      return submission(of: form, pressing: choices.first?.1)
    }
    return submission(of: page.forms[best.place], pressing: best.button)
  }

  private func login(_ form: HTMLForms.Form) -> Submission {
    var filled = form
    guard let secret = form.controls.firstIndex(where: { $0.type == "password" }) else {
      return submission(of: form, pressing: nil)
    }
    filled.controls[secret].value = password
    let names = form.controls[..<secret].lastIndex { ["text", "email", "tel"].contains($0.type) }
    if let names { filled.controls[names].value = user }
    let buttons = form.controls.filter { $0.type == "submit" }
    // The button that signs in stands first; one that cancels is never pressed here.
    var result = submission(
      of: filled, pressing: buttons.first { !speaks($0, Self.no) } ?? buttons.first)
    result.holdsPassword = true
    return result
  }

  /// What is sent: everything that has a name, of boxes and choices those that are ticked and chosen, and one
  /// button.
  private func submission(
    of form: HTMLForms.Form, pressing button: HTMLForms.Control?
  ) -> Submission {
    var fields: [HTTPForm.Field] = []
    for control in form.controls where !control.name.isEmpty {
      switch control.type {
      case "submit", "image", "button", "reset", "file": continue
      case "checkbox", "radio":
        // What must be ticked is ticked by whoever accepts.
        guard control.isChecked || control.isRequired && answer == .accept else { continue }
      case "select":
        fields += choices(of: control).map { HTTPForm.Field(control.name, $0) }
        continue
      default: break
      }
      fields.append(HTTPForm.Field(control.name, control.value))
    }
    if let button, !button.name.isEmpty {
      fields.append(HTTPForm.Field(button.name, button.value))
    }
    return Submission(
      action: form.action, isPost: form.isPost, content: HTTPForm(fields), holdsPassword: false)
  }

  /// What is chosen: nothing, one, or with `multiple` several.
  private func choices(of select: HTMLForms.Control) -> [String] {
    let open = select.options.filter { !$0.isDisabled }
    let chosen = open.filter(\.isSelected).map(\.value)
    // What must be chosen and is not, a browser does not send: whoever accepts takes the first.
    guard select.isRequired, answer == .accept, chosen.allSatisfy(\.isEmpty),
      let first = open.first(where: { !$0.value.isEmpty })
    else { return chosen }
    return [first.value]
  }

  private func weight(of button: HTMLForms.Control) -> Int {
    let says = (yes: speaks(button, Self.yes), no: speaks(button, Self.no))
    switch answer {
    // "Do not allow" says no, whatever else it says.
    case .accept: return says.no ? 0 : says.yes ? 2 : 1
    case .decline: return says.no ? 2 : 0
    }
  }

  private func speaks(_ button: HTMLForms.Control, _ words: [String]) -> Bool {
    [button.words, button.value, button.name].contains { text in
      let text = " " + text.lowercased()
      return words.contains { text.contains(" " + $0) || text.contains("_" + $0) }
    }
  }
}
