import Foundation
import Glibc
import SynchroJSON
import SynchroLinks
import SynchroPXB
import SynchroTestSupport
import Testing

/// The example device in Python over pipes. Says so, and proves nothing, where there is no python3.
@Suite struct PythonDeviceTests {
  private static let hasPython: Bool = {
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    return path.split(separator: ":").contains { access("\($0)/python3", X_OK) == 0 }
  }()

  private func header(_ id: String, _ sequence: Int, _ clock: RealClock) -> Header {
    Header(run: "r1", id: id, sequence: sequence, clock: "h", at: clock.now)
  }

  @Test(
    .enabled(if: hasPython, "python3 is not there: the Python device was not tried"),
    .timeLimit(.minutes(1)))
  func `the example device shakes hands, reads a meter and ends in order`() async throws {
    let device = Fixtures.root.appending(path: "Fixtures/pxb/device.py").path
    let link = ExecLink(ExecCommand("python3", ["-B", device]))
    let heard = Listening()
    let loop = try LinkLoop(name: "test")
    let clock = RealClock()
    link.start(on: loop, deliver: heard.deliver)
    let hello = Hello(header: header("h1", 1, clock), nonce: "n", time: clock.now)
    link.send(OutgoingMessage(.hello(hello)), to: nil)
    let greeted = try #require(await heard.arrivals(1).first)
    guard case .success(.capability(let capability)) = greeted.outcome else {
      Issue.record("\(greeted.outcome)")
      return
    }
    let roles = capability.roles
    let selection = Selection(
      header: header("h2", 2, clock), correlation: capability.header.id, roles: roles,
      payloads: capability.payloads.map(\.name))
    link.send(OutgoingMessage(.selection(selection)), to: nil)
    guard case .success(.confirmation)? = await heard.arrivals(2).last?.outcome else {
      Issue.record("\(heard.events)")
      return
    }
    let asked = PayloadMessage(
      header: header("p1", 1, clock), name: "on-demand_Mtr-read_cmd", kind: .command,
      from: harness, to: Party(meter),
      attributes: .object([
        JSONField("meter_id", .string("m1")), JSONField("reading_type", .string("kWh-del")),
      ]),
      body: PackedBody(mode: .fill, bytes: [UInt8](repeating: 0, count: 25)))
    link.send(OutgoingMessage(.payload(asked)), to: nil)
    let names = await heard.arrivals(4).dropFirst(2).map { arrival in
      switch arrival.outcome {
      case .success(.receipt(let receipt)): "receipt of \(receipt.correlation)"
      case .success(.payload(let payload)): "\(payload.name) \(payload.correlation ?? "")"
      case .success(let other): "\(other)"
      case .failure(let fault): "\(fault)"
      }
    }
    #expect(Set(names) == ["receipt of p1", "on-demand_Mtr-read_resp-data p1"])
    link.close()
    let end = await heard.end()
    #expect(end?.reason == .finished, "\(String(describing: end))")
  }
}
