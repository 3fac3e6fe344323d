import SynchroDigest
import SynchroJSON
import SynchroPXB
import Testing

/// The worked exchanges of the specification, and what the linter says when one thing is changed.
@Suite struct TranscriptLinterTests {
  /// An edit of the session: in the line of a message, a part becomes another.
  struct Edit: Sendable {
    let id: String
    let part: String
    let other: String
    let rules: [LintRule]

    init(_ id: String, _ part: String, _ other: String, _ rules: LintRule...) {
      self.id = id
      self.part = part
      self.other = other
      self.rules = rules
    }
  }

  static let edits: [Edit] = [
    Edit("h1", "\"v\":1,", "\"v\":1,\"v\":1,", .json, .refusal, .knownPayload, .answer),
    Edit(
      "h4", "\"stage\":\"consumed\"", "\"stage\":\"eaten\"", .envelope, .refusal, .missingOutcome),
    Edit("h4", "\"v\":1", "\"v\":3", .version, .refusal, .missingOutcome),
    Edit("h2", "\"run\":\"demo-1\"", "\"run\":\"demo-2\"", .sameRun),
    Edit("h2", "\"id\":\"h2\"", "\"id\":\"h1\"", .uniqueID),
    Edit(
      "h3", "\"id\":\"h3\"", "\"id\":\"s1\"", .uniqueID, .knownPayload, .missingOutcome, .answer),
    Edit("m1-1", "\"clk\":\"dut\"", "\"clk\":\"h\"", .clockName),
    Edit("h1", "\"clk\":\"h\"", "\"clk\":\"dut\"", .clockName),
    Edit("h1", "\"t_iss\":1767225601", "\"t_iss\":1767225600", .issuedEarly),
    Edit("m1-4", "\"seq\":4", "\"seq\":3", .numberTwice, .gap),
    Edit("m1-5", "\"seq\":5", "\"seq\":1", .restart, .gap),
    Edit("d1", "\"version\":1,", "\"version\":7,", .setup, .handshake),
    Edit("d1", "\"corr\":\"s1\"", "\"corr\":\"s9\"", .handshake),
    Edit("d1", "\"insts\":[\"p1\"]", "\"insts\":[\"p2\"]", .declaredInstance),
    Edit("m1-2", "\"inst\":\"m1\"", "\"inst\":\"m7\"", .declaredInstance, .gap),
    Edit(
      "d1", "{\"name\":\"Load_mgm_opt_out\",\"dir\":\"tx\"}",
      "{\"name\":\"Load_mgm_opt_out\",\"dir\":\"rx\"}", .declaredPayload),
    Edit("s3", "all flows played", String(repeating: "x", count: 70_000), .limit),
    Edit(
      "m1-1", "\"crc\":\"", "\"crc\":\"f\",\"x\":\"", .envelope, .missingOutcome,
      .answerBeforeReceipt),
    Edit(
      "m1-1", "\"corr\":\"h1\"", "\"corr\":\"h0\"", .knownPayload, .missingOutcome,
      .answerBeforeReceipt),
    Edit("h2", "\"inst\":\"cis\"", "\"inst\":\"sic\"", .receiver, .missingOutcome, .gap),
    Edit(
      "m1-1", "\"stage\":\"consumed\"", "\"stage\":\"duplicate\"", .falseDuplicate,
      .answerBeforeReceipt),
    Edit(
      "m1-1", "\"stage\":\"consumed\"", "\"stage\":\"accepted\"", .missingOutcome,
      .answerBeforeReceipt),
    Edit("h22", "\"corr\":\"m1-7\"", "\"corr\":\"m1-6\"", .oneOutcome, .missingOutcome),
    Edit("m1-1", "\"t_rx\":17672256010", "\"t_rx\":17672256011", .receiptTimes),
    Edit("m1-1", "\"t_done\":17672256010", "\"t_done\":17672256011", .receiptTimes),
    Edit("m1-2", "\"corr\":\"h1\"", "\"corr\":\"h3\"", .answer),
    Edit("m1-11", "\"corr\":\"h25\"", "\"corr\":\"h23\"", .dataAfterError),
    Edit("m1-2", "\"reading\":\"18234.5\"", "\"reading\":\"18234.6\"", .packed),
    Edit("r2", "\"corr\":\"c2\"", "\"corr\":\"c1\"", .oneResult, .missingResult),
    Edit(
      "r2", "\"kind\":\"ctl-result\"", "\"kind\":\"ctl\",\"verb\":\"state\",\"key\":\"x\"",
      .direction, .missingResult),
    Edit("s2", "\"hazards\":[\"m1\"]", "\"hazards\":[]", .hazard),
    Edit("s2", "\"kind\":\"selection\"", "\"kind\":\"bye\"", .afterBye),
  ]

