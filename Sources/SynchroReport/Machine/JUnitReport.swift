internal import SynchroText
internal import SynchroTiming
public import SynchroVerdict

/// A run as JUnit XML: a suite for each test, a case for each decision.
///
/// Only what the form of Jenkins' `junit-10.xsd` knows is written, so that strict readers accept it.
/// A warned decision is a case that passed and a property of its suite that tells. What one reason
/// left unproven is told in full once: a target that does not answer would fill a megabyte with it.
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
    var told: Set<String> = []
    for group in groups { lines += suite(group, host: host, told: &told) }
    lines.append("</testsuites>")
    return lines.map { $0 + "\n" }.joined()
  }

  private static func suite(
    _ group: ReportGroup, host: String, told: inout Set<String>
  ) -> [String] {
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
      ("warned: " + name(of: $0, in: group), ([$0.message] + $0.details).joined(separator: "; "))
    }
    lines.append("    <properties>")
    lines += properties.map { name, value in
      "      " + open("property", [("name", name), ("value", value)], isEmpty: true)
    }
    lines.append("    </properties>")
    for item in cases { lines += testcase(item, in: group, told: &told) }
    lines.append("  </testsuite>")
    return lines
  }

  private static func testcase(
    _ item: ReportCase, in group: ReportGroup, told: inout Set<String>
  ) -> [String] {
    let attributes = [("classname", group.name), ("name", name(of: item, in: group))]
    var (message, details) = (item.message, item.details)
    let (element, type): (String, String)
    switch item.table.junit {
    case .none, .property: return ["    " + open("testcase", attributes, isEmpty: true)]
    case .failure(let word): (element, type) = ("failure", word)
    case .error(let word):
      (element, type) = ("error", word)
      if item.table.leavesUnproven, !told.insert(message).inserted {
        message = VisibleText.excerpt(message, limit: 80)
        details = []
      }
    case .skipped(let word):
      (element, type) = ("skipped", word)
      // A question needs its clause; a feature that is not there needs no more than its name.
      if !item.table.leavesUnproven { details = [] }
    }
    let head = [("type", type), ("message", message)]
    let body = details.map(escape).joined(separator: "\n")
    let inner =
      body.isEmpty
      ? open(element, head, isEmpty: true) : open(element, head) + body + "</\(element)>"
    return ["    " + open("testcase", attributes) + inner + "</testcase>"]
  }

  /// The number of the check in its test, its row and its subject: the class names the test.
  private static func name(of item: ReportCase, in group: ReportGroup) -> String {
    let prefix = group.name + ":"
    guard item.name.hasPrefix(prefix) else { return item.name }
    return String(item.name.dropFirst(prefix.count))
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
