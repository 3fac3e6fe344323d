/// A page for people: plain HTML that works without scripts, on paper and with a screen reader.
struct HTMLPage {
  let title: String
  /// HTML; whatever is put into it must have been escaped.
  var body: String

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
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The whole document.
  var html: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(Self.escape(title))</title>
    <style>
    :root { color-scheme: light dark }
    body { font: 1.05rem/1.5 system-ui, sans-serif; max-width: 38rem; margin: 3rem auto; padding: 0 1rem }
    label { display: block; margin: .8rem 0 }
    input:not([type=checkbox]):not([type=hidden]) { display: block; font: inherit; width: 100%; \
    box-sizing: border-box; padding: .4rem }
    button { font: inherit; padding: .5rem 1.2rem; margin: .8rem .6rem 0 0 }
    .problem { border-left: .3rem solid #b00020; padding-left: .8rem }
    dt { font-weight: 600 } dd { margin: 0 0 .6rem 0; overflow-wrap: anywhere }
    </style>
    </head>
    <body>
    <h1>\(Self.escape(title))</h1>
    \(body)
    </body>
    </html>

    """
  }
}
