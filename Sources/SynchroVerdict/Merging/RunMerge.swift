public import SynchroCatalog
internal import SynchroTiming

/// The shards of a run, put together as if one machine had run them all.
///
/// Each test counts once. Its own shard's record is kept; a test that other shards needed as well ran
/// there too, and where it came out worse, the worse record is kept and the test says so.
public struct RunMerge: Sendable {
  /// One shard's report and where it was read.
  public struct Source: Sendable {
    /// What the shard wrote.
    public let report: RunReport
    /// The file or folder.
    public let path: String

    /// A shard's report.
    public init(_ report: RunReport, path: String) {
      self.report = report
      self.path = path
    }
  }

  /// Why runs cannot be put together.
  public struct Fault: Error, Sendable, Equatable {
    /// What is wrong, in one sentence.
    public let message: String
    /// What to do about it.
    public let help: String
  }

  /// The reports by the number of their shard.
  public let parts: [Source]
  /// The tests in the order of the plan, each once.
  public let tests: [TestRecord]
  /// The place in ``parts`` whose record of a test is kept, by the test's id.
  let keepers: [String: Int]
  /// The ids of tests whose record says something that no shard's does.
  let altered: Set<String>

  /// Puts the shards in order and decides which record of each test is kept.
  public init(_ sources: [Source]) throws(Fault) {
    let parts = try ShardSet(sources).ordered
    self.parts = parts
    var instances: [String: [Int]] = [:]
    var records: [[String: TestRecord]] = []
    for (place, part) in parts.enumerated() {
      var own: [String: TestRecord] = [:]
      for test in part.report.tests {
        guard own.updateValue(test, forKey: test.id) == nil else {
          throw Fault(
            message: "'\(part.path)' holds the test '\(test.id)' twice",
            help: "give the results as a run wrote them")
        }
        instances[test.id, default: []].append(place)
      }
      records.append(own)
    }
    var keepers: [String: Int] = [:]
    var altered: Set<String> = []
    var tests: [TestRecord] = []
    for (id, places) in instances {
      let found = places.compactMap { place in
        records[place][id].map { TestInstances.Instance(part: place, record: $0) }
      }
      let instances = TestInstances(found, home: places.first { parts[$0].holds(test: id) })
      keepers[id] = instances.kept.part
      if instances.differ { altered.insert(id) }
      tests.append(instances.record(of: parts.count))
    }
    self.keepers = keepers
    self.altered = altered
    self.tests = tests.sorted { ($0.number ?? .max, $0.id) < ($1.number ?? .max, $1.id) }
  }

  /// The report of the whole. `rows` and `claimed` are as for a run that was not divided; a run of
  /// which tests were chosen in other ways as well claims nothing.
  public func report(
    run: String, arguments: [String], rows: [Requirement], claimed: Set<String>
  ) -> RunReport {
    let header = header(run: run, arguments: arguments)
    let end = parts.map { $0.report.header.start.advanced(by: $0.report.duration) }.max()
    return RunReport.make(
      header: header, duration: end.map { header.start.duration(to: $0) } ?? .zero,
      doctor: doctor, tests: tests, exchanges: exchanges, hooks: hooks, rows: rows,
      claimed: header.selection == nil ? claimed : [], residue: residue,
      interruptions: interruptions)
  }

  // MARK: - What is united

  /// The header of the first shard, with what only the whole has.
  func header(run: String, arguments: [String]) -> RunReport.Header {
    var header = parts[0].report.header
    header.run = run
    header.arguments = arguments
    header.start = parts.map(\.report.header.start).min() ?? header.start
    header.selection = header.selection.flatMap {
      RunReport.Selection(only: $0.only, tags: $0.tags)
    }
    header.parts = parts.compactMap { part in
      part.shard.map { RunReport.Part($0, run: part.report.header.run) }
    }
    header.host = Self.united(parts.map(\.report.header.host))
    return header
  }

  /// Each fact once; machines that differ are all named.
  private static func united(_ hosts: [[RunFact]]) -> [RunFact] {
    var names: [String] = []
    var values: [String: [String]] = [:]
    for fact in hosts.joined() {
      if values[fact.name] == nil { names.append(fact.name) }
      if !(values[fact.name] ?? []).contains(fact.value) {
        values[fact.name, default: []].append(fact.value)
      }
    }
    return names.map { RunFact($0, (values[$0] ?? []).joined(separator: ", ")) }
  }

  /// Each finding once, in the order of the shards.
  var doctor: [DoctorFinding] {
    var united: [DoctorFinding] = []
    for finding in parts.lazy.flatMap(\.report.doctor) where !united.contains(finding) {
      united.append(finding)
    }
    return united
  }

  /// The exchanges of the records that are kept, and the doctor's of the first shard.
  private var exchanges: [ExchangeSummary] {
    parts.enumerated().flatMap { place, part in
      part.report.exchanges.filter { keeps($0.test, of: place) }
    }.sorted { $0.number < $1.number }
  }

  private var hooks: [HookRun] {
    parts.enumerated().flatMap { place, part in
      part.report.hooks.filter { keeps($0.test, of: place) }
    }.sorted { $0.number < $1.number }
  }

  /// What every shard left behind, those whose record of a test is not kept included: it is there.
  private var residue: [RunReport.Residue] {
    let order = Dictionary(tests.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let all = parts.flatMap(\.report.residue).enumerated().map { place, residue in
      (key: (residue.test.flatMap { order[$0] } ?? .max, place), residue: residue)
    }
    return all.sorted { $0.key < $1.key }.map(\.residue)
  }

  private var interruptions: [String] {
    parts.flatMap { part in
      let report = part.report
      var sentences = report.interruptions
      if report.tests.isEmpty, let fault = report.doctor.first(where: { $0.severity == .fault }) {
        sentences.append("no test was carried out: \(fault.sentence)")
      }
      return sentences.map { "shard \(part.shard?.description ?? "?"): \($0)" }
    }
  }

  /// Whether what belongs to a test, or to none, is taken from this part.
  func keeps(_ test: String?, of part: Int) -> Bool {
    test.map { keepers[$0] == part } ?? (part == 0)
  }
}

extension RunMerge.Source {
  var shard: Shard? { report.header.selection?.shard }

  func holds(test id: String) -> Bool { shard?.holds(test: id) ?? false }
}
