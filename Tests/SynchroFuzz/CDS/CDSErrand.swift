/// What a client may want of a CDS server, and how often.
enum CDSErrand: CaseIterable {
  case metadata
  case coverage
  case page
  case registration
  case clientToken
  case grantToken
  case codeToken
  case refresh
  case revocation
  case introspection
  case pushedRequest
  case authorization
  case pushedAuthorization
  case login
  case consent
  case clients
  case client
  case clientChange
  case messages
  case message
  case messageCreation
  case messageChange
  case credentials
  case credential
  case credentialCreation
  case credentialChange
  case grants
  case grant
  case grantChange
  case files
  case file
  case link
  case form
  case operation
  case overview

  /// Its share of the traffic.
  var weight: Int {
    switch self {
    case .registration, .credentialCreation, .messageCreation: 2
    case .clientToken, .codeToken, .login, .consent, .authorization: 6
    case .metadata, .page: 2
    default: 4
    }
  }

  /// Every errand as often as its weight says.
  static let weighted: [CDSErrand] = allCases.flatMap { errand in
    Array(repeating: errand, count: errand.weight)
  }

  /// Whether it leaves something behind for good when it succeeds, be it a line in a log.
  var isLasting: Bool {
    switch self {
    case .registration, .consent, .clientChange, .credentialCreation, .credentialChange,
      .messageCreation, .grantChange, .form, .operation:
      true
    default: false
    }
  }
}
