import SynchroScript
import SynchroTestSupport
import SynchroText
import Testing

/// Every construct of the language with the tree that it is read as, side by side in a golden file
/// for each group.
@Suite struct TreeTests {
  @Test(arguments: ConstructGroup.all)
  func `each construct is read as its tree`(group: ConstructGroup) throws {
    var text = ""
    for construct in group.constructs {
      text += construct + "\n    " + tree(of: construct, in: group) + "\n\n"
    }
    try expectGolden(text, "Script/trees/\(group.name).txt")
  }

  private func tree(of construct: String, in group: ConstructGroup) -> String {
    let source = SourceText(name: group.name, group.head + construct + "\n")
    let parsed = SuiteParser.parse(source)
    guard let suite = parsed.suite, parsed.diagnostics.isEmpty else {
      Issue.record("\(construct)\n\(rendered(parsed.diagnostics, in: source))")
      return "unreadable"
    }
    guard group.isSteps else { return SuiteMeaning.text(of: parsed) }
    return suite.tests[0].steps.map(SuiteMeaning.text(of:)).joined(separator: "\n    ")
  }
}

/// Constructs that belong together.
struct ConstructGroup: Sendable {
  var name: String
  /// What stands before each of them.
  var head: String
  var isSteps: Bool
  var constructs: [String]

  private static func steps(_ name: String, _ constructs: [String]) -> ConstructGroup {
    ConstructGroup(
      name: name, head: "suite a \"A\"\ntest t \"T\"\n  ", isSteps: true,
      constructs: constructs)
  }

  static let all: [ConstructGroup] = [
    steps("values", values), steps("predicates", predicates), steps("conditions", conditions),
    steps("steps", plain), steps("requests", requests), steps("bodies", bodies),
    steps("blocks", blocks),
    ConstructGroup(name: "heads", head: "suite a \"A\"\n", isSteps: false, constructs: heads),
    ConstructGroup(
      name: "declarations", head: "suite a/b-c/d9 \"A \\\"b\\\"\"\n", isSteps: false,
      constructs: declarations),
    ConstructGroup(name: "flows", head: "suite a \"A\"\n", isSteps: false, constructs: flows),
    ConstructGroup(
      name: "flow-steps", head: "suite a \"A\"\nflow f \"F\"\n  ", isSteps: false,
      constructs: flowSteps),
  ]

  private static let values = [
    "null == true", "-1.50e3 == false", "\"a ${b.c[0].d-e} \\u00fc $${x}\" == \"\"",
    "{\"a\": [1, ${b}], \"${c}\": {}} == []", "${a} == ${secret.NAME}", "$.a[*].b == ${a}[*].b",
    "${a}.b == $['x  # y']", "status == 1", "body == 1", "media type == 1", "header X-A == 1",
    "headers X-A == 1", "url == 1", "final url == 1", "redirects == 1", "duration == 250ms",
    "first byte == 5s", "response date == 2m", "now == 1h", "size == 10KB", "size == 5MB",
    "size == 7B", "wire findings == 1", "tls version == 1", "count of $.a == 1",
    "members of ${a} == 1", "now plus 5m minus 1s == 1", "1 == count of members of $.a plus 1",
    "words of $.a == 1", "join of $.a == 1", "s256 of ${a} == 1", "json of $.a == 1",
    "unix of now == 1", "parameter code of header Location == 1",
    "count of words of $.a == 1", "${a} without [\"b\", \"c\"] == 1",
    "{...${a}, \"b\": 1} == [...${c}, 1]", "$.a[${b}] == ${c}[?@.d == ${e.f}]",
  ]

  private static let predicates = [
    "$.a == 1", "$.a != 1", "$.a < 1", "$.a <= 1", "$.a > 1", "$.a >= 1", "$.a is string",
    "$.a is not string or null", "$.a is array of url or uri", "$.a is not array of jwk",
    "$.a is credential", "$.a is array", "$.a is one of [1]", "$.a is not one of ${b}",
    "$.a exists", "$.a is absent", "$.a is empty", "$.a is not empty", "$.a is empty or null",
    "$.a contains 1", "$.a does not contain 1", "$.a starts with \"a\"", "$.a ends with \"a\"",
    "$.a matches /a\\/[/]b  # c/", "$.a does not match /a/", "$.a is unique",
    "$.a is sorted ascending", "$.a is sorted descending by .b.c", "$.a is subset of [1]",
    "$.a is superset of [1]", "$.a is same set as [1]", "$.a is within 5m of now",
    "body has unique names", "header A is same media type as \"b/c\"",
  ]

  private static let conditions = [
    "every $.a[*] is string", "some $.a[*] == 1", "no $.a[*] exists",
    "$.a exists and $.b exists or $.c exists", "$.a exists or $.b exists and $.c exists",
    "$.a is string or url", "$.a is string or url is uri", "$.a is string or status == 1",
    "$.a is string or null and url exists", "$.a is string or every $.b[*] is true",
    "$.a is string or null [A/1]", "$.a is string\n    or null  # why\n    [A/1]\n    [B/2]",
  ]

