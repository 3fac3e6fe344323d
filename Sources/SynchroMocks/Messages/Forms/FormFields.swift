import SynchroHTTP

/// What somebody has filled in wrongly.
struct FormProblem: Error, Sendable {
  let sentence: String
  /// In how many seconds it may be tried again, when it was tried too often.
  let retryAfter: Int64?

  init(_ sentence: String, retryAfter: Int64? = nil) {
    self.sentence = sentence
    self.retryAfter = retryAfter
  }
}

/// The input fields of a form for people.
enum FormFields {
  /// How long an answer may be.
  static let limit = 200

  static func form(_ inputs: String, button: String) -> String {
    """
    <form method="post">
    \(inputs)<button type="submit">\(HTMLPage.escape(button))</button>
    </form>

    """
  }

  static func input(
    _ name: String, _ label: String, type: String = "text", hint: String = ""
  ) -> String {
    """
    <label>\(HTMLPage.escape(label))
    <input name="\(name)" type="\(type)" required maxlength="\(limit)"\(hint)></label>

    """
  }

  static func hidden(_ name: String, _ value: String) -> String {
    "<input type=\"hidden\" name=\"\(name)\" value=\"\(HTMLPage.escape(value))\">\n"
  }

  static func box(_ name: String, _ label: String) -> String {
    "<label><input name=\"\(name)\" type=\"checkbox\" value=\"yes\" required> "
      + "\(HTMLPage.escape(label))</label>\n"
  }

  /// The answer to a question, without white space around it.
  static func text(
    _ name: String, _ label: String, in form: HTTPForm
  ) throws(FormProblem) -> String {
    let value = form[name] ?? ""
    let text = String(
      String.UnicodeScalarView(
        value.unicodeScalars.drop { $0.properties.isWhitespace }.reversed()
          .drop { $0.properties.isWhitespace }.reversed()))
    guard !text.isEmpty else { throw FormProblem("'\(label)' must be filled in once.") }
    guard text.utf8.count <= limit else {
      throw FormProblem("'\(label)' may have up to \(limit) bytes.")
    }
    return text
  }
}
