import SynchroHTTP
import SynchroJSON
import SynchroTiming

/// The five listings of CDS-WG1-02; defects that several of them can have are told apart by it.
enum CDSListing: String, Sendable, CaseIterable {
  case clients, messages, credentials, grants, files

  /// The answers in which it is shown.
  var answer: CDSAnswer {
    switch self {
    case .clients: .clientList
    case .messages: .messageList
    case .credentials: .credentialList
    case .grants: .grantList
    case .files: .fileList
    }
  }
}

/// What a listing has to know of an object.
protocol ListableObject: Sendable {
  /// Its name.
  var id: String { get }
  /// What listings are ordered by.
  var modified: Timestamp { get }
}

extension ClientObject: ListableObject {}
extension Message: ListableObject {}
extension Credential: ListableObject {}
extension Grant: ListableObject {}
extension ProvidedFile: ListableObject {}

/// An element of a listing that is shown already.
struct ListedObject: ListableObject {
  let id: String
  let modified: Timestamp
  let shown: JSONValue
}

/// A segment of a listing with the links to its neighbours.
struct ListingSegment: Sendable {
  let shown: [JSONValue]
  let next: JSONValue
  let previous: JSONValue

  /// The document of a listing that has one list, of that name.
  func document(_ name: String) -> JSONValue {
    .object([
      JSONField(name, .array(shown)), JSONField("next", next), JSONField("previous", previous),
    ])
  }
}

extension CDSCall {
  /// A listing may be cut only behind its hundredth object (CDS-WG1-02, sections 5.3 and others).
  static let segmentLength = 100

  /// The segment that the query asks for, of objects that the filters have kept, in the order in
  /// which they came; only what is in it is shown.
  func segment<Object: ListableObject>(
    of objects: [Object], _ listing: CDSListing, at path: String, query: HTTPForm,
    parameter: String = "page", show: (Object) -> JSONValue
  ) throws(CDSProblem) -> ListingSegment {
    if objects.isEmpty, errs(.emptyIsNotFound, listing) {
      throw CDSProblem(.notFound, "there is nothing to list")
    }
    let ordered = order(objects, listing)
    let length = errs(.shortSegments, listing) ? 10 : Self.segmentLength
    let pages = max(1, (ordered.count + length - 1) / length)
    let page = try pageNumber(query, parameter)
    // Whoever follows a link after objects have gone finds an empty segment behind the last one.
    let start = page > pages ? ordered.count : (page - 1) * length
    let overlap = start > 0 && errs(.overlaps, listing) ? 1 : 0
    let links = SegmentLinks(
      call: self, listing: listing, path: path, parameter: parameter, query: query, page: page,
      pages: pages)
    return ListingSegment(
      shown: ordered[(start - overlap)..<min(start + length, ordered.count)].map(show),
      next: links.next, previous: links.previous)
  }

  /// The same, of objects that are shown already.
  func segment(
    of objects: [ListedObject], _ listing: CDSListing, at path: String, query: HTTPForm,
    parameter: String = "page"
  ) throws(CDSProblem) -> ListingSegment {
    try segment(of: objects, listing, at: path, query: query, parameter: parameter) { $0.shown }
  }

  private func order<Object: ListableObject>(
    _ objects: [Object], _ listing: CDSListing
  ) -> [Object] {
    if errs(.byCreation, listing) { return objects.reversed() }
    if errs(.byIdentifier, listing) { return objects.sorted { $0.id < $1.id } }
    // Sorting is stable: of objects of one moment the younger comes first.
    let newestFirst = objects.reversed().sorted { $0.modified > $1.modified }
    if errs(.ascending, listing) { return newestFirst.reversed() }
    if errs(.oldestInFront, listing) { return newestFirst.suffix(1) + newestFirst.dropLast() }
    return newestFirst
  }

  private func pageNumber(_ query: HTTPForm, _ parameter: String) throws(CDSProblem) -> Int {
    let values = query.values(parameter)
    guard let text = values.first else { return 1 }
    guard values.count == 1, let number = Int(text), number >= 1 else {
      throw CDSProblem(.badRequest, "'\(parameter)' must be one number, from 1 on")
    }
    return number
  }
}

/// The links from one segment to the next and to the one before.
private struct SegmentLinks {
  let call: CDSCall
  let listing: CDSListing
  let path: String
  let parameter: String
  let query: HTTPForm
  let page: Int
  let pages: Int

  var next: JSONValue {
    guard page < pages else { return errs(.endless) ? link(page) : .null }
    if errs(.cut) { return .null }
    return link(errs(.nextLoops) ? page : page + 1)
  }

  var previous: JSONValue {
    guard page > 1 else { return errs(.previousAtStart) ? link(0) : .null }
    if errs(.previousIsNull) { return .null }
    return link(errs(.previousLoops) ? page : min(page - 1, pages))
  }

  private func link(_ number: Int) -> JSONValue {
    let filters = errs(.filtersForgotten) ? [] : query.fields.filter { $0.name != parameter }
    let fields = (filters + [HTTPForm.Field(parameter, String(number))]).map { field in
      PercentCoding.encode(field.name) + "=" + PercentCoding.encode(field.value)
    }
    let target = path + "?" + fields.joined(separator: "&")
    return errs(.relativeLinks) ? .string(target) : call.url(.own(target))
  }

  private func errs(_ fault: ListingFault) -> Bool { call.errs(fault, listing) }
}
