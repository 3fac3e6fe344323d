import SynchroHTTP

/// A page for people.
struct PageEndpoint {
  let page: CDSSeed.Page

  func respond(to call: CDSCall) -> HTTPResponse {
    call.cacheable(Array(html.utf8), contentType: "text/html; charset=utf-8")
  }

  private var html: String {
    let paragraphs = page.paragraphs.map { "<p>\(escape($0))</p>\n" }.joined()
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

  private func escape(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
