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

  @Test func `any bytes are read to their end`() {
    var random = SeededBytes(state: 11)
    let pieces = [
      "<form", ">", "<input ", "type=", "\"", "'", "<!--", "-->", "&#x", "&amp", "</", "é",
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
