import SynchroHTTP
import SynchroJSON

/// A coverage listing. CDS-WG1-01, sections 4.1 and 4.2.
struct CoverageEndpoint {
  let coverage: CDSSeed.Coverage

  func respond(to call: CDSCall) -> HTTPResponse {
    guard let query = HTTPForm(decoding: call.request.query ?? "") else {
      return CDSCall.problem(.badRequest, "the query is not percent-encoded UTF-8")
    }
    let entries = call.rules.order.sort(filtered(by: query, call.rules))
    let pages = max(1, (entries.count + coverage.pageSize - 1) / coverage.pageSize)
    guard let page = page(in: query), (1...pages).contains(page) else {
      return CDSCall.problem(.badRequest, "'page' must be a number from 1 to \(pages)")
    }
    var start = (page - 1) * coverage.pageSize
    // The defect of a listing that counts its pages from the wrong end of the last one.
    if call.rules.pagesOverlap, page > 1 { start -= 1 }
    let shown = entries[start..<min(start + coverage.pageSize, entries.count)]
    let filters = call.rules.keepsFiltersOnLinks ? query.fields.filter { $0.name != "page" } : []
    func link(_ number: Int, isThere: Bool, loops: Bool) -> JSONValue {
      if isThere { return .string(url(page: number, filters)) }
      return loops ? .string(url(page: page, filters)) : .null
    }
    return call.document([
      "coverage_entries": .array(shown.map(\.object)),
      "next": link(page + 1, isThere: page < pages, loops: call.rules.lastPageLinksToItself),
      "previous": link(
        previous(of: page, call.rules), isThere: page > 1,
        loops: call.rules.firstPageHasPrevious),
    ])
  }

  private func previous(of page: Int, _ rules: CDSRules) -> Int {
    if rules.previousLeadsToItself { return page }
    return rules.previousLeadsToTheFirst ? 1 : page - 1
  }

  private func page(in query: HTTPForm) -> Int? {
    guard let text = query["page"] else { return 1 }
    return Int(text)
  }

  private func url(page: Int, _ filters: [HTTPForm.Field]) -> String {
    let parts = (filters + [HTTPForm.Field("page", String(page))]).map { field in
      PercentCoding.encode(field.name) + "=" + PercentCoding.encode(field.value)
    }
    return "{origin}\(coverage.path)?" + parts.joined(separator: "&")
  }

  // MARK: - Filters

  /// The entries that every filter keeps; of a filter given twice, both count.
  private func filtered(by query: HTTPForm, _ rules: CDSRules) -> [CDSSeed.Entry] {
    let tests = query.fields.compactMap { test($0, rules) }
    guard !tests.isEmpty else { return coverage.entries }
    let kept = coverage.entries.filter { entry in
      rules.filtersUnite
        ? tests.contains { $0(entry) } : tests.allSatisfy { $0(entry) }
    }
    return kept.isEmpty && rules.showsEverythingWhenNothingMatches ? coverage.entries : kept
  }

  private func test(
    _ field: HTTPForm.Field, _ rules: CDSRules
  ) -> ((CDSSeed.Entry) -> Bool)? {
    if field.name == "ids" {
      switch rules.ids {
      case .ignored: return nil
      case .oneValue: return { $0.id == field.value }
      case .list:
        let ids = Set(field.value.split(separator: " ").map(String.init))
        return { ids.contains($0.id) }
      }
    }
    guard let filter = coverage.filters.first(where: { $0.parameter == field.name }) else {
      return nil
    }
    return { $0.object[filter.member] == .string(field.value) }
  }
}
