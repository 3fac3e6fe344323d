import SynchroJSON

@testable import SynchroMocks

/// Two registrations that are in the world without having asked, so that a tour needs no endpoint
/// but those that it is about.
struct Residents {
  /// The access tokens of the administrators, and of a client without their scope.
  var token = ""
  var otherToken = ""
  var narrowToken = ""
  /// The clients of the first registration.
  var administrator = ""
  var sandbox = ""
  /// The administrator and another client of the second registration.
  var otherAdministrator = ""
  var stranger = ""
  static let first = "registration-first"
  static let second = "registration-second"

  /// Moves both in, and has the first asked for what its registration fields demand.
  init(in tour: Tour) {
    let now = tour.clock.now
    let residents = tour.service.withWorld { world in
      var residents = Residents()
      for name in [Self.first, Self.second] {
        let scopes = name == Self.first ? ["cds_client_admin", "lakeland_market"] : []
        let clients = Self.clients(of: name, at: tour)
        clients.forEach { world.state.clients.insert($0) }
        let registration = Registration(
          id: name, created: now, administrator: clients[0].id, managementToken: "managed-" + name,
          scopes: scopes, fields: [])
        world.state.registrations[name] = registration
        world.startOnboarding(of: registration, at: now)
        let token = world.issueToken(
          .access, to: clients[0], scopes: clients[0].scopes, credential: nil,
          lifetime: .seconds(90 * 86_400), at: now
        ).id
        if name == Self.first {
          residents.token = token
          residents.administrator = clients[0].id
          residents.sandbox = clients[1].id
          residents.narrowToken =
            world.issueToken(
              .access, to: clients[1], scopes: clients[1].scopes, credential: nil, at: now
            ).id
        } else {
          residents.otherToken = token
          residents.otherAdministrator = clients[0].id
          residents.stranger = clients[1].id
        }
      }
      return residents
    }
    self = residents
  }

  private init() {}

  private static func clients(of registration: String, at tour: Tour) -> [ClientObject] {
    [
      client(
        registration + "-admin", registration, ["cds_client_admin"], [.production], at: tour),
      client(
        registration + "-market", registration, ["lakeland_market"], [.sandbox, .disabled],
        at: tour),
    ]
  }

  private static func client(
    _ id: String, _ registration: String, _ scopes: [String], _ options: [ClientObject.Status],
    at tour: Tour
  ) -> ClientObject {
    ClientObject(
      id: id, registration: registration, created: tour.clock.now, modified: tour.clock.now,
      scopes: scopes, authMethod: "client_secret_basic", grantTypes: ["client_credentials"],
      responseTypes: [], detailsTypes: scopes.filter { $0 != "cds_client_admin" },
      status: options[0], statusOptions: options,
      serverMetadata: .own(CDSSeed.wellKnownPath), name: id,
      firstScopes: scopes)
  }
}
