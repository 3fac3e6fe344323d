import SynchroHTTP
import SynchroJSON

extension CDSDefect {
  /// CDS-WG1-02, sections 5.3, 6.8, 7.3, 8.4 and 9.2: what can be wrong with each listing.
  static let listingFaults: [CDSDefect] = ListingSubject.all.flatMap { subject in
    ListingFault.allCases.compactMap { defect($0, of: subject) } + subject.filterDefects
  }

  /// Their members: missing, mistyped, or only in the first segment.
  static let listingFields: [CDSDefect] = ListingSubject.all.flatMap(\.fieldDefects)

  fileprivate init(
    _ quirk: Quirk, _ words: String, rows: [String], of subject: ListingSubject
  ) {
    id = quirk.name
    self.words = words
    requirements = rows.map { $0.contains("/") ? $0 : subject.row($0) }
    answers = subject.answers
    effects = [.quirk(quirk)]
  }

  private static func defect(_ fault: ListingFault, of subject: ListingSubject) -> CDSDefect? {
    guard let rows = subject.rows(brokenBy: fault) else { return nil }
    let words = "\(fault.words) \(subject.title)"
    let defect = CDSDefect(fault.quirk(subject.listing), words, rows: rows, of: subject)
    return fault == .shortSegments ? defect.warnedOf() : defect
  }
}

extension ListingFault {
  /// What the server does, up to the name of the listing.
  fileprivate var words: String {
    switch self {
    case .ascending: "puts what changed longest ago first in"
    case .oldestInFront: "puts one old object in front of all others in"
    case .byIdentifier: "orders by identifier"
    case .byCreation: "orders by creation, whatever changed since,"
    case .endless: "links from the last segment to itself in"
    case .cut: "gives no link to the rest after the first segment of"
    case .nextLoops: "links from each segment but the last to itself in"
    case .overlaps: "begins each segment with the last object of the one before in"
    case .previousAtStart: "links from the first segment to one before it in"
    case .previousLoops: "links back from each segment to itself in"
    case .previousIsNull: "gives no link back in"
    case .filtersForgotten: "forgets the filters on the links of"
    case .relativeLinks: "writes the links as paths without a host in"
    case .shortSegments: "puts ten objects in a segment of"
    case .emptyIsNotFound: "answers 404 when nothing is left in"
    case .filtersUnite: "shows what any one of several filters keeps in"
    case .everythingForNothing: "shows everything when nothing matches in"
    }
  }
}

extension ListingSubject {
  /// The rows that a fault breaks, the one it is meant for first; nil where it breaks none.
  fileprivate func rows(brokenBy fault: ListingFault) -> [String]? {
    let isMessages = listing == .messages
    switch fault {
    case .ascending, .byIdentifier, .byCreation:
      return ["order-modified-desc", "most-recent-first"]
    case .oldestInFront: return ["most-recent-first", "order-modified-desc"]
    case .endless: return ["next-null-end"]
    case .cut, .overlaps: return [isMessages ? "segment-link-target" : "next-target"]
    case .nextLoops: return [isMessages ? "segment-link-target" : "next-target", "next-null-end"]
    case .previousAtStart: return ["previous-null-start"]
    case .previousLoops, .previousIsNull: return isMessages ? nil : ["previous-target"]
    case .filtersForgotten: return [isMessages ? "filter-message-ids" : "segment-keeps-filters"]
    case .relativeLinks:
      return isMessages
        ? [
          "field-unread-next", "field-unread-previous", "field-read-next", "field-read-previous",
          Self.typeOfURLs,
        ] : ["field-next", "field-previous", Self.typeOfURLs]
    case .shortSegments: return isMessages ? nil : ["no-truncate-under-100"]
    case .emptyIsNotFound: return isMessages ? nil : [emptyRow]
    case .filtersUnite: return ["filters-intersect"]
    case .everythingForNothing:
      let first = filters.prefix(1).flatMap { $0.faults.prefix(1).flatMap(\.rows) }
      return isMessages ? first : [emptyRow] + first
    }
  }

  /// A row of another section, named in full.
  private static let typeOfURLs = "WG1-02/2/url-type"

  private var emptyRow: String { "\(listing.rawValue)-empty-list" }

  fileprivate var filterDefects: [CDSDefect] {
    filters.flatMap { filter in
      filter.faults.map { fault, rows in
        let words = fault.words(filter.parameter) + " in \(title)"
        let defect = CDSDefect(
          fault.quirk(listing, filter.parameter), words, rows: rows, of: self)
        // Precision that is not published may hide an object of the very moment.
        return fault == .exclusive && filter.parameter == "before" ? defect.warnedOf() : defect
      }
    }
  }

  fileprivate var fieldDefects: [CDSDefect] {
    let prefix = "\(listing.rawValue)-listing"
    var defects: [CDSDefect] = [
      CDSDefect(
        "\(prefix)-404", "answers 404 to GET of \(title)", breaks: row("get-list"), in: answers,
        [
          .reply(answers) { call, response in
            guard call.request.method == .get, response.head.status == .ok else { return }
            response = CDSCall.problem(.notFound, "the client is not approved yet")
          }
        ])
    ]
    for (name, links) in lists {
      let fields = [
        FieldFault(name, .list), FieldFault(links + "next", .urlOrNull),
        FieldFault(links + "previous", .urlOrNull),
      ]
      defects += fields.flatMap {
        $0.defects(prefix: prefix, of: title, at: "", section: section, in: answers)
      }
    }
    guard let (name, _) = lists.first, lists.count == 1 else { return defects }
    return defects + [
      CDSDefect(
        "\(prefix)-empty-null", "sends null for the empty list in \(title)", breaks: row(emptyRow),
        row("field-\(name)"), in: answers,
        .edit("/\(name)", .transform { $0 == [] ? .null : $0 }, in: answers)),
      later("next"), later("previous"),
    ]
  }

  /// A member that only the first segment has.
  private func later(_ member: String) -> CDSDefect {
    CDSDefect(
      "\(listing.rawValue)-listing-later-no-\(member)",
      "leaves \(member) out of all but the first segment of \(title)",
      breaks: row("field-\(member)"), in: answers,
      .edit(
        "",
        .transform { document in
          guard case .object(let fields) = document, document["previous"] != .null else {
            return document
          }
          return .object(fields.filter { $0.key != member })
        }, in: answers))
  }
}

extension FilterFault {
  /// What the server does with a parameter.
  fileprivate func words(_ parameter: String) -> String {
    switch self {
    case .ignored: "does not look at \(parameter)"
    case .oneWord: "takes the whole of \(parameter) for one value"
    case .firstWord: "looks at the first value of \(parameter) only"
    case .exclusive: "leaves the very moment out of \(parameter)"
    case .wholeField: "compares \(parameter) with the whole field"
    case .onePlace: "does not look for \(parameter) among the types of details"
    }
  }
}
