import SynchroHTTP
import SynchroJSON
import SynchroMocks

extension CDSTraffic {
  /// Requests that change an object or make one.
  mutating func changeDraft(for errand: CDSErrand) -> CDSDraft {
    switch errand {
    case .clientChange:
      let client = client { $0.object != nil }
      return CDSDraft(
        .put, client.path ?? "/cds/unknown", authorization: administrator(),
        .json(changed(client.object ?? .null)))
    case .messageCreation:
      return CDSDraft(
        .post, CDSEndpoint.messages.path, authorization: administrator(), .json(message()))
    case .messageChange:
      return patch(.message, ["read": .bool(chance(2))])
    case .credentialCreation:
      return CDSDraft(
        .post, CDSEndpoint.credentials.path, authorization: administrator(),
        .json(["client_id": .string(client().id)]))
    case .credentialChange:
      // Far away mostly: who expires the last secret of an administrator is locked out.
      let moment = chance(20) ? 1 : 4_102_444_800 - Int.random(in: 0..<1_000, using: &random)
      return patch(.credential, ["client_secret_expires_at": .integer(moment)])
    case .grantChange:
      let changes: [JSONValue] = [
        ["scope": "lakeland_usage"], ["authorization_details": []],
        ["authorization_details": [["type": "lakeland_usage", "lakeland_months": 3]]],
        ["status": "active"], ["status": "closed"], ["description": "ignored"],
      ]
      return patch(.grant, pick(changes))
    default: return form()
    }
  }

  /// A form out of a page, filled in and sent off.
  private mutating func form() -> CDSDraft {
    let parts = word(.form).split(separator: "?", maxSplits: 1).map(String.init)
    let fields = parts.count == 2 ? HTTPForm(decoding: parts[1])?.fields : nil
    var draft = CDSDraft(.post, parts.first ?? "", .form(fields ?? []))
    if known.words[.cookie] != nil { draft.fields.append(("Cookie", word(.cookie))) }
    return draft
  }

  private mutating func patch(_ kind: CDSKnowledge.Kind, _ change: JSONValue) -> CDSDraft {
    CDSDraft(.patch, path(kind), authorization: administrator(), .json(change))
  }

  /// A Client Object with one thing changed that clients may change.
  private mutating func changed(_ object: JSONValue) -> JSONValue {
    guard case .object(var fields) = object else { return object }
    let changes: [(String, JSONValue)] = [
      ("client_name", "Renamed"), ("contacts", ["a@fuzz.example", "b@fuzz.example"]),
      ("redirect_uris", ["https://fuzz.example/cb", "http://127.0.0.1/cb"]),
      ("client_uri", "https://fuzz.example/new"), ("cds_default_authorization_details", []),
      ("cds_status", "sandbox"), ("scope", "lakeland_usage"),
    ]
    let change = pick(changes)
    for index in fields.indices where fields[index].key == change.0 {
      fields[index].value = change.1
    }
    return .object(fields)
  }

  private mutating func message() -> JSONValue {
    let link: JSONValue = .string(origin + path(.message))
    let client: JSONValue = client { $0.object != nil }.object?["cds_client_uri"] ?? .null
    let messages: [JSONValue] = [
      [
        "previous_uri": nil, "type": "private_message", "name": "Hello", "description": "World",
        "attachments": [
          ["filename": "a.pdf", "mime_type": "application/pdf", "data": "JVBERi0xLjQ="]
        ],
      ],
      [
        "previous_uri": link, "type": "support_request", "name": "Help", "description": "Please",
        "related_uri": .string(origin + "/docs"),
      ],
      [
        "previous_uri": nil, "type": "production_request", "name": "", "description": "",
        "related_uri": client,
      ],
      [
        "previous_uri": nil, "type": "grant_request", "name": "", "description": "",
        "related_uri": client,
        "grants_requested": [["scope": "lakeland_usage", "authorization_details": []]],
      ],
      [
        "previous_uri": link, "type": "client_submission", "name": "", "description": "",
        "updates_requested": [["field": "lakeland_review", "description": "done"]],
      ],
    ]
    return pick(messages)
  }
}
