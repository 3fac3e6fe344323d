import Foundation
import SynchroTestSupport
import Testing

@testable import SynchroBundle

@Suite struct ArchiveTests {
  @Test(arguments: [
    ("a", true), ("suites/cds/oauth/x.suite", true), ("a b~(1).txt", true), ("", false),
    ("/etc/passwd", false), ("../x", false), ("a/../b", false), ("a/./b", false), ("a//b", false),
    ("a/", false), (".", false), ("a\\b", false), ("c:x", false), ("a\nb", false), ("ä", false),
    ("\u{1B}[31m", false), (String(repeating: "x", count: 101), false),
    (String(repeating: "x", count: 99) + "/" + String(repeating: "y", count: 100), true),
    (String(repeating: "x", count: 156) + "/" + String(repeating: "y", count: 98), false),
  ])
  func `a name stays inside its folder and is what it looks like`(text: String, isName: Bool) {
    #expect((EntryName(text) != nil) == isName)
  }

  /// A change of a header, at an offset of the archive, and what is said of it.
  @Test(arguments: [
    (156, UInt8(ascii: "2"), "no ordinary file (type '2')"),
    (156, UInt8(ascii: "5"), "no ordinary file"),
    (124, 0x80, "its size is no number"), (124, UInt8(ascii: "7"), "not what we write"),
    (0, UInt8(ascii: "/"), "the name '/irst' is not allowed"),
    (100, UInt8(ascii: "1"), "not what we write"), (265, UInt8(ascii: "r"), "not what we write"),
    (257, 0, "no header"),
  ])
  func `a header that we do not write is refused`(place: Int, byte: UInt8, message: String) throws {
    var archive = ArchiveWriter.archive([(try #require(EntryName("first")), [1, 2, 3])])
    archive[place] = byte
    var reader = ArchiveReader()
    let fault = #expect(throws: ArchiveFault.self) {
      try archive.withUnsafeBytes { try reader.read($0) { _ in } }
    }
    #expect(fault?.message.contains(message) == true, "\(fault?.message ?? "")")
  }

  @Test func `others unpack what we write`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let long = String(repeating: "d", count: 90) + "/" + String(repeating: "n", count: 60)
    let names = ["b/c", "a", long]
    let archive = ArchiveWriter.archive(
      try names.map { (try #require(EntryName($0)), Array("content of \($0)".utf8)) })
    try Data(archive).write(to: folder.appending(path: "x.tar"))
    let tar = Process()
    tar.executableURL = URL(filePath: "/usr/bin/tar")
    tar.arguments = ["-xf", "x.tar"]
    tar.currentDirectoryURL = folder
    try tar.run()
    tar.waitUntilExit()
    #expect(tar.terminationStatus == 0)
    for name in names {
      let data = try Data(contentsOf: folder.appending(path: name))
      #expect(String(decoding: data, as: UTF8.self) == "content of \(name)")
    }
  }
}
