/// A picture with its caption; the picture tells in words what it shows.
enum PageFigure {
  static func markup(_ caption: String, _ drawing: String) -> HTMLText {
    var markup: HTMLText = "<figure aria-label=\"\(caption)\"><figcaption>\(caption)</figcaption>\n"
    markup.add(drawing: drawing)
    markup.add("</figure>\n")
    return markup
  }
}
