import CSynchroPosix
import Glibc
import Synchronization
package import SynchroSystem

/// A thread of its own that runs a `Reactor` and the work that others post to it.
///
/// Work is posted as `@Sendable` closures, which are never inferred to belong to the main actor:
/// a plain closure written in `main` would be, and would trap on this thread.
package final class EventLoop: Sendable {
  private struct Inbox {
    var work: [@Sendable (Reactor) -> Void] = []
    var isOpen = true
  }

  private let name: String
  private let inbox = Mutex(Inbox())
  private let thread = Mutex<SystemThread?>(nil)
  private let wake: Descriptor

  /// Starts a thread under a name of at most 15 bytes.
  package init(name: String) throws(SystemError) {
    WireProcess.prepare()
    self.name = name
    let raw = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    guard raw >= 0 else { throw .last(.eventfd) }
    wake = Descriptor(owning: raw)
    let reactor = try Reactor()
    // Watched here, where it can still fail; the cycle through the closure ends with the loop.
    _ = try reactor.watch(wake.raw, for: .read) { [self, unowned reactor] _ in
      drainInbox(reactor)
    }
    let start = Start(loop: self, reactor: reactor)
    let retained = Unmanaged.passRetained(start)
    do {
      let started = try SystemThread(argument: retained.toOpaque(), runEventLoop)
      thread.withLock { $0 = started }
    } catch {
      retained.release()
      reactor.clear()
      throw error
    }
  }

  deinit {
    // The thread holds its loop, so it has ended or is about to: nobody is left to join it.
    thread.withLock { thread in thread.take() }?.detach()
  }

  /// Runs `work` on the loop's thread, in the order of posting. False when the loop has stopped:
  /// then `work` is never run.
  @discardableResult
  package func post(_ work: @escaping @Sendable (Reactor) -> Void) -> Bool {
    let (accepted, first) = inbox.withLock { inbox in
      guard inbox.isOpen else { return (false, false) }
      inbox.work.append(work)
      return (true, inbox.work.count == 1)
    }
    if first { signal() }
    return accepted
  }

  /// Closes the inbox; the thread does what was posted before, and ends. Does not wait.
  package func stop() {
    post { reactor in reactor.stop() }
  }

  /// Waits until the thread has ended. Not from a task: it blocks; not from the loop itself.
  package func join() {
    // Whoever comes second waits for the lock, and the thread has ended when it gets it.
    thread.withLock { thread in thread.take()?.join() }
  }

  private func signal() {
    var one: UInt64 = 1
    // Fails only when the counter is full, and then the loop is awake.
    _ = write(wake.raw, &one, 8)
  }

  fileprivate func run(_ reactor: Reactor) {
    SystemThread.nameCurrent(name)
    do {
      try reactor.run()
    } catch {
      // epoll_wait fails only for a closed or foreign descriptor, and this one is ours.
      preconditionFailure("the event loop \(name) cannot wait: \(error)")
    }
    // What was accepted before the inbox closed is still run: its senders count on it.
    let left = inbox.withLock { inbox -> [@Sendable (Reactor) -> Void] in
      inbox.isOpen = false
      defer { inbox.work = [] }
      return inbox.work
    }
    for work in left { work(reactor) }
    reactor.clear()
  }

  private func drainInbox(_ reactor: Reactor) {
    var count: UInt64 = 0
    _ = read(wake.raw, &count, 8)
    let work = inbox.withLock { inbox in
      defer { inbox.work = [] }
      return inbox.work
    }
    for item in work { item(reactor) }
  }
}

/// What the new thread gets: the loop and the reactor it will own.
private final class Start {
  let loop: EventLoop
  let reactor: Reactor

  init(loop: EventLoop, reactor: Reactor) {
    self.loop = loop
    self.reactor = reactor
  }
}

private func runEventLoop(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument else { return nil }
  let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
  start.loop.run(start.reactor)
  return nil
}
