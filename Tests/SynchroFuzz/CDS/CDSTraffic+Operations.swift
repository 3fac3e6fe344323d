import SynchroHTTP
import SynchroJSON

extension CDSTraffic {
  var operatorField: String { "Bearer " + operatorKey }

  static let overviews = ["", "/registrations", "/clock", "/defects"]

  /// Something that an operator does. Defects stay off: what they break is broken on purpose.
  mutating func operation() -> CDSDraft {
    let registration = "/registrations/" + word(.registration)
    let client = "/clients/" + client().id
    let status: JSONValue = .string(pick(["complete", "rejected", "pending", "errored"]))
    let operations: [(String, JSONValue)] = [
      ("/clock", ["advance": .integer(Int.random(in: 0..<600, using: &random))]),
      ("/clock", ["advance": "90m"]),
      (client + "/production", [:]),
      (client + "/credentials", [:]),
      ("/credentials/" + object(.credential) + "/expiry", ["at": .string(pick(Self.moments))]),
      (client + "/grants", ["scope": "lakeland_usage", "status": "active", "user": "ada"]),
      (
        client + "/grants",
        ["scope": .string(pick(Self.scopes)), "not_before": "2030-01-01T00:00:00Z"]
      ),
      (
        "/grants/" + object(.grant) + "/status",
        [
          "status": .string(
            pick(["active", "pending", "suspended", "revoked", "expired", "errored"]))
        ]
      ),
      (
        client + "/files",
        [
          "name": "bill.pdf", "mime_type": "application/pdf", "description": "A bill",
          "content": "JVBERi0xLjQK", "scope": "cds_server_provided_files_1",
        ]
      ),
      (
        registration + "/messages",
        ["type": "notification", "name": "Maintenance", "description": "Tonight"]
      ),
      (
        registration + "/requests",
        [
          "name": "Insurance", "description": "Send it",
          "fields": [["field": "insurance", "name": "Insurance", "description": "A policy"]],
        ]
      ),
      ("/messages/" + object(.message) + "/decision", ["status": status, "reason": "because"]),
      ("/messages/" + object(.message) + "/link", [:]),
      (registration + "/onboarding", ["status": status, "reason": "because"]),
      (registration + "/forms", ["field": "lakeland_questionnaire"]),
    ]
    let operation = pick(operations)
    return CDSDraft(
      .post, "/operator" + operation.0, authorization: operatorField, .json(operation.1))
  }

  /// The name of an object of a kind: where its path ends.
  private mutating func object(_ kind: CDSKnowledge.Kind) -> String {
    path(kind).split(separator: "/").last.map(String.init) ?? "unknown"
  }
}
