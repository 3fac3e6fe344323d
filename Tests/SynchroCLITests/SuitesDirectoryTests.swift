import Foundation
import Testing

@testable import SynchroCLI

@Suite struct SuitesDirectoryTests {
  @Test func `folders are looked into to some depth, and what lies deeper is said`() throws {
    let manager = FileManager.default
    let root = manager.temporaryDirectory.appending(path: "synchro-" + UUID().uuidString)
    defer { try? manager.removeItem(at: root) }
    let low = root.appending(path: "1/2/3/4/5/6/7")
    try manager.createDirectory(at: low, withIntermediateDirectories: true)
    try Data().write(to: low.appending(path: "low.suite"))
    let suites = SuitesDirectory(path: root.path)
    #expect(try suites.files(["suite"]) == [low.path + "/low.suite"])

    try manager.createDirectory(
      at: low.appending(path: "8"), withIntermediateDirectories: false)
    let error = #expect(throws: UsageError.self) { try suites.files(["suite"]) }
    #expect(
      error?.message
        == "'\(low.path)/8' lies 8 folders below '\(root.path)', too deep to be looked into")
  }

  @Test func `a folder that leads back to itself ends`() throws {
    let manager = FileManager.default
    let root = manager.temporaryDirectory.appending(path: "synchro-" + UUID().uuidString)
    defer { try? manager.removeItem(at: root) }
    try manager.createDirectory(at: root, withIntermediateDirectories: true)
    try manager.createSymbolicLink(
      at: root.appending(path: "round"), withDestinationURL: root)
    let error = #expect(throws: UsageError.self) {
      try SuitesDirectory(path: root.path).files(["suite"])
    }
    #expect(error?.help?.contains("a link may lead round in it") == true)
  }
}
