import Foundation
import SynchroCatalog
import SynchroFlows
import SynchroRunner
import SynchroScript
import SynchroTestSupport
import SynchroText
import Testing

@testable import SynchroCLI

/// The flow suites of the checkout: what they say of the rows of the tables.
@Suite struct FlowSuiteTests {
  private static var console: Console {
    Console(out: Output(), err: Output(), read: FileBytes.read)
  }
  private static let suites = SuitesDirectory(path: Fixtures.root.path + "/Suites")

  private static let catalogue: FlowCatalogue? = try? FlowFiles(console: Self.console).catalogue(
    in: suites)

  private static let flowSuites: [Suite] = ((try? suites.files(["suite"])) ?? []).compactMap {
    path in
    guard path.contains("/sg-network/") else { return nil }
    return (try? console.source(path)).flatMap { SuiteParser.parse($0).suite }
  }

  @Test func `nothing is wrong with them`() async throws {
    let library = try await SuiteFiles(console: Self.console).library(from: Self.suites)
    let renderer = DiagnosticRenderer()
    let families: Set = ["sg-network", "smart-appliance", "der-exchange"]
    for finding in await library.check() {
      let parts = Set(finding.source.name.split(separator: "/").map(String.init))
      guard !parts.isDisjoint(with: families) else { continue }
      Issue.record("\(renderer.render(finding.diagnostic, in: finding.source))")
    }
  }

  @Test func `every row is tried by a flow or has a reason`() throws {
    let catalogue = try #require(Self.catalogue)
    var named: [String: Int] = [:]
    for suite in Self.flowSuites {
      for row in suite.untested {
        named[row.row.value, default: 0] += 1
        #expect(row.reason.value.count > 30, "\(row.row.value)")
      }
      for message in suite.flows.flatMap(\.messages) {
        for reference in message.requirements {
          if case .id(let id) = reference.target { named[id, default: 0] += 1 }
        }
      }
    }
    #expect(Self.flowSuites.count == 13)
    #expect(Set(named.keys) == Set(catalogue.rows.map(\.id)))
  }

  @Test func `the choices decide every row whose columns do not say what belongs together`() throws
  {
    let catalogue = try #require(Self.catalogue)
    let path = Self.suites.path + "/sg-network/choices.json"
    let choices = try FlowFiles(console: Self.console).choices(path, for: catalogue)
    let open = catalogue.rows.filter { $0.pairing == .unknown }
    #expect(open.count == 29)
    for row in open {
      let resolution = row.resolved(by: choices[row.id])
      #expect(!resolution.variants.isEmpty && resolution.reasons.isEmpty, "\(row.id)")
    }
  }

  @Test func `whoever sends in a step sends in a combination of its row`() throws {
    let catalogue = try #require(Self.catalogue)
    let path = Self.suites.path + "/sg-network/choices.json"
    let choices = try FlowFiles(console: Self.console).choices(path, for: catalogue)
    for suite in Self.flowSuites {
      let plays = Dictionary(
        suite.actors.map { ($0.name.value, $0.plays.map(\.value)) }, uniquingKeysWith: { $1 })
      for message in suite.flows.flatMap(\.messages) {
        for reference in message.requirements {
          guard case .id(let id) = reference.target, let row = catalogue.row(id) else { continue }
          let senders = row.resolved(by: choices[id]).variants.flatMap(\.from)
          for actor in plays[message.from.value] ?? [] {
            #expect(
              senders.contains { $0 == actor || catalogue.qualifiedActors[$0] == actor },
              "\(suite.name.value): \(id) from \(actor)")
          }
        }
      }
    }
  }

  @Test func `a row reads as a requirement`() throws {
    let catalogue = try #require(Self.catalogue)
    let row = try #require(catalogue.row("4.15.4.1/SW_opr_cmd"))
    let requirement = row.requirement(untested: nil)
    #expect(
      requirement.statement == """
        CIS/Billing - Utility sends SW_opr_cmd to 2-Way Meter - Electr: consumed in less than \
        1 min, more than 98 %
        """)
    #expect(requirement.document == "SG-Network" && requirement.level == .must)
    let all = try FlowFiles(console: Self.console).completed(Catalogue(), below: Self.suites)
    #expect(all.requirements.count == 206)
    #expect(
      all.requirements.filter { $0.reason != nil }.map(\.id) == ["4.12.4.1/otg_ntf_evnt_data"])
  }
}
