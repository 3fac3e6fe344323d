/// Messages that wait until they are asked for, by the instance that asks.
///
/// Whoever asks without an instance gets what nobody else has a box for. What is for several goes into every
/// box, so that each gets it once.
struct Mailboxes {
  private struct Box {
    private(set) var messages: [OutgoingMessage] = []
    private(set) var octets = 0

    init(_ messages: [OutgoingMessage] = []) {
      self.messages = messages
      octets = messages.lineOctets
    }

    mutating func add(_ message: OutgoingMessage) {
      messages.append(message)
      octets += message.octets.count + 1
    }

    mutating func removeFirst(_ count: Int) -> [OutgoingMessage] {
      let first = Array(messages[..<count])
      messages.removeFirst(count)
      octets -= first.lineOctets
      return first
    }

    /// Drops the oldest messages until no more octets are left than that; how many they were.
    mutating func trim(to most: Int) -> Int {
      var excess = octets - most
      var count = 0
      while excess > 0, count < messages.count {
        excess -= messages[count].octets.count + 1
        count += 1
      }
      return count == 0 ? 0 : removeFirst(count).count
    }
  }

  private var boxes: [String: Box] = [:]
  /// How many octets wait, those of several boxes for each of them.
  private(set) var octets = 0

  /// The name of the box of those who ask without an instance.
  static let anonymous = ""

  func hasBox(_ name: String) -> Bool { boxes[name] != nil }

  var count: Int { boxes.count }

  /// Makes the box of somebody who asks for the first time; what waited for it is put in.
  mutating func open(_ name: String) {
    guard boxes[name] == nil else { return }
    guard name != Self.anonymous, let waiting = boxes[Self.anonymous]?.messages else {
      boxes[name] = Box()
      return
    }
    let own = Box(waiting.filter { $0.instance == nil || $0.instance == name })
    let others = Box(waiting.filter { $0.instance != name })
    octets += own.octets + others.octets - waiting.lineOctets
    boxes[name] = own
    boxes[Self.anonymous] = others
  }

  /// Takes a box away, with the messages that nobody has asked for.
  mutating func close(_ name: String) -> [OutgoingMessage] {
    guard let box = boxes.removeValue(forKey: name) else { return [] }
    octets -= box.octets
    return box.messages
  }

  /// Puts a message where its receiver will find it; the boxes that it went into.
  mutating func put(_ message: OutgoingMessage, only name: String? = nil) -> [String] {
    let names: [String]
    if let name {
      names = [name]
    } else if let instance = message.instance {
      names = [boxes[instance] == nil ? Self.anonymous : instance]
    } else {
      names = boxes.isEmpty ? [Self.anonymous] : Array(boxes.keys)
    }
    for name in names { boxes[name, default: Box()].add(message) }
    octets += names.count * (message.octets.count + 1)
    return names
  }

  /// Takes out what is there, up to a number and a size; at least one message.
  mutating func take(_ name: String, limit: Int, octets: Int) -> [OutgoingMessage] {
    guard let count = boxes[name]?.messages.batchCount(limit: limit, octets: octets) else {
      return []
    }
    let first = boxes[name]?.removeFirst(count) ?? []
    self.octets -= first.lineOctets
    return first
  }

  /// Drops the oldest messages of the boxes that are over their share, when all boxes together hold more octets
  /// than they may; how many each lost, and how many octets had waited in it.
  ///
  /// So a box that nobody empties loses its own messages, and those who ask in time keep theirs.
  mutating func trim(to most: Int) -> [(box: String, count: Int, octets: Int)] {
    guard octets > most else { return [] }
    // With room for more, so that it is not done again for the next message.
    let share = most / boxes.count / 4 * 3
    var dropped: [(box: String, count: Int, octets: Int)] = []
    for (name, box) in boxes where box.octets > share {
      let count = boxes[name]?.trim(to: share) ?? 0
      octets -= box.octets - (boxes[name]?.octets ?? 0)
      dropped.append((name, count, box.octets))
    }
    return dropped
  }

  /// How many messages wait, for the report of an end.
  var waiting: Int { boxes.values.reduce(0) { $0 + $1.messages.count } }
}

extension Array<OutgoingMessage> {
  /// How many of the first messages make one request.
  func batchCount(limit: Int, octets: Int) -> Int {
    var total = 0
    var count = 0
    for message in prefix(limit) {
      total += message.octets.count + 1
      guard count == 0 || total <= octets else { break }
      count += 1
    }
    return count
  }

  /// How many octets the messages are as lines.
  var lineOctets: Int { reduce(0) { $0 + $1.octets.count + 1 } }

  /// The messages as lines.
  var lines: [UInt8] {
    var body: [UInt8] = []
    for message in self {
      body += message.octets
      body.append(0x0A)
    }
    return body
  }
}
