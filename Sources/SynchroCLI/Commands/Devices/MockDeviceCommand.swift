import SynchroDevices
import SynchroLinks
import SynchroPXB
import SynchroText
import SynchroTiming

/// `synchroscope mock device`: reference devices over the payload exchange binding.
enum MockDeviceCommand {
  private static let actors = Operand(
    .text("ACTOR"), count: 0...100,
    help: "the actors to play, by name or by words of it that no other has: meter-electr")
  private static let instances = Option(
    "instances", .number("N", in: 1...100_000), help: "how many of each actor; 6 unless given")
  private static let defect = Option(
    "defect", .text("ID"), help: "a way to be wrong, see --list-defects", isRepeatable: true)
  private static let seed = Option(
    "seed", .number("N", in: 0...Int.max),
    help: "what is left to chance follows from N; 1 unless given")
  private static let clock = Option(
    "clock", ValueKind<MockCDSCommand.ServerClock>.choice("CLOCK"),
    help: "'real', the default, or 'virtual', which only the harness moves")
  private static let lifetime = Option(
    "lifetime", .duration("TIME"), help: "stop by itself after this time, such as 60s")
  private static let listing = Flag("list-defects", help: "list the defects and stop")

  static let spec = CommandSpec(
    "device", summary: "Serve reference devices over the payload exchange binding",
    discussion: """
      Meters, gateways, appliances, head ends and back offices, as many as wanted, speak the binding of
      docs/pxb.md: as lines over TCP unless another transport is chosen. The first line on standard output
      says where, except with --stdio, where standard output carries messages alone. The devices stop
      when they are interrupted (SIGINT, SIGTERM), after --lifetime, or, where they do not listen, with
      the harness.

      With --key-env every message must carry a code of the key in that variable, NAME:HEXADECIMAL, and
      theirs do.
      """,
    flags: [DeviceDoor.stdio, listing],
    parameters: [
      actors.spec, DeviceDoor.listen.spec, DeviceDoor.http.spec, DeviceDoor.connect.spec,
      DeviceDoor.key.spec, instances.spec, defect.spec, seed.spec, clock.spec, lifetime.spec,
      SuitesDirectory.option.spec,
    ],
    examples: [
      .init("synchroscope mock device meter-electr --listen 4711", "meters on a port of one's own"),
      .init(
        "synchroscope mock device PCT --stdio", "thermostats as an adapter that a harness starts"),
      .init(
        "synchroscope mock device meter-electr --defect meter-read-late --http 0",
        "meters that are wrong in one thing, over HTTP"),
      .init("synchroscope mock device --list-defects", "everything that can be wrong"),
    ]
  ) { arguments, console throws(UsageError) in
    let suites = try SuitesDirectory.locate(arguments[SuitesDirectory.option])
    let catalogue = try FlowFiles(console: console).catalogue(in: suites)
    let model = try DeviceFiles(console: console).model(in: suites, catalogue: catalogue)
    if arguments[listing] {
      console.out.write(list(model.defects))
      return .success
    }
    let world = try world(arguments, model)
    let isVirtual = arguments[clock] == .virtual
    let security = try DeviceDoor.security(arguments, model, isVirtual: isVirtual)
    let door = try DeviceDoor(arguments, security)
    let driver: RealTimeDriver<ServedDevices>
    do throws(LinkFault) {
      driver = try RealTimeDriver(ServedDevices(world), links: [LinkAttachment(door.link)])
    } catch {
      throw .unusable(
        error.description, help: "see how many processes and files this user may have")
    }
    let signals = StopSignals()
    if let place = door.place { console.out.write(place + "\n") }
    driver.start()
    let end = await serve(driver, arguments[lifetime], until: signals)
    guard let end, end.blame != .nobody else { return .success }
    console.tell(
      .unusable(end.description, help: "see that the harness listens and speaks the binding"))
    return .setupFault
  }

  private static func world(
    _ arguments: ParsedArguments, _ model: DeviceModel
  ) throws(UsageError) -> DeviceWorld {
    let words = arguments.all(actors)
    guard !words.isEmpty else {
      throw .missing("ACTOR", help: "'synchroscope flows list actors' shows the actors")
    }
    let target = try MockTarget(MockTarget.prefix + words.joined(separator: ","), model: model)
    let count = arguments[instances] ?? target.instances
    let cast = (target.actors ?? model.actors).map { actor in
      DeviceCast(actor, count: count, prefix: MockTarget.slug(actor) + "-")
    }
    var settings = DeviceSettings()
    if arguments[clock] == .virtual { settings.clockMode = .virtual }
    return DeviceWorld(
      model: model, cast: cast, seed: UInt64(arguments[seed] ?? 1),
      defects: try defects(arguments, model), settings: settings,
      born: PXBTime(SystemTime().wallTime))
  }

  private static func defects(
    _ arguments: ParsedArguments, _ model: DeviceModel
  ) throws(UsageError) -> [DeviceDefect] {
    var found: [DeviceDefect] = []
    for name in arguments.all(defect) {
      guard let defect = model.defect(name) else {
        throw .unusable(
          "there is no defect '\(name)'",
          help: NearestName.find(name, among: model.defects.map(\.id))
            .map { "did you mean '\($0)'?" } ?? "--list-defects shows them all")
      }
      found.append(defect)
    }
    return found
  }

  private static func list(_ defects: [DeviceDefect]) -> String {
    let width = defects.map(\.id.count).max() ?? 0
    return defects.map { defect in
      let gap = String(repeating: " ", count: width - defect.id.count + 2)
      return defect.id + gap + defect.title + "\n"
    }.joined()
  }

  /// Serves until a signal, the lifetime or the link ends it; how the link ended, where it did by itself.
  private static func serve(
    _ driver: RealTimeDriver<ServedDevices>, _ lifetime: Duration?, until signals: StopSignals
  ) async -> LinkEnd? {
    let arrivals = signals.arrivals
    let end = await withTaskGroup(of: LinkEnd?.self) { group in
      group.addTask { await driver.ended().report.ends[0] }
      group.addTask {
        for await _ in arrivals { break }
        driver.finish()
        return nil
      }
      if let lifetime {
        group.addTask {
          try? await Task.sleep(for: lifetime)
          driver.finish()
          return nil
        }
      }
      let first = await group.next()
      group.cancelAll()
      return first ?? nil
    }
    signals.cancel()
    return end
  }
}
