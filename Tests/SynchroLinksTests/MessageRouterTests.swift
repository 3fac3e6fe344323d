import SynchroJSON
import SynchroPXB
import SynchroSystem
import Synchronization
import Testing

@testable import SynchroLinks

@Suite struct MessageRouterTests {
  private final class NoLink: Link {
    let name = "none"
    func start(on loop: LinkLoop, deliver: @escaping @Sendable (LinkEvent) -> Void) {}
    func send(_ message: OutgoingMessage, to peer: LinkPeer?) -> SendOutcome { .queued }
    func close() {}
  }

  private let north = RoutePlace(link: 0, peer: LinkPeer(number: 0))
  private let south = RoutePlace(link: 1, peer: LinkPeer(number: 0))
  private let orders = RoutePlace(link: 2, peer: LinkPeer(number: 0))

  private func router() -> MessageRouter {
    var router = MessageRouter([
      LinkAttachment(NoLink()), LinkAttachment(NoLink(), actors: ["PCT"]),
      LinkAttachment(NoLink(), carries: .control),
    ])
    for place in [north, south, orders] { router.opened(place) }
    return router
  }

  private func control(_ id: String) -> Message {
    .control(
      Control(
        header: Header(run: "r", id: id, sequence: 1, clock: "h", at: .epoch),
        verb: .observe(since: 0)))
  }

  @Test func `a payload goes to where its receiver was heard of last`() {
    var router = router()
    router.learn(payload("x", from: meter, to: harness), from: south)
    #expect(router.places(for: payload("y")) == [south])
    router.learn(payload("z", from: meter, to: harness), from: north)
    #expect(router.places(for: payload("y")) == [north])
    router.closed(north)
    #expect(router.places(for: payload("y")) == [south])
  }

  @Test func `an answer to somebody unheard goes where the question came from`() {
    var router = router()
    router.learn(payload("q", from: harness), from: south)
    router.learn(payload("r", from: harness), from: north)
    let copy = payload(
      "a", from: meter, to: Sender(actor: "MDMS", instance: "mdms"), correlation: "q")
    #expect(router.places(for: copy) == [south])
  }

  @Test func `an actor that a link is for is found there before it has spoken`() {
    let thermostat = Sender(actor: "PCT", instance: "p1")
    #expect(router().places(for: payload("q", to: thermostat)) == [south])
  }

  @Test func `what is for several goes to every link that may have them, and orders to theirs`() {
    let everyone = Party(actor: "PCT", scope: .everyone)
    guard case .payload(var message) = payload("b") else { return }
    message.to = everyone
    #expect(router().places(for: .payload(message)) == [north, south])
    message.to = Party(actor: "DAPjm", scope: .group("g1"))
    #expect(router().places(for: .payload(message)) == [north])
    #expect(router().places(for: control("c")) == [orders])
  }

  @Test func `a connection whose first message is an order carries no traffic`() {
    var router = MessageRouter([LinkAttachment(NoLink())])
    let first = RoutePlace(link: 0, peer: LinkPeer(number: 0))
    let second = RoutePlace(link: 0, peer: LinkPeer(number: 1))
    router.opened(first)
    router.opened(second)
    router.learn(control("c"), from: first)
    #expect(router.places(for: payload("x")) == [second])
    let header = Header(run: "r", id: "r", sequence: 1, clock: "d", at: .epoch)
    let result = ControlResult(header: header, correlation: "c", outcome: .done(.object([])))
    #expect(router.places(for: .controlResult(result)) == [first])
    #expect(router.places(for: .bye(Bye(header: header))) == [second])
  }

  @Test func `with nobody there a message waits on a link that is for it`() {
    let router = MessageRouter([
      LinkAttachment(NoLink(), carries: .control), LinkAttachment(NoLink()),
    ])
    #expect(router.places(for: payload("x")).isEmpty)
    #expect(router.waitingLink(for: payload("x")) == 1)
    #expect(router.waitingLink(for: control("c")) == 0)
  }
}
