import SynchroHTTP

/// A page for people.
struct PageEndpoint {
  let page: CDSSeed.Page

  func respond(to call: CDSCall) -> HTTPResponse {
    call.cacheable(Array(html.utf8), contentType: "text/html; charset=utf-8")
  }

  private var html: String {
    let paragraphs = page.paragraphs.map { "<p>\(linked($0))</p>" }
    return HTMLPage(title: page.title, body: paragraphs.joined(separator: "\n")).html
  }

  /// A paragraph in which every path of this server is a link.
  private func linked(_ paragraph: String) -> String {
    paragraph.split(separator: " ", omittingEmptySubsequences: false).map { word in
      guard word.hasPrefix("/"), word.count > 1 else { return HTMLPage.escape(String(word)) }
      let path = word.last.map { ".,;:".contains($0) } == true ? word.dropLast() : word
      let target = HTMLPage.escape(String(path))
      return "<a href=\"\(target)\">\(target)</a>" + word.dropFirst(path.count)
    }.joined(separator: " ")
  }
}
