import SynchroHTTP
import Testing

@testable import SynchroRunner

@Suite struct FormFillingTests {
  struct Page: Sendable, CustomTestStringConvertible {
    let name: String
    let html: String
    /// What is sent by who accepts and by who declines; nil when nobody can send anything.
    let accepted: String?
    let declined: String?
    var testDescription: String { name }
  }

  static let pages: [Page] = [
    Page(
      name: "a login with a cancel button",
      html: """
        <title>Sign &amp; go</title><!-- <form><input type=password></form> -->
        <script>"<form><button>Allow</button></form>"</script>
        <FORM method=post action="/login?a=1&amp;b=2">
        <input type="hidden" name="request" value="&quot;r&#39;&#x31;">
        <label>Name <input name=user></label><input name='pass' type='password'>
        <input type=checkbox name=stay><input type=checkbox name=terms required value=yes>
        <button name="decision" value="deny">Cancel</button><button class="main">Sign in</button></form>
        """,
      accepted: "POST /login?a=1&b=2 request=%22r%271&user=ada&pass=pw&terms=yes",
      declined: "POST /login?a=1&b=2 request=%22r%271&user=ada&pass=pw"),
    Page(
      name: "one form with two buttons",
      html: """
        <form method="POST" action="c"><input type="hidden" name="id" value="1">
        <button name="d" value="no">Do not allow</button>
        <button name="d" value="yes"><b>Allow</b></button></form>
        """, accepted: "POST c id=1&d=yes", declined: "POST c id=1&d=no"),
    Page(
      name: "a form for each answer",
      html: """
        <form action="/yes"><input type=submit value="Authorize"></form>
        <form action="/no" method=post><input type=submit value="Cancel" name=x></form>
        """, accepted: "GET /yes ", declined: "POST /no x=Cancel"),
    Page(
      name: "a form without words", html: "<form method=post><input name=a value=1></form>",
      accepted: "POST - a=1", declined: nil),
    Page(
      name: "no form", html: "<p>Use the app</p><input type=password>", accepted: nil, declined: nil
    ),
    Page(
      name: "cut off", html: "<form method=post action='/x", accepted: "POST /x ", declined: nil),
  ]

  @Test(arguments: pages)
  func `a page is filled in as a person would`(page: Page) {
    func sent(_ answer: FormFilling.Answer) -> String? {
      FormFilling(user: "ada", password: "pw", answer: answer)
        .submission(of: HTMLForms(Array(page.html.utf8)))
        .map { "\($0.isPost ? "POST" : "GET") \($0.action ?? "-") \($0.content.encoded)" }
    }
    #expect(sent(.accept) == page.accepted)
    #expect(sent(.decline) == page.declined)
  }

  /// A `select` and what of it is sent.
  static let selects: [(html: String, sent: String)] = [
    ("<select name=s><option value=a>A<option value=b selected>B</select>", "s=b"),
    ("<select name=s><option value=a>A</option><option value=b>B</option></select>", "s=a"),
    (
      "<select name=s><option> All\n my <b>meters</b> &amp; bills </option></select>",
      "s=All+my+meters+%26+bills"
    ),
    ("<select name=s><option value=''>Choose<option value=b>B</select>", "s="),
    ("<select name=s><option value=a disabled>A<option value=b>B</select>", "s=b"),
    ("<select name=s><optgroup disabled><option>A</optgroup><optgroup><option>B</select>", "s=B"),
    ("<select name=s><option>A<option selected>B<option selected>C</select>", "s=C"),
    ("<select name=s><option selected disabled>Choose<option>B</select>", ""),
    ("<select name=s><option disabled>A</select>", ""),
    ("<select name=s></select>", ""),
    ("<select name=s size=4><option>A<option>B</select>", ""),
    ("<select name=s size=4><option>A<option selected>B</select>", "s=B"),
    ("<select name=s size=1><option>A<option>B</select>", "s=A"),
    ("<select name=s multiple><option>A<option>B</select>", ""),
    (
      "<SELECT NAME=s MULTIPLE><OPTION SELECTED>A</OPTION><OPTION>B<OPTION SELECTED VALUE=c>C</SELECT>",
      "s=A&s=c"
    ),
    ("<select name=s multiple><option selected>A<option selected disabled>B</select>", "s=A"),
    // What must be chosen is chosen by whoever accepts.
    ("<select name=s required><option value=''>Choose<option disabled>A<option>B</select>", "s=B"),
    ("<select name=s required multiple><option>A<option>B</select>", "s=A"),
    ("<select name=s required><option value=''>Choose<option selected>B</select>", "s=B"),
    ("<select name=s disabled><option selected>A</select>", ""),
    ("<select><option selected>A</select>", ""),
    ("<select name=s value=x><option>A</select>", "s=A"),
    // Ends that were left out.
    ("<select name=s><option>A<option selected>B<input name=t value=1>", "s=B&t=1"),
    ("<select name=s><option>A", "s=A"),
  ]

