import SynchroHTTP
import SynchroTiming

/// The filters of a query, all of which an object must pass.
struct ListingFilter<Object> {
  /// What one parameter asks of an object.
  enum Test {
    /// One of the words of the value is one of the object's.
    case words((Object) -> [String])
    /// The same, with words that stand in two places of the object.
    case wordsOfTwo((Object) -> [String], (Object) -> [String])
    /// The object's moment is on or after the value.
    case after((Object) -> Timestamp)
    /// The object's moment is on or before the value.
    case before((Object) -> Timestamp)
  }

  let tests: [(parameter: String, test: Test)]

  /// The objects that pass every filter of the query; a filter given twice counts twice.
  func apply(
    _ query: HTTPForm, to objects: [Object], _ listing: CDSListing, _ call: CDSCall
  ) throws(CDSProblem) -> [Object] {
    var predicates: [(Object) -> Bool] = []
    for (parameter, test) in tests where !call.errs(.ignored, listing, parameter) {
      for value in query.values(parameter) {
        let filter = FilterValue(
          text: value, parameter: parameter, faults: call.filterFaults(listing, parameter))
        predicates.append(try filter.predicate(test))
      }
    }
    guard !predicates.isEmpty else { return objects }
    let kept =
      call.errs(.filtersUnite, listing)
      ? objects.filter { object in predicates.contains { $0(object) } }
      : objects.filter { object in predicates.allSatisfy { $0(object) } }
    return kept.isEmpty && call.errs(.everythingForNothing, listing) ? objects : kept
  }
}

/// One value of a filter's parameter.
private struct FilterValue {
  let text: String
  let parameter: String
  let faults: Set<FilterFault>

  func predicate<Object>(
    _ test: ListingFilter<Object>.Test
  ) throws(CDSProblem) -> (Object) -> Bool {
    switch test {
    case .words(let words):
      let wanted = self.wanted
      if faults.contains(.wholeField) {
        return { wanted.contains(words($0).joined(separator: " ")) }
      }
      return { object in words(object).contains { wanted.contains($0) } }
    case .wordsOfTwo(let first, let second):
      let wanted = self.wanted
      if faults.contains(.onePlace) { return { first($0).contains { wanted.contains($0) } } }
      let isWhole = faults.contains(.wholeField)
      return { object in
        let words = isWhole ? [first(object).joined(separator: " ")] : first(object)
        return (words + second(object)).contains { wanted.contains($0) }
      }
    case .after(let moment):
      let bound = try timestamp()
      if faults.contains(.exclusive) { return { moment($0) > bound } }
      return { moment($0) >= bound }
    case .before(let moment):
      let bound = try timestamp()
      if faults.contains(.exclusive) { return { moment($0) < bound } }
      return { moment($0) <= bound }
    }
  }

  private var wanted: Set<String> {
    if faults.contains(.oneWord) { return [text] }
    let words = text.split(separator: " ").map(String.init)
    return Set(faults.contains(.firstWord) ? Array(words.prefix(1)) : words)
  }

  private func timestamp() throws(CDSProblem) -> Timestamp {
    // The plus of an offset that was not percent-encoded has become a space.
    for candidate in [text, text.replacing(" ", with: "+")] {
      if let time = try? Timestamp(rfc3339: candidate) { return time }
    }
    throw CDSProblem(
      .badRequest, "'\(parameter)' must be a date and time such as 2026-01-31T09:00:00Z")
  }
}

extension CDSCall {
  fileprivate func filterFaults(_ listing: CDSListing, _ parameter: String) -> Set<FilterFault> {
    guard !quirks.isEmpty else { return [] }
    return Set(FilterFault.allCases.filter { errs($0, listing, parameter) })
  }
}
