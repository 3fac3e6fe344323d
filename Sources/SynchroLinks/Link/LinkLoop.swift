import SynchroSystem
package import SynchroWire

/// The thread on which links work and deliver, and a driver owns its participant.
public final class LinkLoop: Sendable {
  package let events: EventLoop

  /// Starts a thread under a name of at most 15 bytes.
  public init(name: String = "links") throws(LinkFault) {
    do throws(SystemError) {
      events = try EventLoop(name: name)
    } catch {
      throw .system(error)
    }
  }

  deinit {
    events.stop()
  }

  /// Ends the thread after what was posted before. Does not wait.
  public func stop() {
    events.stop()
  }
}
