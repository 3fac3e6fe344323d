import CSynchroPosix
import Glibc
public import SynchroSystem
import Synchronization

/// Fires ticks at the times of a schedule, from a thread of its own, whatever happened before.
///
/// The pacer is *open-loop*: a tick that comes late moves no later tick, none is left out, and
/// after a delay the missed ones are fired at once, one after another. So a slow target cannot slow
/// down the load that judges it. No tick is early; how late they were is in the ``PacerReport``.
///
/// The handler runs on the pacer's thread and must not block or wait: the time it takes is the
/// lateness of the ticks behind it. Hand the work to somebody else and return.
public final class Pacer: Sendable {
  private let run: PacerRun
  /// The thread that nobody has joined yet.
  private let thread: Mutex<SystemThread?>

  /// Starts a thread that calls `handler` for each tick of the schedule.
  ///
  /// Offset zero lies at `origin`, or two milliseconds from now, which leaves the thread time to
  /// start. The report keeps the first `ticksKept` ticks, 24 bytes each.
  public static func start(
    _ schedule: some TickSchedule, name: String = "pacer", at origin: MonotonicInstant? = nil,
    keepingTicks ticksKept: Int = 100_000, handler: @escaping @Sendable (Tick) -> Void
  ) throws(SystemError) -> Pacer {
    let run = PacerRun(
      schedule: schedule, name: name,
      origin: origin ?? SystemTime().now.advanced(by: .milliseconds(2)),
      ticksKept: max(0, ticksKept), timer: try DeadlineTimer())
    return Pacer(run: run, thread: try startThread(PacerThread(run: run, handler: handler)))
  }

  private init(run: PacerRun, thread: SystemThread) {
    self.run = run
    self.thread = Mutex(thread)
  }

  deinit {
    run.timer.cancel()
    thread.withLock { thread in
      thread?.detach()
    }
  }

  /// Where the schedule's offset zero lies.
  public var origin: MonotonicInstant { run.origin }

  /// Ends the pacer before its next tick and returns at once; a handler that runs is not
  /// interrupted.
  public func stop() {
    run.timer.cancel()
  }

  /// Blocks until the pacer has ended. Never call it from a task, where ``report()`` waits instead,
  /// nor from the handler.
  public func join() -> PacerReport {
    // Whoever comes second waits for the lock, and the thread has ended when it gets it.
    thread.withLock { thread in
      guard let running = thread else { return }
      precondition(
        !running.isCurrent, "a pacer's handler cannot wait for its end")
      running.join()
      thread = nil
    }
    guard case .ended(let report) = run.outcome.withLock({ $0 }) else {
      preconditionFailure("the pacer's thread ends with a report")
    }
    return report
  }

  /// Waits until the pacer has ended. Cancelling the task stops the pacer, and the report says so.
  public func report() async -> PacerReport {
    await withTaskCancellationHandler {
      await withCheckedContinuation { run.whenEnded($0) }
    } onCancel: {
      stop()
    }
  }
}

/// Starts the thread that owns its part until its end.
private func startThread(_ part: PacerThread) throws(SystemError) -> SystemThread {
  let owned = Unmanaged.passRetained(part)
  do {
    return try SystemThread(argument: owned.toOpaque(), runPacer)
  } catch {
    owned.release()
    throw error
  }
}

private func runPacer(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let argument { Unmanaged<PacerThread>.fromOpaque(argument).takeRetainedValue().main() }
  return nil
}

/// What the thread and its ``Pacer`` share.
private final class PacerRun: Sendable {
  enum Outcome {
    case running(waiting: [CheckedContinuation<PacerReport, Never>])
    case ended(PacerReport)
  }

  let schedule: any TickSchedule
  let name: String
  let origin: MonotonicInstant
  let ticksKept: Int
  let timer: DeadlineTimer
  let outcome = Mutex(Outcome.running(waiting: []))

  init(
    schedule: any TickSchedule, name: String, origin: MonotonicInstant, ticksKept: Int,
    timer: DeadlineTimer
  ) {
    self.schedule = schedule
    self.name = name
    self.origin = origin
    self.ticksKept = ticksKept
    self.timer = timer
  }

  func whenEnded(_ continuation: CheckedContinuation<PacerReport, Never>) {
    let report = outcome.withLock { outcome -> PacerReport? in
      switch outcome {
      case .ended(let report): return report
      case .running(let waiting):
        outcome = .running(waiting: waiting + [continuation])
        return nil
      }
    }
    if let report { continuation.resume(returning: report) }
  }

  func end(with report: PacerReport) {
    let waiting = outcome.withLock { outcome -> [CheckedContinuation<PacerReport, Never>] in
      defer { outcome = .ended(report) }
      guard case .running(let waiting) = outcome else { return [] }
      return waiting
    }
    for continuation in waiting { continuation.resume(returning: report) }
  }
}

/// What the thread alone has. The handler is not kept behind the end: it may hold the ``Pacer``
/// that it stops.
private final class PacerThread: Sendable {
  private let run: PacerRun
  private let handler: @Sendable (Tick) -> Void

  init(run: PacerRun, handler: @escaping @Sendable (Tick) -> Void) {
    self.run = run
    self.handler = handler
  }

  /// The thread's body.
  func main() {
    SystemThread.nameCurrent(run.name)
    // The kernel may otherwise add 50 µs to every wait, to save power.
    syn_set_timer_slack(1)
    run.end(with: pace())
  }

  private func pace() -> PacerReport {
    let (origin, timer) = (run.origin, run.timer)
    var schedule = run.schedule
    var lateness = Histogram(coveringUpTo: 10_000_000_000)
    var log = TickLog(limit: run.ticksKept)
    var index: UInt64 = 0
    var latest = Duration.zero

    func report(_ end: PacerReport.End) -> PacerReport {
      PacerReport(
        end: end, origin: origin, tickCount: index, lateness: lateness, ticks: log.ticks)
    }

    while !timer.isCancelled {
      guard let offset = schedule.next() else { return report(.completed) }
      guard offset >= latest else { return report(.disordered(index: index)) }
      latest = offset
      let intended = origin.advanced(by: offset)
      var actual = SystemTime().now
      while actual < intended {
        do throws(SystemError) {
          guard try timer.wait(until: intended) else { return report(.stopped) }
        } catch {
          return report(.failed(error))
        }
        actual = SystemTime().now
      }
      let tick = Tick(index: index, intended: intended, actual: actual)
      lateness.record(UInt64(actual.nanoseconds - intended.nanoseconds))
      log.append(tick)
      index += 1
      handler(tick)
    }
    return report(.stopped)
  }
}

/// The first ticks of a run, in pieces, so that keeping one more never copies those before it.
private struct TickLog {
  private let limit: Int
  private var count = 0
  private var pieces: [[Tick]] = []

  init(limit: Int) {
    self.limit = limit
  }

  var ticks: [Tick] { pieces.flatMap(\.self) }

  mutating func append(_ tick: Tick) {
    guard count < limit else { return }
    if count % Self.pieceSize == 0 {
      var piece: [Tick] = []
      piece.reserveCapacity(Self.pieceSize)
      pieces.append(piece)
    }
    pieces[pieces.count - 1].append(tick)
    count += 1
  }

  private static let pieceSize = 4096
}
