import Foundation
import SynchroHTTP
import SynchroTestSupport
import Testing

/// The fixtures of this module by what they are.
enum HTTPCorpus {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    /// The request that a response answers.
    var method = HTTPMethod.get

    var testDescription: String { name }
  }

  /// Requests that a strict server refuses, or unusual ones that it accepts.
  static func requests(_ folder: String) throws -> [Case] {
    try Fixtures.files(in: "HTTP/\(folder)").filter { $0.pathExtension == "http" }.map {
      Case(
        name: $0.deletingPathExtension().lastPathComponent,
        bytes: try Fixtures.bytes("HTTP/\(folder)/\($0.lastPathComponent)"))
    }
  }

  /// Responses, each in a folder of its own.
  static func responses(_ folder: String) throws -> [Case] {
    try Fixtures.files(in: "HTTP/\(folder)").flatMap { place in
      try Fixtures.files(in: "HTTP/\(folder)/\(place.lastPathComponent)")
        .filter { $0.pathExtension == "http" }
        .map {
          let file = $0.deletingPathExtension().lastPathComponent
          let method = file.replacingOccurrences(of: "response-to-", with: "").uppercased()
          return Case(
            name: place.lastPathComponent, bytes: [UInt8](try Data(contentsOf: $0)),
            method: HTTPMethod(method))
        }
    }
  }

  static let allRequests: [Case] = orEmpty {
    try requests("smuggling") + requests("refused") + requests("accepted")
  }
  static let allResponses: [Case] = orEmpty {
    try responses("wire-faults") + responses("responses")
  }

  /// The tests that use a corpus check first that it is there.
  private static func orEmpty(_ cases: () throws -> [Case]) -> [Case] {
    (try? cases()) ?? []
  }
}
