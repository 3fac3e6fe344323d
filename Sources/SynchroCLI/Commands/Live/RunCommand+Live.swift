import SynchroLive
import SynchroPXB
import SynchroReplay
import SynchroRunner
import SynchroScript
import SynchroText
import SynchroTiming
import SynchroVerdict

extension RunCommand {
  /// Flow suites against a device of others.
  static func play(
    _ target: TargetFile, _ device: DeviceTarget, _ start: Timestamp, _ arguments: ParsedArguments,
    _ console: Console
  ) async throws(UsageError) -> ExitCode {
    let baseline = try BaselineFile(console: console).read(arguments)
    let suites = try SuitesDirectory.locate(arguments[SuitesDirectory.option])
    guard let (library, selection, words) = try await flowSelection(suites, arguments, console)
    else {
      return .usage
    }
    let device = LiveOptions.applied(arguments, to: device)
    var order = try replayOrder(library, arguments, console)
    order.jobs = arguments[jobs] ?? 1
    var past: SoakPast?
    if arguments[LiveOptions.resumes] {
      past = try EarlierRun(console: console).find(below: arguments[out] ?? "reports")
      order.seed = past?.run.seed ?? order.seed
    }
    if order.jobs > device.sessions {
      throw .unusable(
        "the device bears \(device.sessions) session at a time, and --jobs asks for \(order.jobs)",
        help: "say 'sessions: \(order.jobs)' in [device] if it bears more")
    }
    let prepared = try ReplayRun.prepare(
      device.text, selection, in: suites, order, arguments, console)
    let secrets = await SecretFinder(.system).resolve(target)
    var target = target
    target.device = device
    let links = DeviceLinks(device, of: target, secrets: secrets)
    let announce: @Sendable ([String]) -> Void = { places in
      let words = places.joined(separator: " and ")
      console.err.write("listening at \(words): start the device now\n")
    }
    var asking: (@Sendable (String) async -> Bool)?
    if device.asksPeople { asking = { await ConsolePrompt.ask($0) } }
    let replay = LiveReplay(links, announce: announce, asking: asking)
    let id = RunID.text(start, tail: UInt16.random(in: .min ... .max))
    let run: LiveRun
    do throws(LiveFault) {
      let capability = try await replay.ask(run: id)
      let isVirtual = capability.clock.mode == .virtual
      if device.time == .virtual, !isVirtual {
        await replay.close()
        throw .unusable(
          "the device has no virtual clock", help: "choose --time real or --time compressed:N")
      }
      run = LiveRun(
        suites: prepared.suites, catalogue: prepared.catalogue, model: prepared.model,
        device: device, capability: capability, order: prepared.order,
        pace: LiveOptions.pace(arguments, device, capability),
        instances: arguments[LiveOptions.instances])
    } catch {
      console.tell(
        .unusable("\(device.text) cannot be played against: \(error)", help: error.help))
      return .setupFault
    }
    // Whatever ends the command before its first payload, the device that was asked is left in order.
    let ended: Result<ExitCode, UsageError>
    do throws(UsageError) {
      let play = LivePlay(
        id: id, start: start, run: run, own: words.own(of: run.suites), replay: replay,
        past: past, secrets: secrets)
      ended = .success(try await carryOut(play, library, suites, baseline, arguments, console))
    } catch {
      ended = .failure(error)
    }
    await replay.close()
    return try ended.get()
  }

  /// What is about to be played against a device that has said what it can do.
  private struct LivePlay {
    let id: String
    let start: Timestamp
    let run: LiveRun
    /// Suites of it that lie outside of the folder of suites.
    let own: [SuiteSource]
    let replay: LiveReplay
    let past: SoakPast?
    let secrets: ResolvedSecrets
  }

  private static func carryOut(
    _ play: LivePlay, _ library: SuiteLibrary, _ suites: SuitesDirectory, _ baseline: Baseline?,
    _ arguments: ParsedArguments, _ console: Console
  ) async throws(UsageError) -> ExitCode {
    let (run, past) = (play.run, play.past)
    let plan = try run.plan()
    guard !plan.plays.isEmpty || !plan.absent.isEmpty else { throw Self.nothingSelected }
    if let past, past.run.plan != plan.digest {
      throw .unusable(
        "the plan is not that of run \(past.run.run): the suites or what the device declares have changed",
        help: "begin anew, without --resume")
    }
    if arguments[isDry] {
      console.out.write(ReplayRun.text(of: plan))
      return .success
    }
    let header = run.header(
      plan,
      replayHeader(play.id, run.suites, run.order, run.device.text, play.start, arguments))
    let output =
      try arguments[isSilent]
      ? nil : RunOutput.open(below: arguments[out] ?? "reports", header, play.secrets, console)
    output?.keepSuites(suites, and: play.own, of: header, console)
    let transcripts = output?.makeFolder("evidence/sessions")
    var journal: SoakJournal?
    if let output, run.device.time != .virtual {
      let own = SoakRun(
        run: play.id, plan: plan.digest, seed: run.order.seed, arguments: EarlierRun.arguments)
      do throws(LiveFault) {
        journal = try SoakJournal(in: output.folder, of: own, past: past)
      } catch {
        output.note(error.description)
      }
    }
    let progress = LiveProgress(console.err)
    let kept = LiveRun.Keeping(transcripts: transcripts, journal: journal, past: past)
    let task = Task {
      await run.carryOut(plan, header, over: play.replay, kept) { event in
        output?.append(event)
        progress?.apply(event)
      }
    }
    let watch = Interrupts.watch {
      console.err.write("\nstopping; Ctrl-C again ends at once\n")
      task.cancel()
    }
    var report = await task.value
    Interrupts.forget(watch)
    progress?.clear()
    journal?.close(isOver: report.interruptions.isEmpty)
    if let fault = journal?.fault {
      report.interruptions.append("the journal is not whole: \(fault)")
    }
    await output?.settle()
    if let fault = output?.evidenceFault { report.interruptions.append(fault) }
    return await finish(
      report, play.secrets, arguments[format] ?? .console, output, console,
      judge: { baseline?.outcome(of: $0, names: Baseline.Names(library)) })
  }
}
