internal import SynchroText

/// Writes one picture as an `<svg>` element that stands inside a page.
///
/// What it draws uses the page's colours alone, needs no script and nothing from elsewhere. Places
/// across are parts of the width, places down are pixels from the top.
struct SVG {
  /// The narrowest picture for which text is cut to fit, in pixels.
  static let narrowest = 340

  /// So many letters of a text are worth their bytes, however wide the picture.
  private static let longest = 90

  /// Where a text stands at its place.
  enum Anchor: String {
    case start
    case middle
    case end
  }

  /// Letters for words or for what machines have written.
  enum Face {
    case words
    case code

    var family: String { self == .words ? "system-ui,sans-serif" : "ui-monospace,monospace" }
    var size: Int { self == .words ? 12 : 11 }
    /// The width of a letter, in tenths of a pixel, as the wider of the common fonts have it.
    var cell: Int { self == .words ? 71 : 67 }
  }

  private let id: String
  private var definitions = ""
  private var body = ""

  /// An empty picture. Every id in it begins with `id`, which no other picture of the page has.
  init(id: String) {
    self.id = Self.name(id)
  }

  /// The whole element. The title says what the picture shows, the description the facts in words.
  func element(height: Int, title: String, description: String) -> String {
    element(head: " width=\"100%\"", height: height, title: title, description: description)
  }

  /// The picture as a file of its own, which brings the colours of day and night with it.
  func file(width: Int, height: Int, title: String, description: String) -> String {
    element(
      head: " xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\"", height: height,
      title: title, description: description, style: Paint.style)
  }

  private func element(
    head: String, height: Int, title: String, description: String, style: String = ""
  ) -> String {
    let inside =
      "<title id=\"\(id)-title\">\(Self.escape(title))</title>"
      + "<desc id=\"\(id)-desc\">\(Self.escape(description))</desc>" + style
      + (definitions.isEmpty ? "" : "<defs>\(definitions)</defs>")
    return "<svg id=\"\(id)\" class=\"picture\" role=\"img\" aria-labelledby=\"\(id)-title\""
      + " aria-describedby=\"\(id)-desc\"\(head) height=\"\(height)\""
      + " font-family=\"\(Face.words.family)\" font-size=\"\(Face.words.size)\""
      + " fill=\"\(Paint.ink.attribute)\">\n\(inside)\n\(body)</svg>\n"
  }

  // MARK: - Shapes

  /// Declares a texture, once, before it is used.
  mutating func define(_ texture: Texture) {
    definitions +=
      "<pattern id=\"\(id)-\(texture.rawValue)\" width=\"6\" height=\"6\""
      + " patternUnits=\"userSpaceOnUse\">\(texture.tile)</pattern>"
  }

  /// A rectangle with a declared texture.
  mutating func rectangle(
    x: Across, y: Int, width: Across, height: Int, texture: Texture, tip: String? = nil
  ) {
    rectangle(x: x, y: y, width: width.attribute, height: height, texture: texture, tip: tip)
  }

  /// The sample of a texture that a legend has.
  mutating func swatch(x: Across, y: Int, texture: Texture) {
    rectangle(x: x, y: y, width: "12", height: 12, texture: texture, tip: nil)
  }

  private mutating func rectangle(
    x: Across, y: Int, width: String, height: Int, texture: Texture, tip: String?
  ) {
    let fill = texture.isPlain ? texture.paint.attribute : "url(#\(id)-\(texture.rawValue))"
    body +=
      "<rect x=\"\(x.attribute)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\""
      + " fill=\"\(fill)\"" + closed("rect", tip: tip)
  }

  /// A frame around a place.
  mutating func frame(x: Across, y: Int, width: Across, height: Int) {
    body +=
      "<rect x=\"\(x.attribute)\" y=\"\(y)\" width=\"\(width.attribute)\" height=\"\(height)\""
      + " fill=\"none\" stroke=\"\(Paint.ink.attribute)\" opacity=\".4\"/>\n"
  }

  /// A straight line.
  mutating func line(
    from start: Across, _ startY: Int, to end: Across, _ endY: Int, _ paint: Paint = .line,
    width: Int = 1, isDashed: Bool = false
  ) {
    body +=
      "<line x1=\"\(start.attribute)\" y1=\"\(startY)\" x2=\"\(end.attribute)\" y2=\"\(endY)\""
      + " stroke=\"\(paint.attribute)\"" + (width == 1 ? "" : " stroke-width=\"\(width)\"")
      + (isDashed ? " stroke-dasharray=\"4 3\"" : "") + "/>\n"
  }

