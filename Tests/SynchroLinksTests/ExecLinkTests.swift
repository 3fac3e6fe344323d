import Glibc
import SynchroPXB
import SynchroSystem
import SynchroTiming
import Synchronization
import Testing

@testable import SynchroLinks

@Suite(.serialized) struct ExecLinkTests {
  private func start(
    _ script: String, _ patience: ExecLink.Patience = ExecLink.Patience(),
    limits: LinkLimits = LinkLimits(), environment: [String: String] = [:], folder: String? = nil
  ) throws -> (link: ExecLink, heard: Listening, loop: LinkLoop) {
    let command = ExecCommand(
      "/bin/sh", ["-c", script], environment: environment, folder: folder)
    let link = ExecLink(command, patience: patience, limits: limits)
    let heard = Listening()
    let loop = try LinkLoop(name: "test")
    link.start(on: loop, deliver: heard.deliver)
    return (link, heard, loop)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a program that repeats its input is spoken with and ends in order`() async throws {
    let (link, heard, _) = try start("exec cat")
    for number in 0..<100 { link.send(OutgoingMessage(payload("a\(number)")), to: nil) }
    #expect(await heard.arrivals(100).map(\.id) == (0..<100).map { "a\($0)" })
    link.close()
    let end = await heard.end()
    #expect(end?.reason == .finished)
    #expect(end?.blame == .nobody)
  }

  @Test(.timeLimit(.minutes(1))) func `a program is started in its folder with its variables`()
    async throws
  {
    let (link, heard, _) = try start(
      "echo \"$FLAVOUR $PWD\"; exec cat >/dev/null", environment: ["FLAVOUR": "plain"],
      folder: "/usr")
    let arrived = await heard.arrivals(1)
    #expect(String(decoding: arrived[0].octets, as: UTF8.self) == "plain /usr")
    #expect(arrived[0].fault?.code == .badJSON)
    link.close()
    _ = await heard.end()
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ("echo no such meter >&2; exit 3", LinkEnd.Reason.exited(status: 3)),
      ("exit 0", .exited(status: 0)),
      ("printf '{\"v\"'; exit 0", .cutOff(octets: 4)),
      ("kill -SEGV $$", .crashed(signal: 11)),
      // What has left its group keeps its output open, and nobody waiting.
      ("setsid sleep 2 & exit 4", .exited(status: 4)),
    ])
  func `a program that ends by itself is to blame`(script: String, reason: LinkEnd.Reason)
    async throws
  {
    let (link, heard, _) = try start(script)
    let end = await heard.end()
    #expect(end?.reason == reason)
    #expect(end?.blame == .peer)
    #expect(link.send(OutgoingMessage(payload("late")), to: nil) == .closed)
    if script.contains("meter") { #expect(end?.said == ["no such meter"]) }
  }

  @Test(.timeLimit(.minutes(1)))
  func `what was said before the end is read, and standard error is cut`() async throws {
    let (link, heard, _) = try start(
      "i=0; while [ $i -lt 3000 ]; do echo \"line $i of many\" >&2; i=$((i+1)); done; echo '{}'; exit 1"
    )
    let end = await heard.end()
    #expect(heard.events.compactMap(\.arrival).count == 1)
    #expect(end?.said.count == 8)
    #expect(end?.said.last == "line 2999 of many")
    link.close()
  }

  @Test(.timeLimit(.minutes(1)))
  func `what a hasty program said before its end is read although it had to wait`() async throws {
    var limits = LinkLimits()
    (limits.linesPerSecond, limits.burstLines) = (10, 10)
    let many = "for i in 1 2 3 4 5 6 7 8 9 10; do echo '{}'; done;"
    let (link, heard, _) = try start("\(many) \(many) sleep 0.2; \(many) exit 1", limits: limits)
    let end = await heard.end()
    #expect(end?.reason == .exited(status: 1))
    #expect(heard.events.compactMap(\.arrival).count == 30)
    link.close()
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ("sleep 60", LinkEnd.Reason.outlastedInput),
      ("trap '' TERM; while :; do sleep 60; done", .ignoredTerm),
      ("(trap '' TERM; sleep 60) & trap '' TERM; exec sleep 60", .ignoredTerm),
    ])
  func `a program that does not finish is ended, and everything that it started`(
    script: String, reason: LinkEnd.Reason
  ) async throws {
    var patience = ExecLink.Patience()
    patience.afterInput = .milliseconds(150)
    patience.afterTerm = .milliseconds(150)
    let (link, heard, _) = try start("echo $$; " + script, patience)
    let arrived = await heard.arrivals(1)
    let id = try #require(pid_t(String(decoding: arrived[0].octets, as: UTF8.self)))
    link.close()
    #expect(await heard.end()?.reason == reason)
    #expect(isGone(group: id))
  }

  @Test(.timeLimit(.minutes(1))) func `a program that is not there is told as such`() async throws {
    let link = ExecLink(ExecCommand("/no/such/program"))
    let heard = Listening()
    let loop = try LinkLoop(name: "test")
    link.start(on: loop, deliver: heard.deliver)
    let end = await heard.end()
    #expect(
      end?.description
        == "the program could not be started: posix_spawn: No such file or directory (2)")
    #expect(end?.blame == .harness)
  }

  @Test(.timeLimit(.minutes(1)), arguments: [true, false])
  func `of a program that cannot be watched nothing is left`(isItsEnd: Bool) async throws {
    let loop = try LinkLoop(name: "test")
    let heard = Listening()
    let hub = LineHub(limits: LinkLimits(), security: .none)
    let keeper = ChildKeeper(ExecCommand("/bin/sleep", ["60"]), ExecLink.Patience(), hub)
    hub.companion = keeper
    let seen = Mutex<(group: pid_t, pipes: [UInt64?])>((0, []))
    hub.start(on: loop, deliver: heard.deliver) { [hub] reactor in
      withExtendedLifetime(hub) {
        keeper.begin(reactor) { command throws(SystemError) in
          let parts = try ChildProcess.start(command).parts()
          seen.withLock {
            $0 = (parts.id, [parts.input, parts.output, parts.errors].map(fileNumber))
          }
          // Whether a plain file is ready no loop can tell.
          let plain = open("/etc/passwd", O_RDONLY | O_CLOEXEC)
          _ = Glibc.close(isItsEnd ? parts.watch : parts.errors)
          return ChildProcess(
            id: parts.id, watch: Descriptor(owning: isItsEnd ? plain : parts.watch),
            input: Descriptor(owning: parts.input), output: Descriptor(owning: parts.output),
            errors: Descriptor(owning: isItsEnd ? parts.errors : plain))
        }
      }
    }
    let end = await heard.end()
    #expect(end?.description.contains("Operation not permitted") == true, "\(end as Any)")
    #expect(end?.blame == .harness)
    let (group, pipes) = seen.withLock { $0 }
    #expect(group > 0 && isGone(group: group))
    #expect(pipes.count == 3)
    for pipe in pipes { #expect(!isOpen(pipe: try #require(pipe))) }
  }

  @Test(arguments: [0, 1])
  func `without a thread for each stream the pipes are closed again`(started: Int) throws {
    let input = try Pipe()
    let output = try Pipe()
    var left = started
    var pipes: [UInt64?] = []
    #expect(throws: SystemError(.thread, code: EAGAIN)) {
      _ = try StdioLink.endpoint(input: input.reading.raw, output: output.writing.raw) {
        pump throws(SystemError) in
        let isWriter = pump.sink == output.writing.raw
        pipes.append(fileNumber(isWriter ? pump.source : pump.sink))
        guard left > 0 else { throw SystemError(.thread, code: EAGAIN) }
        left -= 1
        try pump.start()
      }
    }
    #expect(pipes.count == started + 1)
    for pipe in pipes {
      let number = try #require(pipe)
      // The thread that was started sees the end of its pipe soon.
      for _ in 0..<200 where isOpen(pipe: number) { usleep(5_000) }
      #expect(!isOpen(pipe: number))
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a program inherits nothing of ours, and leaves nothing open`() async throws {
    let (link, heard, _) = try start("ls /proc/self/fd | wc -l; exec cat >/dev/null")
    let arrived = await heard.arrivals(1)
    // 0, 1, 2 and the folder that ls reads.
    #expect(Int(String(decoding: arrived[0].octets, as: UTF8.self).filter(\.isNumber)) == 4)
    link.close()
    _ = await heard.end()
  }

  @Test(.timeLimit(.minutes(1))) func `a link that is dropped leaves no program behind`()
    async throws
  {
    var patience = ExecLink.Patience()
    patience.afterInput = .zero
    var started: (link: ExecLink, heard: Listening, loop: LinkLoop)? = try start(
      "echo $$; exec sleep 60", patience)
    let arrived = await started?.heard.arrivals(1)
    let id = try #require(
      arrived?.first.flatMap { pid_t(String(decoding: $0.octets, as: UTF8.self)) })
    #expect(living(group: id) == [id])
    started = nil
    #expect(isGone(group: id))
  }

  /// Whether a group is gone, within a second.
  private func isGone(group: pid_t) -> Bool {
    for _ in 0..<100 {
      if living(group: group).isEmpty { return true }
      usleep(10_000)
    }
    return false
  }

  /// The processes of a group that are more than entries nobody has waited for.
  private func living(group: pid_t) -> [pid_t] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var found: [pid_t] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let id = pid_t(name), getpgid(id) == group, !isZombie(id) else { continue }
      found.append(id)
    }
    return found
  }

  private func isZombie(_ id: pid_t) -> Bool {
    guard let file = fopen("/proc/\(id)/stat", "r") else { return true }
    defer { fclose(file) }
    var text = [UInt8](repeating: 0, count: 256)
    let count = fread(&text, 1, text.count, file)
    let words = String(decoding: text[..<count], as: UTF8.self)
    return words.split(separator: ")").last?.hasPrefix(" Z") != false
  }
}
