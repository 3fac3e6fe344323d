import Glibc
import SynchroSystem
import SynchroText

/// Asks the person at the console to do something at a device.
enum ConsolePrompt {
  /// Asks, and waits for a line on the terminal; whether it was done. Without a terminal nobody can.
  static func ask(_ text: String) async -> Bool {
    await withCheckedContinuation { continuation in
      let question = Unmanaged.passRetained(Question(text, continuation))
      do throws(SystemError) {
        try SystemThread(argument: question.toOpaque(), runQuestion).detach()
      } catch {
        question.takeRetainedValue().continuation.resume(returning: false)
      }
    }
  }

  fileprivate final class Question: Sendable {
    let text: String
    let continuation: CheckedContinuation<Bool, Never>

    init(_ text: String, _ continuation: CheckedContinuation<Bool, Never>) {
      self.text = text
      self.continuation = continuation
    }

    func answer() -> Bool {
      let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
      guard terminal >= 0 else { return false }
      defer { close(terminal) }
      let words = "\n\(VisibleText.escape(text))\nEnter when it is done, n if it cannot be: "
      _ = words.utf8.withContiguousStorageIfAvailable { write(terminal, $0.baseAddress, $0.count) }
      var line: [UInt8] = [0]
      var first: UInt8?
      while read(terminal, &line, 1) == 1 {
        if line[0] == 0x0A { return first != UInt8(ascii: "n") }
        first = first ?? line[0]
      }
      return false
    }
  }
}

private func runQuestion(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let argument {
    let question = Unmanaged<ConsolePrompt.Question>.fromOpaque(argument).takeRetainedValue()
    question.continuation.resume(returning: question.answer())
  }
  return nil
}
