import Glibc
import SynchroMocks
import SynchroText

/// The file that a reference server goes on from and saves everything to.
///
/// Secrets stand in it, so it is made for its owner alone.
struct ServerStateFile: Sendable {
  private let path: String
  private let service: CDSService

  /// Takes up what the file holds, if there is one.
  init(at path: String, of service: CDSService) throws(UsageError) {
    self.path = path
    self.service = service
    guard access(path, F_OK) == 0 else {
      if let problem = save() { throw .unusable(problem, help: "give --state another path") }
      return
    }
    switch FileBytes.read(path) {
    case .failure(let fault): throw .unusable(fault.message, help: fault.help)
    case .success(let bytes):
      do throws(StateError) {
        try service.restore(SourceText(name: path, bytes: bytes))
      } catch {
        throw .unusable(
          error.description, help: "name another file, or move this one away to begin anew")
      }
    }
  }

  /// Saves everything; answers why that was not possible.
  func save() -> String? {
    do throws(StateError) {
      return WholeFile.write(Array(try service.savedState().utf8), to: path, mode: 0o600)
    } catch {
      return error.description
    }
  }

  /// Saves every few seconds when something may have happened, until the task is cancelled; says
  /// so when that is not possible, and goes on trying.
  func keepSaving(to console: Console) async {
    var saved = service.requestCount
    var reported: String?
    while true {
      do {
        try await Task.sleep(for: .seconds(5))
      } catch {
        return
      }
      let count = service.requestCount
      guard count != saved else { continue }
      let problem = save()
      if let problem, problem != reported {
        console.err.write("warning: the state is not saved: \(problem); trying again\n")
      }
      reported = problem
      if problem == nil { saved = count }
    }
  }
}
