internal import SynchroText
internal import SynchroTiming
public import SynchroVerdict

/// A run as JUnit XML: a suite for each test, a case for each decision.
///
/// Only what the form of Jenkins' `junit-10.xsd` knows is written, so that strict readers accept it.
/// A warned decision is a case that passed and a property of its suite that tells.
public enum JUnitReport {
  /// The whole document.
  public static func render(_ report: RunReport) -> String {
    let groups = ReportGroup.all(of: report)
    let host = report.header.host.first { $0.name == "hostname" }?.value ?? "localhost"
    let cases = groups.flatMap(\.cases)
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
    lines.append(
      open(
        "testsuites",
        [
          ("name", "synchroscope \(report.header.run)"), ("tests", String(cases.count)),
          ("failures", String(count(cases, isFailure))), ("errors", String(count(cases, isError))),
          ("time", report.duration.secondsText),
        ]))
    for group in groups { lines += suite(group, host: host) }
    lines.append("</testsuites>")
    return lines.map { $0 + "\n" }.joined()
  }

  private static func suite(_ group: ReportGroup, host: String) -> [String] {
    let cases = group.cases
    var lines = [
      "  "
        + open(
          "testsuite",
          [
            ("name", group.name), ("tests", String(cases.count)),
            ("failures", String(count(cases, isFailure))),
            ("errors", String(count(cases, isError))),
            ("skipped", String(count(cases, isSkipped))), ("time", group.duration.secondsText),
            ("timestamp", timestamp(group.start)), ("hostname", host),
          ])
    ]
    var properties = [("title", group.title)]
    properties += cases.filter { $0.table.junit == .property }.map {
      ("warned: " + $0.name, ([$0.message] + $0.details).joined(separator: "; "))
    }
    lines.append("    <properties>")
    lines += properties.map { name, value in
      "      " + open("property", [("name", name), ("value", value)], isEmpty: true)
    }
    lines.append("    </properties>")
    lines += cases.flatMap { testcase($0, in: group) }
    lines.append("  </testsuite>")
    return lines
  }

  private static func testcase(_ item: ReportCase, in group: ReportGroup) -> [String] {
    let attributes = [("classname", group.name), ("name", item.name)]
    let (element, type): (String, String) =
      switch item.table.junit {
      case .none, .property: ("", "")
      case .failure(let type): ("failure", type)
      case .error(let type): ("error", type)
      case .skipped(let type): ("skipped", type)
      }
    guard !element.isEmpty else {
      return ["    " + open("testcase", attributes, isEmpty: true)]
    }
    let head = open(element, [("type", type), ("message", item.message)])
    let body = item.details.map(escape).joined(separator: "\n")
    return [
      "    " + open("testcase", attributes), "      \(head)\(body)</\(element)>",
      "    </testcase>",
    ]
  }

  // MARK: - Counting

  private static func count(_ cases: [ReportCase], _ test: (ReportCase) -> Bool) -> Int {
    cases.count(where: test)
  }

  private static func isFailure(_ item: ReportCase) -> Bool {
    if case .failure = item.table.junit { return true }
    return false
  }

  private static func isError(_ item: ReportCase) -> Bool {
    if case .error = item.table.junit { return true }
    return false
  }

  private static func isSkipped(_ item: ReportCase) -> Bool {
    if case .skipped = item.table.junit { return true }
    return false
  }

  // MARK: - XML

  private static func open(
    _ element: String, _ attributes: [(String, String)], isEmpty: Bool = false
  ) -> String {
    let written = attributes.map { name, value in " \(name)=\"\(escape(value))\"" }.joined()
    return "<\(element)\(written)\(isEmpty ? "/" : "")>"
  }

  /// Text for XML 1.0, which has no way at all to write most control characters.
  private static func escape(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.escape(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The form without a zone that readers expect; the moment is in UTC.
  private static func timestamp(_ moment: Timestamp) -> String {
    String(CivilTime(moment).description.prefix(19))
  }
}
