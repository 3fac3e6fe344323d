internal import SynchroDigest

/// What stands around the content of every page.
///
/// The policy lets the one style sheet and the one script below act, named by their digests, and
/// nothing else: no other script, style, picture, frame, form or connection.
enum Page {
  /// Everything before the content.
  static func opening(title: String) -> HTMLText {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(policy)">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <meta name="generator" content="synchroscope">
    <title>\(title)</title>
    <style>\(StyleSheet.markup)</style>
    </head>
    <body>
    <a class="skip" href="#main">Skip to the content</a>

    """
  }

  /// Everything behind the content.
  static var closing: HTMLText { "<script>\(PageScript.markup)</script>\n</body>\n</html>\n" }

  private static let policy =
    "default-src 'none'; style-src '\(digest(of: StyleSheet.markup))'; "
    + "script-src '\(digest(of: PageScript.markup))'; base-uri 'none'; form-action 'none'"

  private static func digest(of markup: HTMLText) -> String {
    "sha256-" + Base64.encode(SHA256.digest(markup.bytes).bytes)
  }
}
