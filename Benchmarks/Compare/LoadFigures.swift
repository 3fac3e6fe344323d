import Glibc

/// What a load achieved, and what it cost on this side.
struct LoadFigures {
  let exchangesPerSecond: Double
  let processorMicrosecondsPerExchange: Double

  /// Both numbers, as `Benchmarks/run` reads them.
  var line: String { "\(exchangesPerSecond) \(processorMicrosecondsPerExchange)" }

  /// Figures of so many exchanges in a time, with the processor time from then until now.
  init(exchanges: Int, in duration: Duration, since start: ProcessorTime) {
    exchangesPerSecond = Double(exchanges) / (duration / .seconds(1))
    processorMicrosecondsPerExchange = start.microsecondsSince() / Double(exchanges)
  }
}

/// The processor time that this process has used so far, on all its threads.
struct ProcessorTime {
  private let microseconds: Double

  init() {
    var usage = rusage()
    // 0 is RUSAGE_SELF, which the Glibc module imports as a type that the call does not take.
    getrusage(0, &usage)
    let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    microseconds = seconds * 1e6 + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
  }

  func microsecondsSince() -> Double { ProcessorTime().microseconds - microseconds }
}
