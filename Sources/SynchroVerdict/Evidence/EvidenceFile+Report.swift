public import SynchroCatalog
internal import SynchroTiming

extension EvidenceFile {
  /// Who ran what against whom; nil when the run was killed before it could say so.
  public var header: RunReport.Header? {
    for case .runStarted(let header, _) in events { return header }
    return nil
  }

  /// The report of what the evidence holds, its rows rolled up; nil without a header.
  ///
  /// For a run that was killed: tests that had ended count as they came out, a test under way keeps
  /// what its checks had decided and is inconclusive, and the report says that it is not all.
  public func report(rows: [Requirement] = [], claimed: Set<String> = []) -> RunReport? {
    guard let header else { return nil }
    var doctor: [DoctorFinding] = []
    var exchanges: [ExchangeSummary] = []
    var hooks: [HookRun] = []
    var order: [String] = []
    var tests: [String: TestRecord] = [:]
    var titles: [String: String] = [:]
    var checks: [String: [CheckRecord]] = [:]
    var planned = 0
    var end: (duration: Duration, interruptions: [String])?
    for event in events {
      switch event {
      case .runStarted(_, let count): planned = count
      case .doctor(let finding): doctor.append(finding)
      case .testStarted(let id, let title):
        order.append(id)
        titles[id] = title
      case .exchange(let record): exchanges.append(record.summary)
      case .hook(let record): hooks.append(record.run)
      case .check(let check, let test): checks[test, default: []].append(check)
      case .testEnded(let record):
        if titles[record.id] == nil { order.append(record.id) }
        titles[record.id] = record.title
        tests[record.id] = record
      case .runEnded(let duration, let interruptions): end = (duration, interruptions)
      }
    }
    exchanges.sort { $0.number < $1.number }
    hooks.sort { $0.number < $1.number }
    let records = order.compactMap { id in
      tests[id]
        ?? unfinished(
          id, titles[id] ?? id, checks[id] ?? [], exchanges.filter { $0.test == id }, header)
    }
    var interruptions = end?.interruptions ?? []
    if let remark { interruptions.append(remark) }
    let missing = planned - records.count
    if end == nil, missing > 0 {
      interruptions.append(
        missing == 1 ? "1 test had not begun" : "\(missing) tests had not begun")
    }
    let last = exchanges.map { $0.start.advanced(by: $0.times.total) }.max()
    let duration = end?.duration ?? last.map { header.start.duration(to: $0) } ?? .zero
    return RunReport.make(
      header: header, duration: max(duration, .zero), doctor: doctor, tests: records,
      exchanges: exchanges, hooks: hooks, rows: rows, claimed: claimed,
      interruptions: interruptions)
  }

  /// The record of a test that was under way.
  private func unfinished(
    _ id: String, _ title: String, _ checks: [CheckRecord], _ exchanges: [ExchangeSummary],
    _ header: RunReport.Header
  ) -> TestRecord {
    let start = exchanges.first?.start ?? header.start
    let end = exchanges.map { $0.start.advanced(by: $0.times.total) }.max() ?? start
    // Where a test stands is written with its record, and that was not; its suite's file is known.
    let suite = id.prefix { $0 != "#" }
    let file = header.suites.first { $0.name == suite }?.file ?? String(suite)
    return TestRecord(
      id: id, title: title,
      place: CheckRecord.Place(file: file, line: 1, column: 1, endColumn: 1, text: ""),
      start: start, duration: max(start.duration(to: end), .zero), checks: checks,
      exchanges: exchanges.map(\.number),
      stop: .inconclusive(because: "the run was killed during this test"))
  }
}
