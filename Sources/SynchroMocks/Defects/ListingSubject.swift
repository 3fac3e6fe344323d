/// One of the five listings, as its defects need it.
struct ListingSubject: Sendable {
  /// A parameter that objects can be chosen by, with the rows that its faults break.
  struct Filter: Sendable {
    let parameter: String
    let faults: [(fault: FilterFault, rows: [String])]

    /// A parameter whose faults all break the same row.
    init(_ parameter: String, _ row: String, _ faults: FilterFault...) {
      self.init(parameter, faults.map { ($0, [row]) })
    }

    init(_ parameter: String, _ faults: [(fault: FilterFault, rows: [String])]) {
      self.parameter = parameter
      self.faults = faults
    }
  }

  let listing: CDSListing
  /// The section of the specification, as requirements name it.
  let section: String
  /// The members that hold objects, and the links of each, named after it or not at all.
  let lists: [(name: String, links: String)]
  let filters: [Filter]

  /// What sentences call it.
  var title: String { "the listing of \(listing.rawValue)" }
  var answers: Set<CDSAnswer> { [listing.answer] }

  func row(_ slug: String) -> String { "\(section)/\(slug)" }

  static let all: [ListingSubject] = [clients, messages, credentials, grants, files]

  static let clients = ListingSubject(
    listing: .clients, section: "WG1-02/5.3", lists: [("clients", "")],
    filters: [Filter("client_ids", "filter-client-ids", .ignored, .oneWord, .firstWord)])

  static let messages = ListingSubject(
    listing: .messages, section: "WG1-02/6.8",
    lists: [
      ("outstanding", "outstanding_"), ("unread", "unread_"), ("read", "read_"),
    ],
    filters: [Filter("message_ids", "filter-message-ids", .oneWord, .firstWord)])

  static let credentials = ListingSubject(
    listing: .credentials, section: "WG1-02/7.3", lists: [("credentials", "")],
    filters: [
      Filter("credential_ids", "filter-credential-ids", .ignored, .oneWord, .firstWord),
      Filter("client_ids", "filter-client-ids", .ignored, .oneWord, .firstWord),
      Filter("after", "filter-after", .ignored, .exclusive),
      Filter("before", "filter-before", .ignored, .exclusive),
    ])

  static let grants = ListingSubject(
    listing: .grants, section: "WG1-02/8.4", lists: [("grants", "")],
    filters: [
      Filter("grant_ids", "filter-grant-ids", .ignored, .oneWord),
      Filter("parents", "filter-parents", .ignored),
      Filter("statuses", "filter-statuses", .ignored, .firstWord),
      Filter("client_ids", "filter-client-ids", .ignored),
      Filter(
        "scopes",
        [
          (.ignored, ["filter-scopes-scope", "filter-scopes-ad-type"]),
          (.wholeField, ["filter-scopes-scope"]), (.onePlace, ["filter-scopes-ad-type"]),
        ]),
      Filter("receipt_confirmations", "filter-receipts", .ignored),
      Filter("after", "filter-after", .ignored, .exclusive),
      Filter("before", "filter-before", .ignored, .exclusive),
    ])

  static let files = ListingSubject(
    listing: .files, section: "WG1-02/9.2", lists: [("files", "")],
    filters: [Filter("file_ids", "filter-file-ids", .ignored, .oneWord, .firstWord)])
}
