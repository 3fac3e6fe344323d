/// A page for people: plain HTML that works without scripts, on paper and with a screen reader.
struct HTMLPage {
  let title: String
  /// HTML; whatever is put into it must have been escaped.
  var body: String
  /// Who speaks, above the page.
  var site = ""
  /// HTML below the page.
  var footer = ""

  /// Text as HTML, also inside of attributes in double quotes.
  static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // Control characters are no text in HTML, and a null ends it for some readers.
      case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{7F}"..."\u{9F}":
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A link to a page of somebody else; only text when it leads to no web page.
  static func link(_ url: String, _ text: String) -> String {
    let scheme = url.prefix { $0 != ":" }.lowercased()
    guard scheme == "https" || scheme == "http" else { return escape(text) }
    return "<a href=\"\(escape(url))\" rel=\"noopener noreferrer\">\(escape(text))</a>"
  }

  /// The whole document.
  var html: String {
    let header = site.isEmpty ? "" : "<header class=\"site\">\(Self.escape(site))</header>\n"
    let end = footer.isEmpty ? "" : "<footer class=\"site\">\(footer)</footer>\n"
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(Self.escape(title))</title>
      <style>\(PageStyle.text)</style>
      </head>
      <body>
      \(header)<main>
      <h1>\(Self.escape(title))</h1>
      \(body)
      </main>
      \(end)</body>
      </html>

      """
  }
}
