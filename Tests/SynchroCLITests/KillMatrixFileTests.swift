import Foundation
import SynchroCatalog
import SynchroDevices
import SynchroMocks
import SynchroTestSupport
import Testing

@testable import SynchroCLI

/// The whole matrix takes minutes; what can be told of the file without it is held here.
@Suite struct KillMatrixFileTests {
  private let text: String
  private let devices: [DeviceDefect]
  private let notes: [SurvivorNote]
  private let dependences: [Dependence]

  init() throws {
    text = try String(
      contentsOf: Fixtures.root.appending(path: "docs/kill-matrix.md"), encoding: .utf8)
    let suites = SuitesDirectory(path: Fixtures.root.appending(path: "Suites").path)
    let console = Console(out: Output(), err: Output(), read: FileBytes.read)
    let catalogue = try CatalogueFiles(console: console).load(from: suites)
    devices = try DeviceFiles(console: console).defects(below: suites)
    notes = catalogue.survivors
    dependences = catalogue.dependences
  }

  /// The part about the server, and the one about devices.
  private var parts: [String] {
    let parts = text.components(separatedBy: "\n# Which defects of the reference devices ")
    return [parts[0], parts.count > 1 ? parts[1] : ""]
  }

  /// The cells of the lines that begin with a defect's name.
  private func rows(_ text: String) -> [[String]] {
    text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
      line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  /// The requirement that each defect is listed under, for the server and for devices. What breaks the
  /// binding alone is for the suites about it.
  private var defects: [[String: String]] {
    let played = devices.filter { !$0.breaks.allSatisfy { $0.hasPrefix("PXB/") } }
    return [
      Dictionary(uniqueKeysWithValues: CDSDefect.all.map { ("`\($0.id)`", $0.primaryRequirement) }),
      Dictionary(uniqueKeysWithValues: played.map { ("`\($0.id)`", $0.breaks[0]) }),
    ]
  }

  private func fix(_ what: String) -> Comment {
    "docs/kill-matrix.md \(what): write it anew as its head says"
  }

  @Test(arguments: [0, 1])
  func `the committed matrix speaks of the defects that there are`(part: Int) {
    let requirements = defects[part]
    let here = Set(requirements.keys)
    let rows = rows(parts[part])
    let told = rows.map { $0[0] }
    #expect(Set(told).count == told.count, fix("names a defect twice"))
    #expect(here.subtracting(told).sorted() == [], fix("leaves defects out"))
    #expect(Set(told).subtracting(here).sorted() == [], fix("names defects that are gone"))
    for row in rows where requirements[row[0]] != nil {
      #expect(requirements[row[0]] == row[1], fix("has another requirement for \(row[0])"))
    }
    let killed = rows.count { $0[2] == "killed" }
    #expect(
      parts[part].contains("| killed | \(killed) (\(KillMatrix.share(killed, of: rows.count))) |"),
      fix("does not add up"))
    #expect(killed * 100 >= rows.count * KillMatrix.wantedRate)
  }

  @Test func `the committed matrix gives the written explanations`() {
    let survivors = rows(text).filter { $0[2] != "killed" }.map { $0[0] }
    #expect(Set(survivors) == Set(notes.map { "`\($0.defect)`" }), fix("has other survivors"))
    for note in notes {
      #expect(note.because.hasSuffix(".") && note.because.count > 60, "\(note.place)")
      #expect(
        text.split(separator: "\n").contains {
          $0.hasPrefix("- `\(note.defect)` (") && $0.hasSuffix(note.because)
        }, fix("has another explanation of \(note.defect)"))
    }
    #expect(text.contains("| the right server | passes |"), fix("has no right server"))
    #expect(text.contains("| right devices | pass |"), fix("has no right devices"))
  }

  /// A dependence that no run needs any more would hide the next false kill.
  @Test func `every dependence that is written down was needed`() {
    let lines = text.split(separator: "\n")
    for dependence in dependences {
      #expect(dependence.because.hasSuffix("."), "\(dependence.requirement)")
      #expect(
        lines.contains {
          $0.hasPrefix("- \(dependence.requirement), with ")
            && $0.hasSuffix(" of \(dependence.on.joined(separator: ", ")): \(dependence.because)")
        }, fix("does not need the dependence of \(dependence.requirement)"))
    }
  }
}