  /// A small shape in pixels around a place, which keeps its form.
  mutating func shape(x: Across, y: Int, path: String, fill: Paint?, stroke: Paint? = nil) {
    body +=
      "<svg x=\"\(x.attribute)\" y=\"\(y)\" overflow=\"visible\"><path d=\"\(path)\""
      + " fill=\"\(fill?.attribute ?? "none")\""
      + (stroke.map { " stroke=\"\($0.attribute)\" stroke-width=\"2\"" } ?? "") + "/></svg>\n"
  }

  /// Shapes in whole columns that are stretched across a place; a pixel down stays a pixel.
  mutating func plot(
    x: Across, y: Int, width: Across, height: Int, columns: Int, paths: [(path: String, Paint)]
  ) {
    let drawn = paths.filter { !$0.path.isEmpty }
    guard !drawn.isEmpty else { return }
    body +=
      "<svg x=\"\(x.attribute)\" y=\"\(y)\" width=\"\(width.attribute)\" height=\"\(height)\""
      + " viewBox=\"0 0 \(columns) \(height)\" preserveAspectRatio=\"none\">"
    for (path, paint) in drawn { body += "<path d=\"\(path)\" fill=\"\(paint.attribute)\"/>" }
    body += "</svg>\n"
  }

  // MARK: - Text

  /// A text that is cut to its room, so that it fits in the narrowest picture.
  mutating func text(
    _ text: String, x: Across, y: Int, room: Across, anchor: Anchor = .start, face: Face = .words,
    keeping part: LabelFit.Keeping = .start, isBold: Bool = false, indent: Int = 0,
    hasGround: Bool = false
  ) {
    let pixels = room.hundredths * Self.narrowest / 10_000 - abs(indent)
    let label = LabelFit.cut(text, cells: pixels * 10 / face.cell, keeping: part)
    guard !label.isEmpty else { return }
    body += Self.text(
      label, x: x, y: y, anchor: anchor, face: face, isBold: isBold, indent: indent,
      hasGround: hasGround)
  }

  /// A text of which a wide picture shows more than a narrow one: it ends where its room does.
  mutating func clippedText(
    _ text: String, x: Across, y: Int, room: Across, face: Face = .words, isBold: Bool = false
  ) {
    let label = LabelFit.cut(text, cells: Self.longest, keeping: .ends)
    body +=
      "<svg x=\"\(x.attribute)\" y=\"\(y - 12)\" width=\"\(room.attribute)\" height=\"16\">"
      + Self.text(
        label, x: .zero, y: 12, anchor: .start, face: face, isBold: isBold, indent: 0,
        hasGround: true) + "</svg>\n"
  }

  private static func text(
    _ label: String, x: Across, y: Int, anchor: Anchor, face: Face, isBold: Bool, indent: Int,
    hasGround: Bool
  ) -> String {
    "<text x=\"\(x.attribute)\" y=\"\(y)\"" + (indent == 0 ? "" : " dx=\"\(indent)\"")
      + (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"")
      + (face == .words ? "" : " font-family=\"\(face.family)\" font-size=\"\(face.size)\"")
      + (isBold ? " font-weight=\"bold\"" : "")
      + (hasGround
        ? " stroke=\"\(Paint.ground.attribute)\" stroke-width=\"4\" paint-order=\"stroke\"" : "")
      + ">\(Self.escape(label))</text>\n"
  }

  private func closed(_ element: String, tip: String?) -> String {
    guard let tip else { return "/>\n" }
    return "><title>\(Self.escape(tip))</title></\(element)>\n"
  }

  // MARK: - Escaping

  /// Text for an element, without anything that acts or hides.
  private static func escape(_ text: String) -> String {
    VisibleText.escape(text).withReferences(quotes: false)
  }

  /// A name that needs no escaping anywhere.
  private static func name(_ text: String) -> String {
    let allowed = text.utf8.map { byte -> Character in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        Character(Unicode.Scalar(byte))
      default: "_"
      }
    }
    return "p-" + String(allowed)
  }
}
