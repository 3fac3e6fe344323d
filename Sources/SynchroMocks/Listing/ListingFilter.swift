import SynchroHTTP
import SynchroTiming

/// The filters of a query, all of which an object must pass.
struct ListingFilter<Object> {
  /// What one parameter asks of an object.
  enum Test {
    /// One of the words of the value is one of the object's.
    case words((Object) -> [String])
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
    var kept = objects
    for (parameter, test) in tests {
      for value in query.values(parameter) {
        let holds = try predicate(test, value, parameter)
        kept = kept.filter(holds)
      }
    }
    return kept
  }

  private func predicate(
    _ test: Test, _ value: String, _ parameter: String
  ) throws(CDSProblem) -> (Object) -> Bool {
    switch test {
    case .words(let words):
      let wanted = Set(value.split(separator: " ").map(String.init))
      return { object in words(object).contains { wanted.contains($0) } }
    case .after(let moment):
      let bound = try timestamp(value, parameter)
      return { moment($0) >= bound }
    case .before(let moment):
      let bound = try timestamp(value, parameter)
      return { moment($0) <= bound }
    }
  }

  private func timestamp(_ value: String, _ parameter: String) throws(CDSProblem) -> Timestamp {
    do {
      return try Timestamp(rfc3339: value)
    } catch {
      throw CDSProblem(.badRequest, "'\(parameter)' must be a date and time of RFC 3339")
    }
  }
}
