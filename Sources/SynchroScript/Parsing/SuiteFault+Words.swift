import SynchroText

extension SuiteFault {
  /// The fault in words, at its place.
  func diagnostic(at range: SourceRange) -> Diagnostic {
    let words = words
    return Diagnostic(
      words.severity, code: "suite-" + words.code, words.message, at: .init(range, words.label),
      related: words.related, expected: words.expected, received: words.received,
      help: words.help.compactMap { $0 })
  }

  /// What a diagnostic says apart from the place.
  private struct Words {
    var code: String
    var message: String
    var label = ""
    var severity = Diagnostic.Severity.error
    var related: [Diagnostic.Label] = []
    var expected: String?
    var received: String?
    var help: [String?] = []

    init(_ code: String, _ message: String) {
      self.code = code
      self.message = message
    }

    func label(_ text: String?) -> Words {
      var copy = self
      copy.label = text ?? ""
      return copy
    }

    func help(_ text: String?...) -> Words {
      var copy = self
      copy.help += text
      return copy
    }

    func expecting(_ expected: String, received: String? = nil) -> Words {
      var copy = self
      copy.expected = expected
      copy.received = received
      return copy
    }

    func after(_ range: SourceRange, _ text: String) -> Words {
      var copy = self
      copy.related.append(.init(range, text))
      return copy
    }

    var warning: Words {
      var copy = self
      copy.severity = .warning
      return copy
    }
  }

