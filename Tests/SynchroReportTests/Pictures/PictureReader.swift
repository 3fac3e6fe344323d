import Foundation
import Testing

@testable import SynchroReport

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A picture taken apart, to see that a page can trust it.
struct PictureReader {
  struct Element {
    let name: String
    let attributes: [String: String]
    /// The names of what it stands in, the picture first.
    let path: [String]
    var text = ""
  }

  let elements: [Element]

  init(_ svg: String) throws {
    let parser = XMLParser(data: Data(svg.utf8))
    let collector = Collector()
    parser.delegate = collector
    guard parser.parse() else {
      throw NotWellFormed(reason: "\(parser.parserError.map { "\($0)" } ?? "")")
    }
    elements = collector.elements
  }

  struct NotWellFormed: Error {
    let reason: String
  }

  var height: Int { elements.first.flatMap { Int($0.attributes["height"] ?? "") } ?? 0 }
  var title: String { elements.first { $0.name == "title" }?.text ?? "" }
  var description: String { elements.first { $0.name == "desc" }?.text ?? "" }
  var labels: [String] { elements.filter { $0.name == "text" }.map(\.text) }

  /// What is wrong with the picture, whatever it shows.
  var faults: [String] { headFaults + idFaults + elements.flatMap(faults) }

  // MARK: - The whole

  private var headFaults: [String] {
    guard let root = elements.first, root.name == "svg" else { return ["no svg element"] }
    var faults: [String] = []
    let id = root.attributes["id"] ?? ""
    let expected = [
      "role": "img", "width": "100%", "aria-labelledby": id + "-title",
      "aria-describedby": id + "-desc",
    ]
    for (name, value) in expected where root.attributes[name] != value {
      faults.append("\(name) is \(root.attributes[name] ?? "missing")")
    }
    if title.isEmpty || description.isEmpty { faults.append("no title or description") }
    if !elements.contains(where: { $0.name == "text" }) { faults.append("no text") }
    return faults
  }

  private var idFaults: [String] {
    let ids = elements.compactMap { $0.attributes["id"] }
    let root = ids.first ?? ""
    var faults = ids.filter { !$0.hasPrefix(root) }.map { "id \($0) has another prefix" }
    if Set(ids).count != ids.count { faults.append("an id stands twice") }
    let used = elements.flatMap(\.attributes.values).filter { $0.hasPrefix("url(") }
    faults += used.filter { !ids.contains(String($0.dropFirst(5).dropLast())) }
      .map { "\($0) leads nowhere" }
    return faults
  }

  // MARK: - One element

  private static let names: Set<String> = [
    "svg", "title", "desc", "defs", "pattern", "rect", "line", "path", "text",
  ]
  private static let paints: Set<String> = Set(Paint.allCases.map(\.attribute)).union(["none"])

  private func faults(of element: Element) -> [String] {
    var faults: [String] = []
    if !Self.names.contains(element.name) { faults.append("an element \(element.name)") }
    for (name, value) in element.attributes {
      if ["href", "style", "xlink:href"].contains(name) || name.hasPrefix("on") {
        faults.append("an attribute \(name)")
      }
      let isPaint = name == "fill" || name == "stroke"
      if isPaint, !value.hasPrefix("url(#"), !Self.paints.contains(value) {
        faults.append("a colour of its own: \(value)")
      }
    }
    if element.path == ["svg"] { faults += placeFaults(of: element) }
    if element.path == ["svg", "svg"] { faults += plotFaults(of: element) }
    return faults
  }

  private func placeFaults(of element: Element) -> [String] {
    var faults: [String] = []
    func across(_ name: String) -> Double? {
      element.attributes[name].flatMap { $0.hasSuffix("%") ? Double($0.dropLast()) : nil }
    }
    func down(_ name: String) -> Int? { element.attributes[name].flatMap { Int($0) } }
    let x = across("x") ?? 0
    let width = element.name == "text" ? 0 : across("width") ?? 0
    for place in [x, x + width, across("x1") ?? 0, across("x2") ?? 0]
    where !(0...100.0001).contains(place) {
      faults.append("\(element.name) at \(place) %")
    }
    let y = down("y") ?? 0
    for place in [y, y + (down("height") ?? 0), down("y1") ?? 0, down("y2") ?? 0]
    where !(0...height).contains(place) {
      faults.append("\(element.name) at \(place) of \(height) pixels")
    }
    if element.name == "text" { faults += textFaults(of: element, x: x) }
    return faults
  }

  /// Text stays inside a picture of the narrowest width.
  private func textFaults(of element: Element, x: Double) -> [String] {
    let isCode = element.attributes["font-family"] != nil
    let face: SVG.Face = isCode ? .code : .words
    let length = LabelFit.cells(of: element.text) * face.cell / 10
    let start = Int(x * Double(SVG.narrowest) / 100) + (Int(element.attributes["dx"] ?? "") ?? 0)
    let span =
      switch element.attributes["text-anchor"] {
      case "end": start - length...start
      case "middle": start - length / 2...start + length / 2
      default: start...start + length
      }
    let isInside = span.lowerBound >= -1 && span.upperBound <= SVG.narrowest + 1
    return isInside ? [] : ["'\(element.text)' reaches from \(span)"]
  }

  /// Paths of plots stay inside their frame.
  private func plotFaults(of element: Element) -> [String] {
    guard element.name == "path", let plot = frame(before: element) else { return [] }
    var faults: [String] = []
    var x = 0
    var y = 0
    for piece in (element.attributes["d"] ?? "").split(separator: "z") {
      let numbers = piece.split { !"-0123456789".contains($0) }.compactMap { Int($0) }
      guard numbers.count == 5 else { return ["path piece \(piece)"] }
      (x, y) = (numbers[0], numbers[1])
      let far = (x + numbers[3], y + numbers[2])
      for (place, end) in [
        (x, plot.width), (far.0, plot.width), (y, plot.height), (far.1, plot.height),
      ]
      where !(0...end).contains(place) { faults.append("path piece \(piece) leaves its plot") }
    }
    return faults
  }

  private func frame(before path: Element) -> (width: Int, height: Int)? {
    guard let place = elements.firstIndex(where: { $0.attributes == path.attributes }),
      let svg = elements[..<place].last(where: { $0.name == "svg" }),
      let numbers = svg.attributes["viewBox"]?.split(separator: " ").compactMap({ Int($0) }),
      numbers.count == 4
    else { return nil }
    return (numbers[2], numbers[3])
  }
}

private final class Collector: NSObject, XMLParserDelegate {
  var elements: [PictureReader.Element] = []
  private var open: [Int] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    let path = open.map { elements[$0].name }
    open.append(elements.count)
    elements.append(PictureReader.Element(name: name, attributes: attributes, path: path))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if let last = open.last { elements[last].text += string }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }
}
