import Glibc
import SynchroHTTP
import SynchroTransport

/// `synchroscope-fuzz soak URL OPERATOR-URL KEY PID SECONDS [SEED]`: a live server under random traffic,
/// right and wrong, as fast as it answers.
public enum SoakCommand {
  /// Runs what the arguments ask for; the exit code.
  public static func run(_ arguments: [String]) async -> Int32 {
    guard (5...6).contains(arguments.count), let process = Int32(arguments[3]),
      let seconds = Int(arguments[4]), seconds > 0,
      let seed = arguments.count == 6 ? UInt64(arguments[5]) : 1,
      let server = destination(arguments[0]), let operatorAPI = destination(arguments[1])
    else {
      print("usage: synchroscope-fuzz soak URL OPERATOR-URL KEY PID SECONDS [SEED]")
      return 2
    }
    do {
      let client = try HTTPClient()
      let soak = Soak(
        client: client, server: server, operatorAPI: operatorAPI, key: arguments[2], seed: seed,
        lasting: .seconds(seconds))
      let code = await watch(soak, process: process, seconds: seconds)
      await client.stop()
      return code
    } catch {
      print("the client cannot start: \(error)")
      return 2
    }
  }

  private static func destination(_ url: String) -> Destination? {
    (try? URI(url))?.origin.map { Destination($0) }
  }

  /// Prints a line every ten seconds until the end, and judges.
  private static func watch(_ soak: Soak, process: Int32, seconds: Int) async -> Int32 {
    var memory: [Int] = []
    let clock = ContinuousClock()
    let start = clock.now
    soak.start()
    print("seconds  requests  a second  memory MB  statuses")
    for tick in stride(from: 10, through: max(10, seconds), by: 10) {
      try? await clock.sleep(until: start + .seconds(min(tick, seconds)))
      guard let kilobytes = residentKilobytes(of: process) else {
        print("FAILED the server has ended")
        return 1
      }
      memory.append(kilobytes)
      let figures = soak.figures
      print(
        "\(pad(tick, 7))  \(pad(figures.count, 8))  \(pad(figures.count / tick, 8))  "
          + "\(pad(kilobytes / 1024, 9))  \(figures.statuses)")
      fflush(nil)
    }
    await soak.ended()
    let figures = soak.figures
    for complaint in figures.complaints.prefix(10) { print("FAILED \(complaint)") }
    // What may be left behind is left in the first part; afterwards memory is to stay.
    let middle = memory[memory.count / 2]
    let last = memory[memory.count - 1]
    print(
      "\(figures.count) requests in \(seconds) s, \(figures.complaints.count) complaints; memory "
        + "\(middle / 1024) MB halfway and \(last / 1024) MB at the end")
    return figures.complaints.isEmpty && figures.count > 0 ? 0 : 1
  }

  private static func pad(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// What a process keeps in memory, nil when it is no more.
  private static func residentKilobytes(of process: Int32) -> Int? {
    guard let file = fopen("/proc/\(process)/statm", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, 256, file) != nil else { return nil }
    let words = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }.split(separator: 32)
    guard words.count > 1 else { return nil }
    let pages = Int(String(decoding: words[1], as: UTF8.self))
    return pages.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) / 1024 }
  }
}