  private var words: Words {
    switch self {
    case .tab:
      Words("tab", "a tab stands in the line").help("indent with two spaces for each block")
    case .controlCharacter(let byte):
      Words("control-character", "a control character (0x\(byte.hexPair)) stands in the line")
        .help("a string can hold it as an escape such as \\u0000")
    case .notUTF8(let byte):
      Words("not-utf8", "the byte 0x\(byte.hexPair) is not part of UTF-8 text")
        .help("save the file as UTF-8", "a body of any bytes is written with raw hex or raw base64")
    case .byteOrderMark:
      Words("byte-order-mark", "the file starts with a byte order mark")
        .help("synchroscope format leaves it out").warning
    case .carriageReturns:
      Words("carriage-return", "lines end with a carriage return and a line feed")
        .help("synchroscope format writes line feeds only").warning
    case .tooManyErrors:
      Words(
        "too-many-errors", "there are \(SuiteParser.errorLimit) errors; the rest was not reported"
      ).help("is this file a suite?")

    case .strayDeeperLine:
      Words("stray-line", "this line continues the statement above, which was complete")
        .help("a deeper line continues a statement; give a new one the indentation of the last")
    case .unevenIndentation(let expected, let received):
      Words("uneven-indentation", "the line is indented unlike the block it stands in")
        .expecting(Self.spaces(expected), received: Self.spaces(received))
    case .missingBlock(let name):
      Words("missing-block", "nothing stands below '\(Self.shown(name))'")
        .help("put what belongs to it on lines that are indented deeper")
    case .blocksTooDeep:
      Words("too-deep", "blocks stand in each other more than \(SuiteParser.blockLimit) deep")
        .help("move the inner steps into a fragment")
    case .commentNeedsTwoBlanks:
      Words("comment", "a comment behind a statement needs two spaces before its '#'")

    case .endsEarly(let expected):
      Words("incomplete", "the statement ends too early").label("expected \(expected)")
    case .unexpected(let expected, let found):
      Words("unexpected", "'\(Self.shown(found))' stands where something else is expected")
        .expecting(expected, received: "'\(Self.shown(found))'")
    case .trailing(let found):
      Words("trailing", "the statement is complete before '\(Self.shown(found))'")
        .expecting("the end of the line", received: "'\(Self.shown(found))'")

    case .missingSuite:
      Words("missing-header", "a suite file starts with its name and title")
        .help("write a first line such as: suite cds/discovery/metadata \"Server metadata\"")
    case .unknownDeclaration(let word):
      Words("unknown-declaration", "'\(Self.shown(word))' is no declaration")
        .label(Self.near(word, DeclarationKeyword.allCases.map(\.rawValue)))
        .help("steps are indented below their test")
    case .unknownFlowStep(let word):
      Words("unknown-flow-step", "'\(Self.shown(word))' starts no step of a flow")
        .label(Self.near(word, FlowKeyword.allCases.map(\.rawValue)))
        .help("a payload is written: SENDER -> RECEIVER PAYLOAD")
    case .noCheckOfPayload(let word):
      Words("flow-check", "'\(Self.shown(word))' starts no check of what came")
        .label(Self.near(word, ["should", "assume", "keep", "every", "some", "no", "count of"]))
        .help("a check starts with a value, such as $.ack_code; $ is what came")
    case .strayOr:
      Words("stray-or", "no 'either' with a block stands directly above this 'or'")
    case .loneEither:
      Words("lone-either", "'either' has one branch only")
        .help("add the other: or, with its own block; or leave 'either' out")
    case .repeatedModifier(let word):
      Words("repeated-modifier", "'\(Self.shown(word))' stands here a second time")
    case .advanceTooLong:
      Words("long-advance", "time is moved on by a hundred days at most")
        .expecting("2400h or less")
    case .expectationInAlways:
      Words("late-expectation", "a clean-up expects nothing")
        .help("move what is expected above 'always'")
    case .indentedDeclaration:
      Words("indented-declaration", "a declaration starts at the left edge")
        .help("take the indentation away, or put a test above")
    case .repeatedDeclaration(let word):
      Words("repeated-declaration", "'\(Self.shown(word))' stands here a second time")
    case .repeatedName(let kind, let name, let first):
      Words("repeated-name", "two \(kind.words)s are named '\(Self.shown(name))'")
        .after(first, "the first")
    case .badName(let kind, let name):
      Words("bad-name", "'\(Self.shown(name))' is no name of a \(kind.words)")
        .expecting(kind.form)
    case .badDefault:
      Words("bad-default", "a default is a literal or an interpolation")
        .help("pass the value in the call instead")
    case .tableWithoutColumns:
      Words("table-without-columns", "the table has no row with the names of its columns")
        .help("write a first row such as: | field | requirement |")
    case .rowLength(let expected, let received):
      Words("row-length", "the row is not as long as the table's first")
        .expecting(Self.count(expected, "cell"), received: Self.count(received, "cell"))

    case .unknownStep(let word):
      Words("unknown-step", "'\(Self.shown(word))' starts no step")
        .label(Self.nearStep(word))
        .help("a step is a request (GET …), a gate (=> 200), a check, or starts with a keyword")
    case .headBehindSteps(let word):
      Words("late-head", "'\(Self.shown(word))' stands behind the first step")
        .help("move it up, directly below the first line of the test or flow")
    case .misplacedAlways:
      Words("misplaced-always", "'always' ends a test or a flow, not a block or fragment")
        .help("move the clean-up to the end of the test or flow")
    case .stepBehindAlways(let always):
      Words("late-step", "this step stands behind the clean-up")
        .after(always, "the clean-up is last")
    case .strayOtherwise:
      Words("stray-otherwise", "no 'when' with a block stands directly above this 'otherwise'")
    case .misplacedGive:
      Words("misplaced-give", "'give' stands in a fragment only")
        .help("a test keeps a value with: keep name = VALUE")
    case .misplacedHeader:
      Words("misplaced-header", "a header line belongs directly below a request")
        .help("only other headers, parameters and options may stand between")
    case .misplacedParameter:
      Words("misplaced-parameter", "a '?' line belongs directly below a request")
    case .misplacedRow:
      Words("misplaced-row", "a row belongs below a table")
    case .misplacedRequestPart(let word):
      Words("misplaced-part", "'\(Self.shown(word))' belongs directly below a request")
    case .pauseTooLong:
      Words("long-pause", "a pause lasts a minute at most").expecting("60s or less")
        .help("to wait for a change, use eventually")
    case .badStatus(let word):
      Words("bad-status", "'\(Self.shown(word))' is no status").expecting(
        "100 to 599, or 1xx to 5xx")
    case .assumptionDecidesNothing:
      Words("assumption", "an assumption decides no requirement")
        .help("leave the brackets out, or make the line a check by leaving out 'assume'")
    case .emptyRequirements:
      Words("no-requirement", "the brackets hold no requirement id")
    case .unclosedRequirements:
      Words("unclosed-requirements", "this bracket is not closed with ']'")
    case .badRequirement(let text):
      Words("bad-requirement", "'\(Self.shown(text))' is no requirement id")
        .help("an id looks like WG1-01/3.2/field-website")

    case .blankInURL:
      Words("blank-in-url", "a URL holds no blank")
        .help("write %20, or put query parameters on lines that start with '?'")
    case .parameterWithoutValue:
      Words("parameter", "a parameter needs '=' between its name and its value")
    case .unknownOption(let word):
      Words("unknown-option", "'\(Self.shown(word))' is no option of a request")
        .label(Self.near(word, OptionKeyword.allCases.map(\.rawValue)))
    case .operatorOption(let word):
      Words("operator-option", "'\(Self.shown(word))' is no option of an operator's step")
        .help("the operator can be given a time: with timeout 60s")
    case .requestPartBehindBody:
      Words("late-part", "headers, parameters and options stand before the body")
    case .secondBody:
      Words("second-body", "the request has a body already")
    case .unclosedRaw:
      Words("unclosed-raw", "no line with only \"\"\" ends this text")
        .help("the closing line stands at the indentation of 'raw' or deeper")
    case .rawLineTooShallow:
      Words("raw-indentation", "the line is indented less than the closing \"\"\"")
        .help("the indentation of the closing line is taken from every line of the text")
    case .badMediaType(let text):
      Words("bad-media-type", "'\(Self.shown(text))' is no media type")
        .expecting("a type such as text/plain or text/plain; charset=utf-8")
    case .badHex:
      Words("bad-hex", "this is not hexadecimal").expecting("two of 0-9 and a-f for each byte")
    case .badBase64:
      Words("bad-base64", "this is not base64")
        .expecting("letters, digits, '+' and '/', padded with '=' to a multiple of four")

    case .unknownValue(let word):
      Words("unknown-value", "'\(Self.shown(word))' is no value")
        .label(Self.nearValue(word))
        .help("a text stands in quotation marks, a kept value in ${\(Self.shown(word))}")
    case .unknownPredicate(let word):
      Words("unknown-predicate", "'\(Self.shown(word))' starts no predicate")
        .label(Self.near(word, PredicateKeyword.allCases.map(\.rawValue)))
    case .cannotBeNegated(let word):
      Words("negation", "'is not \(word)' cannot be said")
        .help(
          word == "absent"
            ? "write: exists"
            : "the predicates with 'not' are: is not TYPE, is not one of, is not empty")
    case .expressionTooDeep:
      Words("long-expression", "the value is built of too many parts")
    case .unknownUnit(let unit):
      Words("unknown-unit", "'\(Self.shown(unit))' is no unit")
        .label(Self.near(unit, QuantityUnit.allCases.map(\.rawValue)))
    case .wrongUnit(let wanted):
      switch wanted {
      case .duration:
        Words("wrong-unit", "this is a size").expecting("a duration such as 250ms or 5s")
      case .size: Words("wrong-unit", "this is a duration").expecting("a size such as 10KB or 5MB")
      }
    case .numberOutOfRange(let what, let range):
      Words("out-of-range", "the number (\(what)) is out of range")
        .expecting("\(range.lowerBound) to \(range.upperBound)")
    case .badQuery(let cause):
      Words("query", cause.message).label(cause.primary.text).help(cause.help.first)
    case .unclosedPattern:
      Words("unclosed-pattern", "this pattern is not closed with '/'")
        .help("a slash inside the pattern is written as \\/")
    case .badPattern(let message):
      Words("pattern", message)
    case .unclosedString:
      Words("unclosed-string", "this string is not closed on its line")
        .help("a line feed inside a string is written as \\n")
    case .badEscape:
      Words("bad-escape", "this is no escape")
        .expecting("one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX")
    case .loneSurrogate:
      Words("lone-surrogate", "half of a surrogate pair is no character")
        .help("to send one, use a raw body")
    case .emptyInterpolation:
      Words("empty-interpolation", "no name stands between '${' and '}'")
        .help("a literal ${ is written as $${")
    case .badInterpolation:
      Words("interpolation", "an interpolation is a name with a way into it")
        .expecting("${name}, ${name.member} or ${name[0]}")
    case .unclosedInterpolation:
      Words("unclosed-interpolation", "this interpolation is not closed with '}'")
        .help("a literal ${ is written as $${")

    case .unclosedJSON:
      Words("unclosed-json", "this bracket is not closed")
        .help("the lines of a body are indented deeper than its brackets")
    case .jsonTooDeep:
      Words(
        "json-too-deep",
        "arrays and objects stand in each other more than \(SuiteParser.jsonLimit) deep")
    case .badNumber:
      Words("json-number", "this is no JSON number")
    case .trailingComma:
      Words("trailing-comma", "JSON allows no comma before a closing bracket")
        .help("a broken document on purpose is a raw body")
    case .commentInJSON:
      Words("comment-in-json", "JSON holds no comments").help("put the comment above the request")
    case .duplicateMember(let name, let first):
      Words("duplicate-member", "two members are named '\(Self.shown(name))'")
        .after(first, "the first")
        .help("a broken document on purpose is a raw body")
    }
  }

