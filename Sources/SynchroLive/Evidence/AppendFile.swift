import Glibc
import SynchroSystem
import Synchronization

/// A file that is only ever appended to, by a thread of its own: whoever appends never waits for a
/// disk, and what was appended more than a second ago survives the machine.
final class AppendFile: Sendable {
  private struct State {
    var octets: [UInt8] = []
    var isClosed = false
    var fault: String?
  }

  /// How often the file is brought to the disk.
  private static let syncSeconds = 1
  /// What may wait to be written; a disk that is slower than this loses lines, which is told.
  private static let heldLimit = 64 << 20

  private let descriptor: Int32
  private let state = Mutex(State())
  private let bell: Bell
  private let thread: Mutex<SystemThread?> = Mutex(nil)

  /// Opens a file at its end, making it if it is not there.
  init(path: String) throws(LiveFault) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .file("'\(path)' cannot be written: \(String(cString: strerror(errno)))")
    }
    bell = Bell()
    let retained = Unmanaged.passRetained(self)
    do throws(SystemError) {
      let thread = try SystemThread(argument: retained.toOpaque(), runAppender)
      self.thread.withLock { $0 = thread }
    } catch {
      retained.release()
      _ = Glibc.close(descriptor)
      throw .file("'\(path)' cannot be written: \(error)")
    }
  }

  /// Why something is missing in the file; nil when nothing is.
  var fault: String? { state.withLock { $0.fault } }

  /// Appends octets, later.
  func append(_ octets: [UInt8]) {
    let isFirst = state.withLock { state in
      guard !state.isClosed else { return false }
      guard state.octets.count + octets.count <= Self.heldLimit else {
        state.fault = state.fault ?? "the disk is too slow for what is recorded"
        return false
      }
      defer { state.octets += octets }
      return state.octets.isEmpty
    }
    if isFirst { bell.ring() }
  }

  /// Writes what is left, brings it to the disk and closes the file.
  func close() {
    state.withLock { $0.isClosed = true }
    bell.ring()
    thread.withLock { $0.take() }?.join()
  }

  fileprivate func run() {
    SystemThread.nameCurrent("append")
    var isDirty = false
    var lastSync = MonotonicSeconds.now
    while true {
      bell.wait(seconds: isDirty ? Self.syncSeconds : nil)
      let (octets, isClosed) = state.withLock { state in
        defer { state.octets = [] }
        return (state.octets, state.isClosed)
      }
      if !octets.isEmpty {
        write(octets)
        isDirty = true
      }
      let now = MonotonicSeconds.now
      if isDirty, isClosed || now - lastSync >= Self.syncSeconds {
        fdatasync(descriptor)
        lastSync = now
        isDirty = false
      }
      if isClosed { break }
    }
    _ = Glibc.close(descriptor)
  }

  /// Of a line that finds no room nothing stays: what is written when there is room again must not begin in
  /// its middle.
  private func write(_ octets: [UInt8]) {
    let start = lseek(descriptor, 0, SEEK_END)
    var rest = octets[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let words = String(cString: strerror(errno))
        let lines = octets[..<rest.startIndex].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        if start >= 0 { _ = ftruncate(descriptor, start + off_t(lines)) }
        return state.withLock { $0.fault = $0.fault ?? "it could not be written: \(words)" }
      }
      rest = rest.dropFirst(count)
    }
  }
}

/// Whole seconds of a clock that never jumps.
private enum MonotonicSeconds {
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }
}

/// Wakes a thread that waits.
///
/// Unchecked: a semaphore may be used by any thread.
private final class Bell: @unchecked Sendable {
  private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(semaphore, 0, 0) }

  deinit {
    sem_destroy(semaphore)
    semaphore.deallocate()
  }

  func ring() { sem_post(semaphore) }

  /// Waits until it was rung since the last wait, or for so long.
  func wait(seconds: Int?) {
    if let seconds {
      var deadline = timespec()
      clock_gettime(CLOCK_REALTIME, &deadline)
      deadline.tv_sec += seconds
      while sem_timedwait(semaphore, &deadline) != 0, errno == EINTR {}
    } else {
      while sem_wait(semaphore) != 0, errno == EINTR {}
    }
    // Several rings are one.
    while sem_trywait(semaphore) == 0 {}
  }
}

private func runAppender(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let argument { Unmanaged<AppendFile>.fromOpaque(argument).takeRetainedValue().run() }
  return nil
}
