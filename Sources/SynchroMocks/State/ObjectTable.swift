/// An object that belongs to a registration.
protocol OwnedObject: Sendable, Codable {
  /// Its name, unique on the server.
  var id: String { get }
  /// The registration it belongs to.
  var registration: String { get }
}

/// Objects by name and by registration, in the order in which they came.
struct ObjectTable<Object: OwnedObject>: Sendable, Codable {
  private var objects: [String: Object] = [:]
  private var idsByOwner: [String: [String]] = [:]

  var count: Int { objects.count }

  /// Every object, in no order.
  var all: some Collection<Object> { objects.values }

  /// The object of that name; setting it puts a new one in or replaces the one that is there.
  subscript(id: String) -> Object? {
    get { objects[id] }
    set {
      guard let newValue else {
        if let old = objects.removeValue(forKey: id) {
          // The oldest goes most often, and stands in front.
          if let index = idsByOwner[old.registration]?.firstIndex(of: id) {
            idsByOwner[old.registration]?.remove(at: index)
          }
        }
        return
      }
      if objects.updateValue(newValue, forKey: id) == nil {
        idsByOwner[newValue.registration, default: []].append(id)
      }
    }
  }

  mutating func insert(_ object: Object) { self[object.id] = object }

  /// Changes an object where it is; nil when there is none of that name.
  @discardableResult
  mutating func update<Result>(_ id: String, _ change: (inout Object) -> Result) -> Result? {
    guard let index = objects.index(forKey: id) else { return nil }
    return change(&objects.values[index])
  }

  /// Takes away every object of a registration that is meant, in one pass over them.
  mutating func removeAll(of registration: String, where isMeant: (Object) -> Bool) {
    guard let ids = idsByOwner[registration] else { return }
    var kept: [String] = []
    for id in ids {
      if let object = objects[id], isMeant(object) {
        objects[id] = nil
      } else {
        kept.append(id)
      }
    }
    idsByOwner[registration] = kept.isEmpty ? nil : kept
  }

  /// The objects of a registration, in the order in which they came.
  func owned(by registration: String) -> [Object] {
    (idsByOwner[registration] ?? []).compactMap { objects[$0] }
  }

  /// The oldest object of a registration that is meant.
  func first(of registration: String, where isMeant: (Object) -> Bool) -> Object? {
    for id in idsByOwner[registration] ?? [] {
      if let object = objects[id], isMeant(object) { return object }
    }
    return nil
  }

  func count(of registration: String) -> Int { idsByOwner[registration]?.count ?? 0 }
}
