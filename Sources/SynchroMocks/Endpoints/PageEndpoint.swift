import SynchroHTTP

/// A page for people.
struct PageEndpoint {
  let page: CDSSeed.Page

  func respond(to call: CDSCall) -> HTTPResponse {
    call.cacheable(Array(html.utf8), contentType: "text/html; charset=utf-8")
  }

  private var html: String {
    let paragraphs = page.paragraphs.map { "<p>\(linked($0))</p>\n" }.joined()
    return """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><title>\(escape(page.title))</title></head>
      <body>
      <h1>\(escape(page.title))</h1>
      \(paragraphs)</body>
      </html>

      """
  }

  /// A paragraph in which every path of this server is a link.
  private func linked(_ paragraph: String) -> String {
    paragraph.split(separator: " ", omittingEmptySubsequences: false).map { word in
      guard word.hasPrefix("/"), word.count > 1 else { return escape(String(word)) }
      let path = word.last.map { ".,;:".contains($0) } == true ? word.dropLast() : word
      let target = escape(String(path)).replacing("\"", with: "&quot;")
      return "<a href=\"\(target)\">\(escape(String(path)))</a>" + word.dropFirst(path.count)
    }.joined(separator: " ")
  }

  private func escape(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
