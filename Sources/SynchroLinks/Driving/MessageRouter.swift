import SynchroPXB

/// Knows where a message goes: to where its receiver was last heard of, else to where the message came from that
/// it answers, else to whoever is there.
struct MessageRouter {
  /// How many senders and how many ids are remembered.
  private static let memory = 1 << 16

  private let attachments: [LinkAttachment]
  private var open: [RoutePlace] = []
  private var senders: [Sender: RoutePlace] = [:]
  private var origins: [String: RoutePlace] = [:]
  private var order: [String] = []
  private var oldest = 0
  private var lastTraffic: RoutePlace?
  /// Peers that have spoken, and whether they have for the control channel alone: the first message tells.
  private var isForOrders: [RoutePlace: Bool] = [:]

  init(_ attachments: [LinkAttachment]) {
    self.attachments = attachments
  }

  mutating func opened(_ place: RoutePlace) {
    if !open.contains(place) { open.append(place) }
  }

  mutating func closed(_ place: RoutePlace) {
    open.removeAll { $0 == place }
    senders = senders.filter { $0.value != place }
    isForOrders[place] = nil
    if lastTraffic == place { lastTraffic = nil }
  }

  /// Learns from a message where its sender is.
  mutating func learn(_ message: Message, from place: RoutePlace) {
    remember(message.header.id, place)
    if isForOrders[place] == nil { isForOrders[place] = message.kind == .control }
    switch message {
    case .control, .controlResult: return
    case .capability(let capability):
      for role in capability.roles {
        for instance in role.instances {
          note(Sender(actor: role.actor, instance: instance), place)
        }
      }
    default: break
    }
    lastTraffic = place
    if let sender = message.from { note(sender, place) }
  }

  /// Where a message goes; empty when nobody is there.
  func places(for message: Message) -> [RoutePlace] {
    switch message {
    case .payload(let payload):
      guard let receiver = payload.to.sender else { return everybody(playing: payload.to.actor) }
      if let place = senders[receiver] { return [place] }
      return one(answering: message, playing: receiver.actor)
    case .control: return some(default: open.first { carriesControl($0) })
    case .controlResult: return some(default: origin(of: message))
    case .hello, .bye: return everybody(playing: nil)
    case .receipt, .error, .capability, .selection, .confirmation:
      return one(answering: message, playing: nil)
    }
  }

  /// The link on which a message waits while nobody is there.
  func waitingLink(for message: Message) -> Int {
    attachments.firstIndex { attachment in
      switch message {
      case .control: attachment.carries != .traffic
      case .payload(let payload): attachment.serves(payload.to.actor)
      default: attachment.carries != .control
      }
    } ?? 0
  }

  // MARK: - Choices

  private func one(answering message: Message, playing actor: String?) -> [RoutePlace] {
    if let origin = origin(of: message) { return [origin] }
    if let actor, let place = open.first(where: { attachments[$0.link].names(actor) }) {
      return [place]
    }
    return some(default: nil)
  }

  private func some(default place: RoutePlace?) -> [RoutePlace] {
    let somebody = open.first { isForOrders[$0] != true && !carriesControl($0) } ?? open.first
    guard let place = place ?? lastTraffic ?? somebody else { return [] }
    return [place]
  }

  private func everybody(playing actor: String?) -> [RoutePlace] {
    open.filter { place in
      if isForOrders[place] == true { return false }
      let attachment = attachments[place.link]
      return actor.map { attachment.serves($0) } ?? (attachment.carries != .control)
    }
  }

  private func carriesControl(_ place: RoutePlace) -> Bool {
    attachments[place.link].carries == .control
  }

  private func origin(of message: Message) -> RoutePlace? {
    message.correlation.flatMap { origins[$0] }.flatMap { open.contains($0) ? $0 : nil }
  }

  // MARK: - Memory

  private mutating func note(_ sender: Sender, _ place: RoutePlace) {
    // A peer that speaks for ever new senders fills the memory and no more.
    guard senders[sender] != nil || senders.count < Self.memory else { return }
    senders[sender] = place
  }

  private mutating func remember(_ id: String, _ place: RoutePlace) {
    // With one peer there is nothing to choose between.
    guard open.count > 1 else { return }
    guard origins.updateValue(place, forKey: id) == nil else { return }
    if order.count < Self.memory {
      order.append(id)
    } else {
      origins[order[oldest]] = nil
      order[oldest] = id
      oldest = (oldest + 1) % Self.memory
    }
  }
}
