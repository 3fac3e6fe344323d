import SynchroDigest
import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroTiming
import Testing

@testable import SynchroRunner

@Suite struct TemplateExpanderTests {
  private func text(_ parts: TextTemplate.Part...) -> TextTemplate {
    TextTemplate(parts, at: somewhere)
  }

  private func expander(_ values: [String: RuntimeValue]) -> TemplateExpander {
    var scope = Scope()
    for (name, value) in values { scope.set(name, to: value) }
    return TemplateExpander(scope: scope)
  }

  /// Strings that try to leave their place.
  private func hostile() -> [String] {
    var random = SplitMix64(seed: 42)
    let pieces = [
      "\"", "\\", "\r\n", "&", "=", "#", "?", "/", "%00", "%", "+", " ", "é", "\u{2028}", "\u{0}",
      "}", ",", "a", "..", "${x}", "💥", ";", ":", "@", "<",
    ]
    return (0..<400).map { _ in
      (0..<Int.random(in: 0...8, using: &random)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }.joined()
    }
  }

  @Test func `no value leaves its place in JSON, query, form, path or header`() throws {
    let part = TextTemplate.Part.reference(reference("v"))
    let body = JSONTemplate(
      .object([
        .init(
          name: text(.text("a")), value: JSONTemplate(.reference(reference("v")), at: somewhere)),
        .init(
          name: text(.text("b")),
          value: JSONTemplate(.string(text(.text("<"), part, .text(">"))), at: somewhere)),
      ]), at: somewhere)
    for value in hostile() {
      let expander = expander(["v": .text(value)])
      let json = JSONPrinter.compact(try expander.json(body).value)
      let read = try JSONDocument(parsing: json).root.value
      #expect(read == ["a": .string(value), "b": .string("<" + value + ">")])

      let parameter = RequestStep.Parameter(name: text(part, .text("n")), value: text(part))
      let form = try #require(HTTPForm(decoding: try expander.form([parameter]).value))
      #expect(form.fields == [.init(value + "n", value)])

      let url = try expander.url(text(.text("https://a.example/p?x=1")), query: [parameter]).value
      let uri = try URI(url)
      let fields = try #require(HTTPForm(decoding: uri.query ?? "")).fields
      #expect(fields == [.init("x", "1"), .init(value + "n", value)] && uri.fragment == nil)

      let path = text(.text("https://a.example/p/"), part, .text("/q"))
      if value == "." || value == ".." {
        #expect(throws: TemplateFault.self) { try expander.url(path) }
      } else {
        let uri = try URI(try expander.url(path).value)
        let segments = uri.path.split(separator: "/", omittingEmptySubsequences: false)
        #expect(segments.count == 4 && uri.host == "a.example" && uri.query == nil)
        #expect(PercentCoding.decode(segments[2]) == value)
      }

      let isRefused = value.utf8.contains { $0 == 13 || $0 == 10 || $0 == 0 }
      if isRefused {
        #expect(throws: TemplateFault.self) { try expander.header(text(.text("a"), part)) }
      } else {
        #expect(try expander.header(text(.text("a"), part)).value == "a" + value)
      }
    }
  }

  @Test(arguments: [
    ("https://t.example/base", "/x", true), ("https://t.example", "/x", true),
    ("/relative", "/x", false), ("ftp://t.example", "/x", false),
    ("javascript:alert(1)", "", false),
    ("https://t.example/#f", "/x", false), ("https://t.example/?q=1", "/x", false),
    ("https://t.example/?q=1", "", true), ("https://t.example/a b", "", false),
  ])
  func `a value at the start of a URL is a whole URL`(start: String, rest: String, works: Bool) {
    let template =
      rest.isEmpty
      ? text(.reference(reference("v"))) : text(.reference(reference("v")), .text(rest))
    let url = try? expander(["v": .text(start)]).url(template).value
    #expect(url == (works ? start + rest : nil))
  }

  @Test func `faults name the reference, and missing values are told from unfit ones`() throws {
    let expander = expander([
      "list": .list([]), "object": .json([:]), "start": .text("https://t.example"),
      "more": .text(".evil.example"),
    ])
    func fault(_ make: () throws -> some Any) -> TemplateFault? {
      do {
        _ = try make()
        return nil
      } catch {
        return error as? TemplateFault
      }
    }
    let missing = fault { try expander.raw(text(.reference(reference("none")))) }
    #expect(missing?.isMissing == true && missing?.reference == "none")
    let unfit = fault { try expander.raw(text(.reference(reference("object")))) }
    #expect(unfit?.isMissing == false && unfit?.reference == "object")
    let host = fault {
      try expander.url(text(.reference(reference("start")), .reference(reference("more"))))
    }
    #expect(host?.reference == "more")
    #expect(fault { try expander.url(text(.text("ftp://a/"))) } != nil)
  }

  @Test func `secrets are filled in and named`() throws {
    let expander = expander([
      "secret": .group(["key": .secret(Secret("s3cret", label: .init("key")))])
    ])
    let header = try expander.header(
      text(.text("Bearer "), .reference(reference("secret.key"))))
    #expect(header.value == "Bearer s3cret" && header.secretNames == ["secret.key"])
    let body = try expander.json(
      JSONTemplate(.reference(reference("secret.key")), at: somewhere))
    #expect(body.value == "s3cret" && body.secretNames == ["secret.key"])
  }
}
