import SynchroHTTP

/// A page for people.
struct PageEndpoint {
  let page: CDSSeed.Page

  func respond(to call: CDSCall) -> HTTPResponse {
    call.cacheable(Array(html.utf8), contentType: "text/html; charset=utf-8")
  }

  private var html: String {
    let paragraphs = page.paragraphs.map { "<p>\(HTMLPage.escape($0))</p>" }
    return HTMLPage(title: page.title, body: paragraphs.joined(separator: "\n")).html
  }
}
