import SynchroHTTP
import SynchroJSON
import SynchroTiming

/// The five listings of CDS-WG1-02; defects that several of them can have are told apart by it.
enum CDSListing: String, Sendable, CaseIterable {
  case clients, messages, credentials, grants, files
}

/// An element of a listing: the object as it is shown and what it is ordered by.
struct ListedObject: Sendable {
  let id: String
  let modified: Timestamp
  let shown: JSONValue
}

/// A segment of a listing with the links to its neighbours.
struct ListingSegment: Sendable {
  let shown: [JSONValue]
  let next: JSONValue
  let previous: JSONValue
}

extension CDSCall {
  /// A listing may be cut only behind its hundredth object (CDS-WG1-02, sections 5.3 and others).
  static let segmentLength = 100

  /// The segment that the query asks for, of objects that the filters have kept.
  func segment(
    of objects: [ListedObject], _ listing: CDSListing, at path: String, query: HTTPForm,
    parameter: String = "page"
  ) throws(CDSProblem) -> ListingSegment {
    // Sorting is stable: of objects of one moment the younger comes first.
    let ordered = objects.reversed().sorted { $0.modified > $1.modified }
    let pages = max(1, (ordered.count + Self.segmentLength - 1) / Self.segmentLength)
    var page = 1
    if let text = query[parameter] {
      guard let number = Int(text), (1...pages).contains(number) else {
        throw CDSProblem(.badRequest, "'\(parameter)' must be a number from 1 to \(pages)")
      }
      page = number
    }
    let start = (page - 1) * Self.segmentLength
    let shown = ordered[start..<min(start + Self.segmentLength, ordered.count)]
    let filters = query.fields.filter { $0.name != parameter }
    func link(_ number: Int) -> JSONValue {
      let fields = (filters + [HTTPForm.Field(parameter, String(number))]).map { field in
        PercentCoding.encode(field.name) + "=" + PercentCoding.encode(field.value)
      }
      return url(.own(path + "?" + fields.joined(separator: "&")))
    }
    return ListingSegment(
      shown: shown.map(\.shown), next: page < pages ? link(page + 1) : .null,
      previous: page > 1 ? link(page - 1) : .null)
  }
}
