import CSynchroPosix
import Glibc

/// A thread that may wait on descriptors, which no task may.
package struct SystemThread: Sendable {
  /// The C shape of a thread's body. Give it a top-level function: a closure written in `main`
  /// would be inferred to belong to the main actor and trap on the new thread.
  package typealias Body =
    @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?

  private let handle: pthread_t

  /// Starts a thread with 4 MB of stack, of which it takes what it needs, to be joined once. The body
  /// names itself: a name that is set earlier is lost on Linux.
  package init(argument: UnsafeMutableRawPointer, _ body: Body) throws(SystemError) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 4 << 20)
    var handle = pthread_t()
    let code = pthread_create(&handle, &attributes, body, argument)
    guard code == 0 else { throw SystemError(.thread, code: code) }
    self.handle = handle
  }

  /// Waits until the body has returned.
  package func join() {
    pthread_join(handle, nil)
  }

  /// Lets the thread end without anybody waiting for it.
  package func detach() {
    pthread_detach(handle)
  }

  /// Whether the caller runs on this thread.
  package var isCurrent: Bool { pthread_equal(handle, pthread_self()) != 0 }

  /// Names the calling thread; 15 bytes at most.
  package static func nameCurrent(_ name: String) {
    _ = syn_name_thread(name)
  }
}
