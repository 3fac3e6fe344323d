import SynchroHTTP
import SynchroJSON

extension OperatorAction {
  /// Grants and files. CDS-WG1-02, sections 8 and 9.
  static let grantActions: [OperatorAction] = [
    OperatorAction(
      .post, "/clients/{id}/grants", "makes a grant for a client",
      members: "scope; authorization_details; status; user; parent; replacing; enabled_scope; "
        + "enabled_authorization_details; not_before; not_after; eta"
    ) { context, world throws(CDSProblem) in
      let body = try context.body.optionalString("scope") ?? ""
      let details = try context.body.array("authorization_details")
      var status = Grant.Status.active
      if context.body.has("status") {
        status = try context.body.choice("status", of: Grant.Status.self)
      }
      let user = try context.body.optionalString("user")
      let parent = try context.body.optionalString("parent")
      let replacing = try context.body.strings("replacing")
      let grant = try world.createGrant(
        for: context.id, scopes: body.split(separator: " ").map(String.init), details: details,
        status: status, terms: try Self.terms(&context.body), user: user, parent: parent,
        replacing: replacing, at: context.now)
      return Self.words(grant)
    },
    OperatorAction(
      .post, "/grants/{id}/status", "gives a grant another status",
      members: "status; enabled_scope; enabled_authorization_details; not_before; not_after; eta"
    ) { context, world throws(CDSProblem) in
      let status = try context.body.choice("status", of: Grant.Status.self)
      let terms = try Self.terms(&context.body)
      return Self.words(
        try world.setGrantStatus(context.id, to: status, terms: terms, at: context.now))
    },
    OperatorAction(
      .post, "/clients/{id}/files", "shares a file with a client",
      members: "name; mime_type; description; content in Base64; scope; grant: one of files; "
        + "count: how many such files, one unless told"
    ) { context, world throws(CDSProblem) in
      let name = try context.body.string("name")
      let mediaType = try context.body.string("mime_type")
      guard MediaType(mediaType) != nil else {
        throw CDSProblem(.badRequest, "'mime_type' must be a media type such as text/csv")
      }
      let description = try context.body.optionalString("description") ?? ""
      let content = try context.body.base64("content")
      let scope = try context.body.optionalString("scope")
      var grant = try context.body.optionalString("grant")
      let count = context.body.has("count") ? try context.body.count("count", in: 1...1000) : 1
      var ids: [String] = []
      for _ in 0..<count {
        let shared = try world.shareFile(
          with: context.id, name: name, mediaType: mediaType, description: description,
          content: content, scope: scope, grant: grant, at: context.now)
        grant = shared.grant.id
        ids.append(shared.file.id)
      }
      return [
        "file_id": .string(ids.last ?? ""), "grant_id": .string(grant ?? ""),
        "file_ids": .array(ids.map { .string($0) }),
      ]
    },
  ]

  private static func terms(_ body: inout OperatorBody) throws(CDSProblem) -> GrantTerms {
    var terms = GrantTerms()
    if let scope = try body.optionalString("enabled_scope") {
      terms.enabledScopes = scope.split(separator: " ").map(String.init)
    }
    if body.has("enabled_authorization_details") {
      terms.enabledDetails = try body.array("enabled_authorization_details")
    }
    terms.notBefore = try body.time("not_before")
    terms.notAfter = try body.time("not_after")
    terms.eta = try body.time("eta")
    return terms
  }

  private static func words(_ grant: Grant) -> JSONValue {
    [
      "grant_id": .string(grant.id), "client_id": .string(grant.clientID),
      "status": .string(grant.status.rawValue),
      "scope": .string(grant.scopes.joined(separator: " ")),
      "enabled_scope": .string(grant.enabledScopes.joined(separator: " ")),
    ]
  }
}