  @Test(arguments: selects)
  func `of a choice is sent what a browser shows as chosen`(html: String, sent: String) {
    let page = "<form method=post>\(html)<input type=hidden name=z value=1></form>"
    let submission = FormFilling(user: "ada", password: "pw", answer: .accept)
      .submission(of: HTMLForms(Array(page.utf8)))
    let expected = [sent, "z=1"].filter { !$0.isEmpty }.joined(separator: "&")
    #expect(submission?.content.encoded == expected)
  }

  /// Controls and what of them is sent.
  static let controls: [(html: String, sent: String)] = [
    (
      "<textarea name=t>\nTwo\nlines  of\r\ntext\n</textarea>",
      "t=Two%0D%0Alines++of%0D%0Atext%0D%0A"
    ),
    ("<textarea name=t>\n\nA&amp;B <b>C</b></TEXTAREA>", "t=%0D%0AA%26B+%3Cb%3EC%3C%2Fb%3E"),
    (
      "<textarea name=t>" + String(repeating: "x", count: 5_000) + "</textarea>",
      "t=" + String(repeating: "x", count: 5_000)
    ),
    ("<textarea name=t disabled><input name=u value=1></textarea>", ""),
    ("<fieldset disabled><input name=a value=1><textarea name=t>A</textarea></fieldset>", ""),
    ("<fieldset disabled><input name=a value=1></fieldset><input name=b value=2>", "b=2"),
    ("<fieldset><input name=a value=1></fieldset>", "a=1"),
    ("<fieldset disabled><fieldset><input name=a value=1></fieldset></fieldset>", ""),
    (
      "<fieldset disabled><legend><input name=a value=1></legend><legend><input name=b value=2></legend>"
        + "<input name=c value=3></fieldset>", "a=1"
    ),
    (
      "<fieldset disabled><fieldset><legend><input name=a value=1></legend></fieldset></fieldset>",
      ""
    ),
    ("</fieldset></legend><legend><input name=a value=1></legend>", "a=1"),
  ]

  @Test(arguments: controls)
  func `lines stay lines, and what is disabled is not sent`(html: String, sent: String) {
    let page = "<form method=post>\(html)<input type=hidden name=z value=1></form>"
    let submission = FormFilling(user: "ada", password: "pw", answer: .accept)
      .submission(of: HTMLForms(Array(page.utf8)))
    let expected = [sent, "z=1"].filter { !$0.isEmpty }.joined(separator: "&")
    #expect(submission?.content.encoded == expected)
  }

  @Test func `who declines chooses nothing that was not chosen`() {
    let page = """
      <form method=post><select name=s required><option value=''>Choose<option>B</select>
      <button name=d value=no>Deny</button></form>
      """
    let submission = FormFilling(user: "ada", password: "pw", answer: .decline)
      .submission(of: HTMLForms(Array(page.utf8)))
    #expect(submission?.content.encoded == "s=&d=no")
  }

  @Test func `any bytes are read to their end`() {
    var random = SeededBytes(state: 11)
    let pieces = [
      "<form", ">", "<input ", "type=", "\"", "'", "<!--", "-->", "&#x", "&amp", "</", "é",
      "<select", "<option", "</select>",
    ]
    for _ in 0..<2_000 {
      var page: [UInt8] = []
      for _ in 0..<Int(random.next() % 40) {
        if random.next() % 3 == 0 {
          page.append(random.next())
        } else {
          page += pieces[Int(random.next()) % pieces.count].utf8
        }
      }
      #expect(HTMLForms(page).forms.count <= page.count)
    }
    #expect(HTMLForms(Array("<title>A &lt; B</title>".utf8)).title == "A < B")
  }
}

/// Bytes without a pattern, the same in every run.
private struct SeededBytes {
  var state: UInt32

  mutating func next() -> UInt8 {
    state = state &* 1_664_525 &+ 1_013_904_223
    return UInt8(state >> 24)
  }
}
