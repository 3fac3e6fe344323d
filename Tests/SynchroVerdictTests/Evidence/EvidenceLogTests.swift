import Foundation
import SynchroDigest
import SynchroText
import Testing

@testable import SynchroVerdict

@Suite struct EvidenceLogTests {
  private func withPath<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.appending(path: "evidence.jsonl").path)
  }

  private func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path)))
  }

  @Test func `every event comes back, and a torn last line is said`() throws {
    try withPath { path in
      var events: [RunEvent] = [.runStarted(SampleRun.header, tests: 40)]
      let log = try EvidenceLog(path: path, run: "r1", secrets: SecretLedger())
      var random = RandomRun(seed: 7)
      for _ in 0..<40 {
        events += [
          .testStarted(id: random.text(), title: random.text()),
          .exchange(random.exchangeRecord()), .hook(random.hookRecord()),
          .check(random.check(), test: random.text()),
          .doctor(DoctorFinding(.ok, random.text())), .testEnded(random.test()),
        ]
      }
      events.append(.runEnded(duration: .seconds(1), interruptions: ["x"]))
      for event in events { try log.append(event) }
      log.close()
      #expect(throws: EvidenceError.file(path: path, reason: "it is closed")) {
        try log.append(.runEnded(duration: .zero, interruptions: []))
      }

      let whole = try bytes(path)
      let file = try EvidenceFile(reading: SourceText(name: path, bytes: whole))
      #expect(file.run == "r1" && file.isComplete && file.remark == nil)
      #expect(file.events == events)
      // Killed at any byte: what was complete is there.
      for cut in stride(from: whole.count - 1, to: 30, by: -4001) {
        let part = Array(whole.prefix(cut))
        let lines = part.count { $0 == UInt8(ascii: "\n") }
        guard lines > 0 else { continue }
        let torn = try EvidenceFile(reading: SourceText(name: path, bytes: part))
        #expect(torn.events.elementsEqual(events.prefix(lines - 1)))
        #expect((torn.tornTail != nil) == (part.last != UInt8(ascii: "\n")))
        #expect(!torn.isComplete && torn.remark != nil)
      }
    }
  }

  @Test func `a run that was killed has a report, which says what is missing`() throws {
    try withPath { path in
      let ended = SampleRun.fields
      let events: [RunEvent] = [
        .runStarted(SampleRun.header, tests: 4), .doctor(DoctorFinding(.ok, "all is well")),
        .testStarted(id: ended.id, title: ended.title),
        .exchange(ExchangeRecord(SampleRun.exchange(1), request: [], response: [])),
        .testEnded(ended), .testStarted(id: "cds/x#late", title: "Late"),
      ]
      let log = try EvidenceLog(path: path, run: "r1", secrets: SecretLedger())
      for event in events { try log.append(event) }
      log.close()
      var written = try bytes(path)
      let whole = try EvidenceFile(reading: SourceText(name: path, bytes: written))
      written.removeLast(3)
      let torn = try EvidenceFile(reading: SourceText(name: path, bytes: written))

      let report = try #require(whole.report(rows: SampleRun.rows))
      #expect(report.header == SampleRun.header && report.doctor.count == 1)
      #expect(report.tests.map(\.id) == [ended.id, "cds/x#late"] && report.tests[0] == ended)
      #expect(
        report.tests[1].stop == .inconclusive(because: "the run was killed during this test"))
      #expect(report.interruptions == ["the run did not come to its end", "2 tests had not begun"])
      #expect(report.exit != .success)
      #expect(torn.report()?.tests == [ended])
      #expect(torn.report()?.interruptions.first?.contains("torn") == true)
      let none = EvidenceFile(run: "r1", events: [], tornTail: nil)
      #expect(none.report() == nil)
    }
  }

  @Test func `no secret reaches the file, and other bytes stay as they were`() throws {
    try withPath { path in
      let ledger = SecretLedger()
      let log = try EvidenceLog(path: path, run: "r1", secrets: ledger)
      // Learnt while the run goes on; the second is also a word of the file's own.
      let secrets = ["s3cr3t-t0ken", "passed"].map { ledger.secret($0, kind: "token") }
      let summary = SampleRun.exchange(1)
      let request = Array(
        "GET /?t=s3cr3t%2Dt0ken HTTP/1.1\r\nAuthorization: s3cr3t-t0ken\r\n\r\n".utf8)
      let response: [UInt8] = [0xFF, 0x00] + Array("s3cr3t-t0ken".utf8) + [0xFE]
      try log.append(.exchange(ExchangeRecord(summary, request: request, response: response)))
      var test = SampleRun.fields
      test.title = "uses s3cr3t-t0ken"
      try log.append(.testEnded(test))
      log.close()

      let written = try bytes(path)
      let redactor = try Redactor(secrets.prefix(1))
      #expect(redactor.findings(in: written).isEmpty)
      let file = try EvidenceFile(reading: SourceText(name: path, bytes: written))
      guard case .exchange(let record) = file.events[0], case .testEnded(let ended) = file.events[1]
      else {
        Issue.record("an exchange and a test come back")
        return
      }
      #expect(record.response.first == 0xFF && record.response.last == 0xFE)
      #expect(record.summary.sentCount == request.count)
      #expect(redactor.findings(in: record.request).isEmpty)
      #expect(ended.title == "uses \(secrets[0].label)" && ended.verdict == .failed)
    }
  }

  @Test func `lines begin with their marks, and each message has its own once`() throws {
    try withPath { path in
      let log = try EvidenceLog(path: path, run: "r1", secrets: SecretLedger())
      let marks = [EvidenceMark.nextRequest, EvidenceMark.nextResponse]
      let large = [UInt8](repeating: 0xFF, count: 400_000)
      for message in [[], marks[0] + marks[1], large] {
        let record = ExchangeRecord(
          SampleRun.exchange(1), request: message, response: Array("x".utf8) + message)
        try log.append(.exchange(record))
      }
      try log.append(.check(SampleRun.fields.checks[0], test: "a#b"))
      log.close()
      let lines = try bytes(path).split(separator: UInt8(ascii: "\n")).map { Array($0) }
      let text = lines.map { String(decoding: $0, as: UTF8.self) }
      for line in text[1...3] {
        #expect(line.utf8.starts(with: EvidenceMark.exchangeNumber))
        for mark in marks {
          #expect(line.ranges(of: String(decoding: mark, as: UTF8.self)).count == 1)
        }
      }
      #expect(lines[4].starts(with: EvidenceMark.check))
      #expect(String(decoding: EvidenceMark.response, as: UTF8.self) == #""response":{"base64":""#)
    }
  }

  @Test func `a secret that base64 spells by chance leaves the evidence readable`() throws {
    try withPath { path in
      let ledger = SecretLedger()
      let log = try EvidenceLog(path: path, run: "r1", secrets: ledger)
      _ = ledger.secret("AAAAAA", kind: "password")
      let record = ExchangeRecord(
        SampleRun.exchange(1), request: [], response: [UInt8](repeating: 0, count: 90))
      try log.append(.exchange(record))
      log.close()
      let file = try EvidenceFile(reading: SourceText(name: path, bytes: try bytes(path)))
      #expect(file.events == [.exchange(record)])
    }
  }

  @Test func `a report is redacted as a whole and stays a report`() throws {
    var report = SampleRun.report()
    report.tests[0].notes = ["the token was s3cr3t-t0ken"]
    let ledger = SecretLedger()
    let secret = ledger.secret("s3cr3t-t0ken", kind: "token")
    let clean = try report.redacted(by: ledger.redactor())
    report.tests[0].notes = ["the token was \(secret.label)"]
    #expect(clean == report)
  }

  @Test func `a file that is no evidence, or is there already, is refused`() throws {
    for (text, error): (String, EvidenceFileError?) in [
      ("", .noHeader), ("{\"evidence\":1", .noHeader),
      ("{\"evidence\":1,\"run\":\"r\"}\n", nil),
      (
        "{\"evidence\":2,\"run\":\"r\"}\n",
        .line(1, reason: "at '/evidence': expected the format 1, received 2")
      ),
      (
        "{\"evidence\":1,\"run\":\"r\"}\n[]\n",
        .line(2, reason: "at '': expected an object, received []")
      ),
    ] {
      let source = SourceText(name: "e", text)
      if let error {
        #expect(throws: error) { try EvidenceFile(reading: source) }
      } else {
        #expect(try EvidenceFile(reading: source).remark == "the run did not come to its end")
      }
    }
    try withPath { path in
      _ = try EvidenceLog(path: path, run: "r1", secrets: SecretLedger())
      #expect(throws: EvidenceError.file(path: path, reason: "File exists")) {
        try EvidenceLog(path: path, run: "r1", secrets: SecretLedger())
      }
      let ledger = SecretLedger()
      let log = try EvidenceLog(path: path + "2", run: "r1", secrets: ledger)
      _ = ledger.secret("abc", kind: "pin")
      #expect(throws: EvidenceError.self) {
        try log.append(.runEnded(duration: .zero, interruptions: []))
      }
    }
  }
}