  @Test(arguments: edits) func `a breach is named, and nothing else`(edit: Edit) throws {
    var entries = PXBDocument.session
    let key = Array("\"id\":\"\(edit.id)\"".utf8)
    let index = try #require(entries.firstIndex { Self.contains($0.bytes, key) })
    var text = String(decoding: entries[index].bytes, as: UTF8.self)
    text.replaceSubrange(try #require(text.firstRange(of: edit.part), "\(text)"), with: edit.other)
    entries[index].bytes = Array(text.utf8)
    let report = Self.lint(entries)
    #expect(Set(report.counts.keys) == Set(edit.rules), "\(report.findings)")
  }

  @Test func `a session may follow another one on the same connection`() {
    let second = PXBDocument.session.map { entry in
      var entry = entry
      let text = String(decoding: entry.bytes, as: UTF8.self)
      entry.bytes = Array(text.replacing("demo-1", with: "demo-2").utf8)
      return entry
    }
    let report = Self.lint(PXBDocument.session + second)
    #expect(report.isClean, "\(report.findings)")
  }

  @Test func `what moves, vanishes or comes twice is seen`() throws {
    let session = PXBDocument.session
    func rules(_ change: (inout [TranscriptEntry]) -> Void) -> Set<LintRule> {
      var entries = session
      change(&entries)
      return Set(Self.lint(entries).counts.keys)
    }
    // The reading before its receipt: lines 6 and 7.
    #expect(rules { $0.swapAt(5, 6) } == [.gap, .overtaken, .answerBeforeReceipt])
    #expect(rules { $0.remove(at: 5) } == [.gap, .missingOutcome, .answerBeforeReceipt])
    #expect(rules { $0.insert($0[7], at: 8) } == [.numberTwice, .uniqueID, .oneOutcome])
    #expect(rules { $0.removeLast() } == [])
    #expect(rules { $0[4].bytes.insert(UInt8(ascii: "\n"), at: 1) } == [.oneLine])
    #expect(rules { $0[4].bytes[0] = 0xFF }.contains(.json))
  }

  @Test func `what the harness has disturbed is nobody's fault`() throws {
    func order(_ verb: ControlVerb) -> [TranscriptEntry] {
      var control = Control(header: Samples.header("x1"), verb: verb)
      control.header.run = "demo-1"
      var result = ControlResult(
        header: Samples.header("x2"), correlation: "x1", outcome: .done(.object([])))
      result.header.run = "demo-1"
      result.header.clock = "dut"
      let messages: [(Message, Side)] = [
        (.control(control), .harness), (.controlResult(result), .target),
      ]
      return messages.map {
        TranscriptEntry(at: .epoch, from: $0.1, bytes: MessageCodec.encode($0.0))
      }
    }
    func excused(_ verb: ControlVerb) -> (excused: Int, rules: Set<LintRule>) {
      var entries = PXBDocument.session
      // Without the receipt of the first payload, and with an answer twice.
      entries.insert(entries[6], at: 7)
      entries.remove(at: 5)
      entries.insert(contentsOf: order(verb), at: 4)
      let report = Self.lint(entries)
      // The orders of the session itself have numbers from 1 as well.
      return (report.excused, Set(report.counts.keys).subtracting([.restart, .numberTwice]))
    }
    let undisturbed: Set<LintRule> = [.gap, .missingOutcome, .answerBeforeReceipt]
    #expect(excused(.clock(.get)).rules.isSuperset(of: undisturbed))
    #expect(excused(.inject(FaultInjection(.busy))).rules.isSuperset(of: undisturbed))
    let drop = excused(.inject(FaultInjection(.drop)))
    #expect(drop.rules.isDisjoint(with: undisturbed))
    #expect(drop.excused > 2)
    #expect(excused(.link(.down, .everything)).rules.isDisjoint(with: undisturbed))
    #expect(excused(.link(.up, .everything)).rules.isSuperset(of: undisturbed))
  }

  @Test func `who has sealed once seals always`() throws {
    let secret = Secret("a key of a test", label: .init("key"))
    let key = try #require(MessageKey(id: "k1", secret: secret))
    var entries = PXBDocument.session
    for index in 4...5 {
      entries[index].bytes =
        SealedLine(entries[index].bytes, key: key, time: .epoch, nonce: "n").bytes
    }
    let report = Self.lint(entries)
    #expect(Set(report.counts.keys) == [.sealed])
    #expect(report.counts[.sealed] == entries.count - 6)
  }

  @Test func `an order that cannot be read may be refused by a result`() throws {
    var entries = PXBDocument.session
    let index = try #require(
      entries.firstIndex { Self.contains($0.bytes, Array("\"id\":\"c4\"".utf8)) })
    let text = String(decoding: entries[index].bytes, as: UTF8.self)
    entries[index].bytes = Array(text.replacing("\"event\":", with: "\"evnt\":").utf8)
    #expect(Set(Self.lint(entries).counts.keys) == [.envelope])
  }

