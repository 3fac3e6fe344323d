import SynchroJSON

/// The decisions of the endpoints that a defect can turn; the defaults are right.
struct CDSRules: Sendable {
  /// How a listing is ordered by `updated`.
  enum Order: Sendable {
    case newestFirst
    case oldestFirst
    /// Right, but for the oldest entry in front.
    case oldestPinned

    func sort(_ entries: [CDSSeed.Entry]) -> [CDSSeed.Entry] {
      // Sorting is stable: entries of the same moment keep the order of the seed.
      switch self {
      case .newestFirst: return entries.sorted { $0.updated > $1.updated }
      case .oldestFirst: return entries.sorted { $0.updated < $1.updated }
      case .oldestPinned:
        let sorted = entries.sorted { $0.updated > $1.updated }
        return Array(sorted.suffix(1) + sorted.dropLast())
      }
    }
  }

  /// How the filter `ids` is read.
  enum IDs: Sendable {
    case list
    case oneValue
    case ignored
  }

  var order = Order.newestFirst
  var ids = IDs.list
  var filtersUnite = false
  var showsEverythingWhenNothingMatches = false
  var keepsFiltersOnLinks = true
  var lastPageLinksToItself = false
  var firstPageHasPrevious = false
  var previousLeadsToItself = false
  var previousLeadsToTheFirst = false
  var pagesOverlap = false
  var restrictedIsOpen = false
  var anyTokenOpens = false
}