  private static let plain = [
    "=> 200", "=> 2xx [A/1]", "=> 301, 302 or 304 [A/1 B/2]", "$.a exists [A/1, B/2] [${row.c}]",
    "should $.a exists [A/1]", "assume $.a exists", "assume $.a exists else \"b\"",
    "assume $.a is string else inconclusive \"b\"", "permits $.a exists [A/1]", "keep a_1 = $.a",
    "keep secret a = $.a", "keep secret = 1", "collect a from $.a[*]", "call f", "call f()",
    "call f(a: 1, b: ${c}, d: $.e[0,1]) as x", "control by t", "control by a/b#t", "pause 60s",
    "review \"a ${b}?\" [A/1]", "operator f", "operator f ()",
    "operator f-g(a: 1, b: ${c}) as x\n  with timeout 5s\n  with timeout 1m",
    "leaves \"a thing\" at ${a}/b",
  ]

  private static let requests = [
    "GET ${target.url}/a/${b}?c=d#e", "M-SEARCH ${a}", "POST ${a}  # why\n  # why not\n  A: b",
    "GET ${a}\n  Accept: text/html;  q=1  # c\n  X-Empty:\n  X-${a}: 1".replacing(
      "X-${a}: 1", with: "Y: ${a}"),
    "GET ${a}\n  ? ids = ${a.id} ${b.id}\n  ? ${n} = a=b",
    "GET ${a}\n  with timeout 5s\n  with redirects 3\n  with credentials admin_1\n"
      + "  with no retries\n  with body limit 5MB",
    "POST ${a}\n  with basic ${a.id} ${b}\n  with retries",
    "POST ${a}\n  with basic encoded \"a%20b\" \"c${d}\"",
  ]

  private static let bodies = [
    "POST ${a}\n  {\n    \"a\": 1,\n\n    \"b\": [\n      ${c}, \"${d}\"\n    ]\n  }",
    "POST ${a}\n  [1, {}]", "POST ${a}\n  form\n    a = b  c\n    d =\n    ${e} = ${f}",
    "POST ${a}\n  raw \"\"\"\n    a ${b}\n      c  # d\n\n    \"\"\"",
    "POST ${a}\n  raw text/plain; charset=utf-8 \"\"\"\n  \"\"\"",
    "POST ${a}\n  raw hex \"00ff 7F\"", "POST ${a}\n  raw base64 \"AP9/AA==\"",
  ]

  private static let blocks = [
    "when $.a exists", "when $.a is string as \"b\"\n    pause 1s",
    "when $.a exists\n    pause 1s\n  otherwise\n    pause 2s",
    "for each e in $.a[*] up to 5\n    pause 1s", "for each e in ${a}\n    pause 1s",
    "for each row in table t\n    $.a exists [${row.id}]",
    "page through $.next up to 100 pages [A/1]\n    GET ${a}",
    "eventually within 5s every 250ms\n    GET ${a}", "control\n    GET ${a}",
    "control \"why\"\n    GET ${a}",
  ]

  private static let heads = [
    "test t-1 \"T\"\n  needs a, b/c#d\n  tags x, y\n  ordered\n  when ${a} exists as \"b\"\n"
      + "  GET ${a}\n  always\n    DELETE ${a}",
    "test t-1 \"T\"\n  last\n  GET ${a}",
  ]

  private static let flows = [
    "binding pxb", "actor a plays \"A b\" is target",
    "actor a_1 plays \"A\" or \"B\" in group north is harness", "untested 4.7/m_[1of10]_x \"why\"",
    "flow f-1 \"F\"\n  tags a, b\n  hazard \"h\"\n  a -> b P\n  always\n    clear busy at a",
  ]

  private static let flowSteps = [
    "a -> b P", "never a -> b P within 2m", "a -> b P answers", "a -> b P answers q as r",
    "a -> b P follows q",
    "a -> b P {\"x\": ${a.id}} to everyone expires 60s priority high via c, d [4.7/m_[1]_x]",
    "a -> b P\n    to group north\n    [A/1]\n    [B/2 C/3]\n    $.x == 1 [D/4]\n    keep y = $.x",
    "either\n    a -> b P\n  or\n    a -> b Q", "keep x = now plus 5m", "advance 2400h",
    "inject drop 0.5 at a of P count 3", "inject delay 5ms at a lasting 2m", "inject busy at a",
    "clear busy at a", "trigger join at a", "trigger event at a { \"code\": 1 }",
    "state load of a\n    $.x exists\n    should $.y exists\n    assume $.z exists",
    "link down at a", "power up at a", "again q", "refused by a", "refused q by a with 406 or 400",
  ]

  private static let declarations = [
    "edition cds-2026-04", "tags a\ntags b, c", "needs a/b, c",
    "table t\n  | a | b_1 |\n  | \"x|y\" | WG1-01/3.2/a |\n  | [1] | ${c} |\n  | -1 | true |",
    "fragment f\n  give a = 1", "fragment f(a, b = \"c\", d = ${e}, g = 5s)\n  give a = ${b}",
  ]
}
