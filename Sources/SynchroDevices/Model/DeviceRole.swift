/// The classes of actors: what they are made of, what can be read from them and provoked in them.
public enum DeviceRole: String, Sendable, CaseIterable {
  case meter
  case home
  case vehicle
  case appliance
  case gateway
  case feeder
  case storage
  case office
  case nms
  case cdcs
  case css
  case trader

  /// Whether load can be managed there, and a price be in force.
  public var hasLoad: Bool {
    switch self {
    case .meter, .home, .vehicle, .appliance: true
    case .gateway, .feeder, .storage, .office, .nms, .cdcs, .css, .trader: false
    }
  }

  /// Whether it stands at the customer's or in the field, behind a gateway.
  public var isField: Bool {
    switch self {
    case .meter, .home, .vehicle, .appliance, .feeder, .storage: true
    case .gateway, .office, .nms, .cdcs, .css, .trader: false
    }
  }
}
