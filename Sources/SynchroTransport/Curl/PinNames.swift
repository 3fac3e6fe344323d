/// Names that stand for lists of pinned addresses.
///
/// libcurl keeps a pin in the name cache of its multi handle, where it would also answer for
/// connections that asked for no pin. A made-up name per list keeps them apart.
struct PinNames {
  private var names: [[String]: String] = [:]

  mutating func name(for pins: [String]) -> String {
    if let name = names[pins] { return name }
    let name = "pin-\(names.count).invalid"
    names[pins] = name
    return name
  }
}
