import SynchroHTTP
import SynchroJSON
import SynchroText
import SynchroVerdict

/// What the authorization server's metadata tells about whether clients can be registered for a run.
extension Doctor {
  /// Says what will stand in the way of suites that register clients, and what to write about it;
  /// nothing of it keeps the other suites from running.
  func registration(_ metadata: ExchangeAnswer) async -> [DoctorFinding] {
    if metadata.status?.code == 401 || metadata.status?.code == 403 {
      return [
        DoctorFinding(
          .warning, "the metadata document is for clients that have logged in",
          nextStep: "name a public one as 'metadata url', and this one as "
            + "restricted_metadata_url with [credentials restricted]", field: "metadata url")
      ]
    }
    guard let root = Self.object(metadata), let text = root["oauth_metadata"]?.string else {
      return []
    }
    guard let url = try? URI(text), url.origin != nil else {
      return [
        DoctorFinding(
          .warning, "oauth_metadata is '\(VisibleText.excerpt(text))', which cannot be read",
          nextStep: "suites that register clients will decide nothing")
      ]
    }
    let order = ExchangeOrder(.get, url, fields: ["Accept": "application/json"])
    let answer = await look(order)
    guard answer.fault == nil, let server = Self.object(answer) else {
      let why =
        answer.fault?.sentence ?? "it answers with \(answer.status?.code ?? 0) and no object"
      return [
        DoctorFinding(
          .warning, "the authorization server metadata at \(url.text) cannot be read: \(why)",
          nextStep: "suites that register clients will decide nothing")
      ]
    }
    return strangers(server) + clients(server) + scopes(server) + people(server)
  }

  private static func object(_ answer: ExchangeAnswer) -> JSONNode? {
    guard answer.fault == nil, answer.status == .ok,
      let document = try? JSONDocument(parsing: SourceText(name: "metadata", bytes: answer.body)),
      document.root.kind == .object
    else { return nil }
    return document.root
  }

  // MARK: - Hosts

  /// Endpoints on other hosts are not shown secrets before the target file says so.
  private func strangers(_ server: JSONNode) -> [DoctorFinding] {
    let names = [
      "token_endpoint", "registration_endpoint", "revocation_endpoint", "introspection_endpoint",
      "pushed_authorization_request_endpoint", "authorization_endpoint", "cds_clients_api",
      "cds_messages_api", "cds_credentials_api", "cds_grants_api", "cds_server_provided_files_api",
    ]
    let origins = names.compactMap { server[$0]?.string.flatMap { try? URI($0) }?.origin }
    let unknown = Set(origins).subtracting(context.target.trustedOrigins)
    return unknown.map(\.description).sorted().map { origin in
      DoctorFinding(
        .warning, "endpoints are at \(origin), which may not see secrets",
        nextStep: "add 'allow origin: \(origin)' if it belongs to the target", field: "allow origin"
      )
    }
  }

  // MARK: - Clients

  private func clients(_ server: JSONNode) -> [DoctorFinding] {
    let values = context.target.values
    if values["client_id"] != nil {
      guard context.secrets.values["CLIENT_SECRET"] != nil else {
        return [
          DoctorFinding(
            .warning, "the target file names a client and no secret of it",
            nextStep: "add [secret CLIENT_SECRET]", field: "[values] client_id")
        ]
      }
      let words = "suites use the client that the target file names"
      guard values["second_client_id"] != nil else {
        return [
          DoctorFinding(
            .warning, words + ", and have no second one, so isolation stays unproven",
            nextStep: "name a client of another registration: second_client_id, "
              + "[secret SECOND_CLIENT_SECRET]", field: "[values]")
        ]
      }
      return [DoctorFinding(.ok, words + ", and a second one")]
    }
    guard server["registration_endpoint"]?.string != nil else {
      return [
        DoctorFinding(
          .warning, "clients cannot be registered by a program: there is no registration_endpoint",
          nextStep: "register by hand, and name the client: client_id, [secret CLIENT_SECRET]",
          field: "[values]")
      ]
    }
    return [DoctorFinding(.ok, "suites register clients of their own")]
  }

  // MARK: - Scopes

  private func scopes(_ server: JSONNode) -> [DoctorFinding] {
    guard let descriptions = server["cds_scope_descriptions"], descriptions.kind == .object else {
      return []
    }
    let fields = server["cds_registration_fields"]
    let told = context.target.values["registration"].map(Self.keys) ?? []
    var missing: [String: [String]] = [:]
    var reviewed: [String] = []
    for member in descriptions.members {
      guard let requirements = member.value["registration_requirements"] else { continue }
      for id in requirements.elements.compactMap(\.string) {
        guard let field = fields?[id] else { continue }
        if field["type"]?.string == "registration_field" {
          guard field["default"] == nil, let name = field["field_name"]?.string,
            !told.contains(name)
          else { continue }
          missing[member.key, default: []].append(name)
        } else if !reviewed.contains(member.key) {
          reviewed.append(member.key)
        }
      }
    }
    var findings: [DoctorFinding] = []
    for (scope, names) in missing.sorted(by: { $0.key < $1.key }) {
      findings.append(
        DoctorFinding(
          .warning,
          "the scope '\(VisibleText.escape(scope))' is left out: nobody has told "
            + names.map { "'\(VisibleText.escape($0))'" }.joined(separator: ", "),
          nextStep: "add registration = {\"NAME\": VALUE} to the section [values]",
          field: "[values] registration"))
    }
    if !reviewed.isEmpty {
      let list = reviewed.map { "'\(VisibleText.escape($0))'" }.joined(separator: ", ")
      // What is said of the hooks themselves tells whether they work.
      let isConcluded = context.target.operatorAccess != nil || !context.target.hooks.isEmpty
      findings.append(
        DoctorFinding(
          isConcluded ? .ok : .warning, "registering for \(list) involves people or forms",
          nextStep: isConcluded
            ? nil : "hooks let the operator conclude it; without them its tests stay untestable",
          field: "[hooks]"))
    }
    return findings
  }

  private static func keys(_ value: JSONValue) -> [String] {
    guard case .object(let fields) = value else { return [] }
    return fields.map(\.key)
  }

  // MARK: - People

  private func people(_ server: JSONNode) -> [DoctorFinding] {
    let asksUsers =
      server["response_types_supported"]?.elements.contains { $0.string == "code" } ?? false
    guard asksUsers else { return [] }
    if context.target.hooks["authorize"] != nil {
      return [DoctorFinding(.ok, "a command of the target file signs in as a user")]
    }
    let accounts = context.target.accounts.count
    guard accounts == 0 else {
      return [
        DoctorFinding(.ok, "\(accounts) test account\(accounts == 1 ? "" : "s") can sign in")
      ]
    }
    return [
      DoctorFinding(
        .warning, "users authorize clients here, and there is no test account",
        nextStep: "add one to the section [accounts], or the hook 'authorize' for a login that "
          + "needs a person", field: "[accounts]")
    ]
  }
}
