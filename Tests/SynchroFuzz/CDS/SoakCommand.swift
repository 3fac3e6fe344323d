import Glibc
import SynchroHTTP
import SynchroTransport

/// `synchroscope-fuzz soak URL OPERATOR-URL KEY PID SECONDS [SEED [RATE]]`: a live server under random
/// traffic, right, wrong and broken, as fast as it answers or so many requests a second.
public enum SoakCommand {
  /// Runs what the arguments ask for; the exit code.
  public static func run(_ arguments: [String]) async -> Int32 {
    guard (5...7).contains(arguments.count), let process = Int32(arguments[3]),
      let seconds = Int(arguments[4]), seconds > 0,
      let seed = arguments.count > 5 ? UInt64(arguments[5]) : 1,
      let rate = arguments.count > 6 ? Int(arguments[6]) : 0, rate >= 0,
      let server = destination(arguments[0]), let operatorAPI = destination(arguments[1])
    else {
      print("usage: synchroscope-fuzz soak URL OPERATOR-URL KEY PID SECONDS [SEED [RATE]]")
      return 2
    }
    do {
      let client = try HTTPClient()
      let soak = Soak(
        client: client, server: server, operatorAPI: operatorAPI, key: arguments[2], seed: seed,
        lasting: .seconds(seconds), rate: rate == 0 ? nil : rate)
      let before = descriptors(of: process)
      let isRight = await watch(soak, process: process, seconds: seconds)
      await client.stop()
      // The server learns that its clients are gone a moment later.
      try? await Task.sleep(for: .seconds(1))
      let after = descriptors(of: process)
      print("\(before) file descriptors before, \(after) afterwards")
      if after > before + 1 { print("FAILED file descriptors are left open") }
      return isRight && after <= before + 1 ? 0 : 1
    } catch {
      print("the client cannot start: \(error)")
      return 2
    }
  }

  private static func destination(_ url: String) -> Destination? {
    (try? URI(url))?.origin.map { Destination($0) }
  }

  /// Prints a line every ten seconds until the end, and judges.
  private static func watch(_ soak: Soak, process: Int32, seconds: Int) async -> Bool {
    var memory: [Int] = []
    var most = 0
    let clock = ContinuousClock()
    let start = clock.now
    soak.start()
    print("seconds  requests  a second  memory MB  descriptors  statuses")
    for tick in stride(from: 10, through: max(10, seconds), by: 10) {
      try? await clock.sleep(until: start + .seconds(min(tick, seconds)))
      guard let kilobytes = residentKilobytes(of: process) else {
        print("FAILED the server has ended")
        return false
      }
      memory.append(kilobytes)
      let open = descriptors(of: process)
      most = max(most, open)
      let figures = soak.figures
      print(
        "\(pad(tick, 7))  \(pad(figures.count, 8))  \(pad(figures.count / tick, 8))  "
          + "\(pad(kilobytes / 1024, 9))  \(pad(open, 11))  \(figures.statuses)")
      fflush(nil)
    }
    await soak.ended()
    return judge(soak.figures, seconds: seconds, memory: memory, descriptors: most)
  }

  private static func judge(
    _ figures: Soak.Figures, seconds: Int, memory: [Int], descriptors: Int
  ) -> Bool {
    for complaint in figures.complaints.prefix(10) { print("FAILED \(complaint)") }
    // What may be left behind is left in the first part; afterwards memory is to stay.
    let middle = memory[memory.count / 2]
    let last = memory[memory.count - 1]
    let stays = last <= middle + middle / 3
    if !stays { print("FAILED memory grows") }
    print(
      "\(figures.count) requests (\(figures.kinds)) in \(seconds) s, "
        + "\(figures.complaints.count) complaints; memory \(middle / 1024) MB halfway and "
        + "\(last / 1024) MB at the end; at most \(descriptors) file descriptors")
    return figures.complaints.isEmpty && figures.byKind.count == Soak.Kind.allCases.count && stays
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

  /// How many file descriptors a process holds, 0 when it is no more.
  private static func descriptors(of process: Int32) -> Int {
    guard let folder = opendir("/proc/\(process)/fd") else { return 0 }
    defer { closedir(folder) }
    var count = 0
    while readdir(folder) != nil { count += 1 }
    // The folder itself and the one above it are listed as well.
    return max(0, count - 2)
  }
}
