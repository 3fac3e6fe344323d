import SynchroPXB

/// What the other parties are called: those that the harness named, and those heard from.
struct Directory: Sendable {
  private var named: [String: [String]] = [:]
  private var heard: [String: String] = [:]

  mutating func name(_ roles: [Capability.Role]) {
    named = [:]
    for role in roles { named[role.actor, default: []] += role.instances }
  }

  mutating func hear(_ sender: Sender) { heard[sender.actor] = sender.instance }

  mutating func forget() { heard = [:] }

  /// An instance of an actor that is known to be there. Of several, each device has its own: the
  /// one with its number.
  func instance(of actor: String, for number: Int) -> String? {
    guard let instances = named[actor], !instances.isEmpty else { return heard[actor] }
    return instances[number % instances.count]
  }

  /// Whether the harness plays an instance.
  func plays(_ party: Sender) -> Bool {
    named[party.actor]?.contains(party.instance) ?? false
  }

  /// The number of a party among the named instances of its actor.
  func number(of party: Sender) -> Int? { named[party.actor]?.firstIndex(of: party.instance) }

  /// What an actor is called whom nobody has named: `cis-billing-utility`.
  static func usualName(of actor: String) -> String {
    var name = ""
    for character in actor.lowercased() {
      if character.isLetter || character.isNumber {
        name.append(character)
      } else if !name.isEmpty, name.last != "-" {
        name.append("-")
      }
    }
    return name.last == "-" ? String(name.dropLast()) : name
  }
}