  @Test func `a payload may be sent again, unchanged`() throws {
    var again = Samples.read("h1", sequence: 2)
    func rules(_ second: PayloadMessage, _ stages: [Receipt.Stage]) -> Set<LintRule> {
      var messages: [(Message, Side)] = [
        (.payload(Samples.read()), .harness), (.payload(second), .harness),
      ]
      for (index, stage) in stages.enumerated() {
        var receipt = Samples.receipt("m1-\(index)", sequence: index + 1, stage: stage)
        receipt.crc = nil
        receipt.header.issued += .seconds(1)
        messages.append((.receipt(receipt), .target))
      }
      let entries = messages.map {
        TranscriptEntry(at: Samples.start, from: $0.1, bytes: MessageCodec.encode($0.0))
      }
      // Without a handshake every payload is out of order.
      return Set(Self.lint(entries).counts.keys).subtracting([.handshake, .packed])
    }
    #expect(rules(again, [.consumed, .duplicate]) == [])
    #expect(rules(again, [.consumed, .consumed]) == [.oneOutcome])
    #expect(rules(again, [.accepted, .consumed, .duplicate, .duplicate]) == [.oneOutcome])
    again.attributes = ["meter_id": "m2"]
    #expect(rules(again, [.consumed, .duplicate]) == [.samePayload])
  }

  @Test func `findings beyond the limit are counted`() {
    var linter = TranscriptLinter(limit: 3)
    for line in 1...10 {
      linter.take(TranscriptEntry(at: .epoch, from: .target, bytes: []), line: line)
    }
    let report = linter.finish()
    #expect(report.findings.count == 3)
    #expect(report.omitted == 7)
    #expect(report.count(.error) == 10)
    #expect(!report.isClean)
  }

  @Test func `every rule has a name of its own and says what would be right`() {
    for rule in LintRule.allCases {
      #expect(rule.rawValue.hasPrefix("PXB/"))
      #expect(!rule.remedy.isEmpty)
    }
  }

  private static func lint(_ entries: [TranscriptEntry]) -> LintReport {
    TranscriptLinter.report(on: entries.enumerated().map { ($0.offset + 1, $0.element) })
  }

  private static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains(String(decoding: part, as: UTF8.self))
  }
}

@Suite struct TranscriptTests {
  @Test func `a transcript comes back as it went, whatever was sent`() throws {
    let entries = [
      TranscriptEntry(at: Samples.start, from: .harness, bytes: Array("{\"a\": \"é\\n\"}".utf8)),
      TranscriptEntry(at: Samples.start, channel: .control, from: .target, bytes: [0xFF, 0, 10]),
      TranscriptEntry(at: .epoch, from: .target, bytes: []),
    ]
    let file = entries.flatMap(\.line)
    let read = try TranscriptReader.entries(of: file)
    #expect(read.map(\.entry) == entries)
    #expect(read.map(\.line) == [1, 2, 3])
    // A crash in the middle of the last line.
    #expect(try TranscriptReader.entries(of: file.dropLast(5)).count == 2)
  }

  @Test(arguments: ["[]\n", "{}\n", "{\"at\":1,\"from\":\"me\",\"text\":\"\"}\n", "x\n"])
  func `what is no transcript is refused with its line`(text: String) {
    #expect(throws: TranscriptReader.Fault.self) {
      try TranscriptReader.entries(of: Array(("\n" + text).utf8))
    }
  }
}