  // MARK: - Pieces

  /// A piece of the file, short enough for a sentence.
  private static func shown(_ text: String) -> String { VisibleText.excerpt(text, limit: 60) }

  private static func near(_ word: String, _ known: [String]) -> String? {
    NearestName.advice(for: word, among: known)
  }

  /// Methods are near their own lower case.
  private static func nearStep(_ word: String) -> String? {
    let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    if methods.contains(word.uppercased()) { return "did you mean '\(word.uppercased())'?" }
    let known =
      StepKeyword.allCases.map(\.rawValue) + RequestKeyword.allCases.map(\.rawValue)
      + Claim.Quantifier.allCases.map(\.rawValue) + Fact.allCases.map(\.rawValue)
      + ["header", "headers", "count of", "members of"]
    return NearestName.find(word, among: known).map { "did you mean '\($0)'?" }
  }

  private static func nearValue(_ word: String) -> String? {
    let known = Fact.allCases.map(\.rawValue) + ValueKeyword.allCases.map(\.rawValue)
    return NearestName.find(word, among: known).map { "did you mean '\($0)'?" }
  }

  private static func spaces(_ count: Int) -> String { Self.count(count, "space") }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}

extension NameKind {
  /// What such a name looks like.
  fileprivate var form: String {
    switch self {
    case .suite: "lower-case letters, digits and '-', in parts joined by '/'"
    case .neededTest: "a test of this suite, or suite/path#test"
    case .credentials: "letters, digits, '-' and '_'"
    case .edition, .test, .fragment, .table, .tag, .hook, .binding, .flow, .group, .fault, .event,
      .state, .verb:
      "a lower-case letter, then lower-case letters, digits and '-'"
    case .value, .column, .parameter, .element, .actor, .step:
      "a lower-case letter, then lower-case letters, digits and '_'"
    }
  }
}
