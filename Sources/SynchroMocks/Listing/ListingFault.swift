import SynchroHTTP

/// What can be wrong with any of the listings; each is a defect of each listing.
enum ListingFault: String, Sendable, CaseIterable {
  case ascending
  case oldestInFront = "oldest-in-front"
  case byIdentifier = "by-id"
  case byCreation = "by-creation"
  case endless
  case cut
  case nextLoops = "next-loops"
  case overlaps
  case previousAtStart = "previous-at-start"
  case previousLoops = "previous-loops"
  case previousIsNull = "previous-null"
  case filtersForgotten = "forgets-filters"
  case relativeLinks = "relative-links"
  case shortSegments = "short-segments"
  case emptyIsNotFound = "empty-404"
  /// What one of several filters keeps is shown.
  case filtersUnite = "filters-unite"
  /// Everything is shown when nothing matches.
  case everythingForNothing = "falls-back"

  /// How it is turned on for one of the listings.
  func quirk(_ listing: CDSListing) -> Quirk { Quirk("\(listing.rawValue)-listing-\(rawValue)") }
}

/// What can be wrong with one filter of a listing.
enum FilterFault: String, Sendable, CaseIterable {
  /// The parameter is not looked at.
  case ignored
  /// The whole value is taken for one word.
  case oneWord = "one-word"
  /// Only the first word counts.
  case firstWord = "first-word"
  /// The bound itself is left out.
  case exclusive
  /// All the words of an object must be the one that is wanted.
  case wholeField = "whole-field"
  /// Only the first of two places is looked at.
  case onePlace = "one-place"

  /// How it is turned on for a parameter of one of the listings.
  func quirk(_ listing: CDSListing, _ parameter: String) -> Quirk {
    Quirk("\(listing.rawValue)-filter-\(parameter.replacing("_", with: "-"))-\(rawValue)")
  }
}

extension CDSCall {
  /// Whether a listing has a fault; most servers have none, and do not make its name.
  func errs(_ fault: ListingFault, _ listing: CDSListing) -> Bool {
    !quirks.isEmpty && quirks.contains(fault.quirk(listing))
  }

  func errs(_ fault: FilterFault, _ listing: CDSListing, _ parameter: String) -> Bool {
    !quirks.isEmpty && quirks.contains(fault.quirk(listing, parameter))
  }
}
