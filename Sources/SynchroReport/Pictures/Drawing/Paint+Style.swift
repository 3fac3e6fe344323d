extension Paint {
  /// The colours of the pages, for a picture that stands alone.
  static let style =
    "<style>svg.picture{color-scheme:light dark;background:var(--ground);" + day
    + "}@media (prefers-color-scheme: dark){svg.picture{" + night + "}}</style>"

  private static let day =
    "--ok:#17733f;--bad:#b3241c;--warn:#855600;--open:#5a54a4;--ink:#1a2027;--line:#d9dfe5;"
    + "--ground:#ffffff;--accent:#0a58a6"

  private static let night =
    "--ok:#62cb90;--bad:#ff8f86;--warn:#e3b457;--open:#b5b2f3;--ink:#e3e8ed;--line:#323b44;"
    + "--ground:#13171b;--accent:#82b9f4"
}
