import SynchroHTTP
import SynchroJSON
import SynchroServer

/// What goes wrong between a right document and the bytes that are sent, in servers that were put
/// together from several products: for the metadata and for an API, each with the row that needs
/// the document to be readable.
extension CDSDefect {
  private struct Place {
    let prefix: String
    let what: String
    /// The row that needs the document to be readable.
    let requirement: String
    /// A row that needs a member of it.
    let member: String
    let answers: Set<CDSAnswer>
  }

  private static let places = [
    Place(
      prefix: "metadata", what: "the metadata", requirement: "WG1-01/3/json-object-body",
      member: "WG1-01/3.2/field-name", answers: [.metadata]),
    Place(
      prefix: "oauth", what: "the authorization server metadata",
      requirement: "RFC8414/3.2/json-object", member: "RFC8414/2/issuer",
      answers: [.authorizationServer]),
    Place(
      prefix: "clients", what: "the list of clients", requirement: "WG1-02/5.3/get-list",
      member: "WG1-02/5.3/field-clients", answers: [.clientList]),
    Place(
      prefix: "token", what: "tokens", requirement: "RFC6749/5.1/json",
      member: "RFC6749/5.1/access-token", answers: [.token]),
  ]

  /// The bytes of right documents, spoilt.
  static let encodings: [CDSDefect] = places.flatMap { place -> [CDSDefect] in
    let changes: [(name: String, words: String, change: ReplyChange.Change)] = [
      ("byte-order-mark", "puts a byte order mark in front of", spoil { [0xEF, 0xBB, 0xBF] + $0 }),
      ("invalid-utf8", "sends a byte that is no UTF-8 in", spoil { inFirstName(of: $0, [0xFF]) }),
      ("trailing-bytes", "sends more JSON behind", spoil { $0 + Array("{}\n".utf8) }),
      ("cut-document", "leaves the last brace out of", spoil { cut($0) }),
      ("latin1", "sends ISO 8859-1, and says so, for", latin1),
      ("gzip-unasked", "compresses, unasked and without a word,", spoil(gzip)),
      ("as-html", "sends a page about an error, with 200, in the place of", errorPage),
      ("object-for-error", "sends an error object, with 200, in the place of", errorObject),
    ]
    return changes.map { name, words, change in
      CDSDefect(
        "\(place.prefix)-\(name)", "\(words) \(place.what)",
        breaks: name == "object-for-error" ? place.member : place.requirement,
        in: place.answers, [.reply(place.answers, change)])
    }
  }

  /// The list of clients behind every fault of HTTP; those that only take time are warned of.
  static let wireOfClients: [CDSDefect] = ServerFault.allCases.map { fault in
    let defect = CDSDefect(
      "clients-wire-" + fault.rawValue, "answers for the list of clients with \(fault.rawValue)",
      breaks: "WG1-02/5.3/get-list", in: [.clientList], [.wire([.clientList], fault)])
    switch fault {
    case .stall, .slowBytes, .hugeField: return defect.warnedOf()
    default: return defect
    }
  }

  /// What happens to some requests and not to others, as the random seed has it.
  static let moods: [CDSDefect] = [
    CDSDefect(
      "apis-fail-at-random", "answers 500 to one request of the APIs in eight, as the seed has it",
      breaks: "WG1-02/5/api-provided", in: apiAnswers,
      [
        .reply(apiAnswers) { call, response in
          guard call.chance(1, in: 8) else { return }
          response = CDSCall.problem(.internalServerError, "something went wrong")
        }
      ]
    ).warnedOf(),
    CDSDefect(
      "apis-forget-members", "leaves the last member out of one answer of the APIs in four",
      breaks: "WG1-02/5.3/field-previous", "WG1-02/7.3/field-previous", in: apiAnswers,
      [
        .reply(apiAnswers) { call, response in
          guard call.chance(1, in: 4), response.head.status == .ok,
            case .object(let fields)? = try? JSONDocument(
              parsing: String(decoding: response.body, as: UTF8.self)
            ).root.value
          else { return }
          let rest = JSONValue.object(Array(fields.dropLast()))
          response.body = Array((JSONPrinter.pretty(rest) + "\n").utf8)
        }
      ]),
  ]

  private static let apiAnswers: Set<CDSAnswer> = [
    .clientList, .messageList, .credentialList, .grantList, .fileList,
  ]

  // MARK: - Bytes

  private static func spoil(
    _ change: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) -> ReplyChange.Change {
    { _, response in
      guard response.head.status.category == .successful else { return }
      response.body = change(response.body)
      // The tag of a document is that of the bytes that are sent.
      response.head.fields.remove("ETag")
    }
  }

  /// Puts bytes behind the first quotation mark.
  private static func inFirstName(of body: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
    guard let quote = body.firstIndex(of: UInt8(ascii: "\"")) else { return body }
    return body[...quote] + bytes + body[(quote + 1)...]
  }

  private static func cut(_ body: [UInt8]) -> [UInt8] {
    guard let brace = body.lastIndex(of: UInt8(ascii: "}")) else { return body }
    return Array(body[..<brace])
  }

  private static let latin1: ReplyChange.Change = { call, response in
    guard response.head.status.category == .successful else { return }
    response.body = inFirstName(of: response.body, [0xE9])
    response.head.fields.remove("ETag")
    response.head.fields.set("Content-Type", "application/json; charset=iso-8859-1")
  }

  private static let gzip: @Sendable ([UInt8]) -> [UInt8] = { ContentEncoder.encode($0, as: .gzip) }

  private static let errorPage: ReplyChange.Change = { _, response in
    guard response.head.status.category == .successful else { return }
    response = HTTPResponse(
      .ok, fields: ["Content-Type": "text/html"],
      body: Array("<!doctype html><title>Error</title><p>Please try again later.\n".utf8))
  }

  private static let errorObject: ReplyChange.Change = { _, response in
    guard response.head.status.category == .successful else { return }
    response = HTTPResponse(
      .ok, fields: ["Content-Type": "application/json"],
      body: Array(#"{"status": 500, "message": "unexpected error"}"#.utf8))
  }
}
