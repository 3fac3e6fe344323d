import SynchroDevices
import SynchroFlows
import SynchroJSON
import SynchroPXB
import Testing

@Suite struct DeviceDefectTests {
  @Test func `there are at least sixty, and each names what it breaks`() throws {
    let model = try ShippedModel.model.get()
    let catalogue = try ShippedModel.catalogue.get()
    #expect(model.defects.count >= 60)
    for defect in model.defects {
      for id in defect.breaks where id.hasPrefix("4.") {
        #expect(catalogue.row(id) != nil, "\(defect.id) breaks \(id)")
      }
    }
  }

  @Test func `every misbehaviour and every quirk is somebody's defect`() throws {
    let kinds = try ShippedModel.model.get().defects.map(\.kind)
    for misbehaviour in Misbehaviour.allCases {
      #expect(kinds.contains(.payload(misbehaviour)), "\(misbehaviour)")
    }
    for quirk in DeviceQuirk.allCases { #expect(kinds.contains(.quirk(quirk)), "\(quirk)") }
  }

  @Test func `a right world repeats itself to the byte`() throws {
    for scenario in Scenario.all {
      #expect(try scenario.run().lines == scenario.run().lines, "\(scenario)")
    }
  }

  /// The right worlds, and the payloads that are spoken of in each.
  private static let right = Result {
    try Dictionary(
      uniqueKeysWithValues: Scenario.all.map { scenario in
        let bench = try scenario.run()
        return (scenario.name, (bench: bench, lines: bench.lines, names: bench.spokenOf))
      })
  }

  @Test(
    arguments: try ShippedModel.model.get().defects
      .filter { $0.share >= 0.1 && !$0.isOfTheBinding && !$0.isOfEveryRow }.map(\.id))
  func `a defect shows, and in what it names`(id: String) throws {
    let model = try ShippedModel.model.get()
    let defect = try #require(model.defect(id))
    var isSeen = false
    for scenario in Scenario.all(for: defect) {
      guard let right = try Self.right.get()[scenario.name],
        defect.payloads.isEmpty || defect.payloads.contains(where: right.names.contains)
      else { continue }
      let found = try scenario.run([id])
      if found.lines == right.lines { continue }
      isSeen = true
      guard case .payload(let misbehaviour) = defect.kind, Self.ofSent.contains(misbehaviour)
      else { continue }
      let names = Self.names(
        where: found, differsFrom: right.bench, withTimes: defect.kind == .payload(.late))
      #expect(
        names.isEmpty || defect.payloads.contains { Self.touches($0, names, model) },
        "\(id) changes \(names) in \(scenario)")
    }
    #expect(isSeen, "\(id) changes nothing anywhere")
  }

  /// What is wrong with payloads that a device sends; the others show in what it does.
  private static let ofSent: Set<Misbehaviour> = [
    .late, .lost, .duplicated, .oversize, .wrongActor, .wrongInstance, .wrongReceiver,
    .missingAttribute, .wrongValue, .staleValue, .wrongKind, .wrongName,
  ]

  @Test(
    arguments: [
      ("meter-read-at-limit", 0.02), ("meter-read-sometimes-late", 0.05),
      ("meter-command-at-limit", 0.02),
    ])
  func `a share is struck, and no more`(id: String, share: Double) throws {
    let bench = try MeterScenarios.manyReads.run([id], seed: 3)
    let right = try MeterScenarios.manyReads.run(seed: 3)
    let late = bench.payloads.count { payload in
      payload.header.issued - payload.header.intended > .seconds(15)
    }
    let struck = right.payloads.count - bench.payloads.count + late
    #expect(right.payloads.count == 250)
    // Five standard deviations around the share.
    #expect((1...Int(250 * share + 5 * (250 * share).squareRoot())).contains(struck))
  }

  /// Whether a payload or what follows from it is among names; its name may be misspelt.
  private static func touches(_ payload: String, _ names: Set<String>, _ model: DeviceModel) -> Bool
  {
    let reaction = model.reactions[payload]
    let answers =
      (reaction?.answers ?? []) + [reaction?.fails, reaction?.unreachable].compactMap { $0 }
    return names.contains(payload) || answers.contains(where: names.contains)
  }

  /// The names of the payloads that one bench heard otherwise than another: their content, their
  /// parties, or, where that is asked for, when they came.
  private static func names(
    where found: Bench, differsFrom expected: Bench, withTimes: Bool
  ) -> Set<String> {
    func facts(_ bench: Bench) -> [String: [String]] {
      var facts: [String: [String]] = [:]
      for (time, message) in bench.heard {
        guard case .payload(let payload) = message else { continue }
        let words = "\(payload.from) \(payload.to) \(payload.attributes) \(payload.body.size)"
        facts[payload.name, default: []].append(
          "\(withTimes ? "\(time)" : "") \(payload.kind) \(words)")
      }
      return facts
    }
    let (left, right) = (facts(found), facts(expected))
    return Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }
  }
}

extension DeviceDefect {
  /// Whether it is in how devices speak, which the suites that certify an adapter try.
  fileprivate var isOfTheBinding: Bool { id.hasPrefix("pxb-") }

  /// Whether it is one of those that break each row alike, and are called after its payload; the kill
  /// matrix shows them.
  fileprivate var isOfEveryRow: Bool {
    guard payloads.count == 1, breaks.count == 1 else { return false }
    let words = payloads[0].lowercased().split { !($0.isLetter || $0.isNumber) }
    return id.hasPrefix(words.joined(separator: "-") + "-")
  }
}
