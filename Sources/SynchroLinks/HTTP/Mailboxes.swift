/// Messages that wait until they are asked for, by the instance that asks.
///
/// Whoever asks without an instance gets what nobody else has a box for. What is for several goes into every
/// box, so that each gets it once.
struct Mailboxes {
  private var boxes: [String: [OutgoingMessage]] = [:]

  /// The name of the box of those who ask without an instance.
  static let anonymous = ""

  func hasBox(_ name: String) -> Bool { boxes[name] != nil }

  var count: Int { boxes.count }

  /// Makes the box of somebody who asks for the first time; what waited for it is put in.
  mutating func open(_ name: String) {
    guard boxes[name] == nil else { return }
    guard name != Self.anonymous, let waiting = boxes[Self.anonymous] else {
      boxes[name] = []
      return
    }
    boxes[name] = waiting.filter { $0.instance == nil || $0.instance == name }
    boxes[Self.anonymous] = waiting.filter { $0.instance != name }
  }

  /// Takes a box away, with the messages that nobody has asked for.
  mutating func close(_ name: String) -> [OutgoingMessage] {
    boxes.removeValue(forKey: name) ?? []
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
    for name in names { boxes[name, default: []].append(message) }
    return names
  }

  /// Takes out what is there, up to a number and a size; at least one message.
  mutating func take(_ name: String, limit: Int, octets: Int) -> [OutgoingMessage] {
    guard let waiting = boxes[name] else { return [] }
    let count = waiting.batchCount(limit: limit, octets: octets)
    boxes[name]?.removeFirst(count)
    return Array(waiting[..<count])
  }

  /// How many messages wait, for the report of an end.
  var waiting: Int { boxes.values.reduce(0) { $0 + $1.count } }
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
