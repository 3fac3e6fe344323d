import SynchroHTTP
import SynchroJSON

extension Quirk {
  /// An empty PATCH closes the grant.
  static let grantPatchEmptyCloses = Quirk("grant-patch-empty-closes")
  /// PATCH with a member that cannot be modified is refused.
  static let grantPatchUnknownRefused = Quirk("grant-patch-unknown-refused")
  /// PATCH changes receipts and the end of the grant.
  static let grantPatchTakesAnything = Quirk("grant-patch-takes-anything")
  /// Values of PATCH that are wrong make the server fail.
  static let grantPatchInvalidFails = Quirk("grant-patch-invalid-fails")
  /// Values of PATCH that are wrong are passed over with 200.
  static let grantPatchInvalidIgnored = Quirk("grant-patch-invalid-ignored")
  /// The answer to PATCH shows the new values, and nothing else ever does.
  static let grantPatchForgotten = Quirk("grant-patch-forgotten")
  /// The answer to PATCH shows the values of before.
  static let grantPatchOldBody = Quirk("grant-patch-old-body")
  /// A change that is looked at first is answered with 200.
  static let grantReviewIs200 = Quirk("grant-review-200")
  /// A change that is looked at first leaves the status as it was.
  static let grantReviewNotPending = Quirk("grant-review-not-pending")
  /// A change that is looked at first is answered without content.
  static let grantReviewNoBody = Quirk("grant-review-no-body")
}

/// One grant. CDS-WG1-02, sections 8.5 and 8.6.
struct GrantEndpoint {
  /// What the path names.
  let id: String

  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    let grant = try grant(for: call, world)
    try call.allow(.get, .head, .patch)
    guard call.request.method == .patch else {
      return call.privateDocument(grant.shown(to: call, in: world))
    }
    return try patch(grant, call, &world)
  }

  private func grant(for call: CDSCall, _ world: CDSWorld) throws(CDSProblem) -> Grant {
    let token = try call.administrator(in: world)
    let found =
      call.has(.grantsOfEverybody)
      ? world.state.grants[id] : world.grant(id, of: token.registration)
    // Grants of others are as unknown as those that never were.
    guard let found else { throw CDSProblem(.notFound, "no grant has the name '\(id)'") }
    return found
  }

  private func patch(
    _ grant: Grant, _ call: CDSCall, _ world: inout CDSWorld
  ) throws(CDSProblem) -> HTTPResponse {
    let body = try call.jsonObject()
    let before = grant.shown(to: call, in: world)
    // Copied only for the defect that needs it: registrations may have thousands of grants.
    let saved = call.has(.grantPatchForgotten) ? world.state.grants : nil
    let change: GrantChange
    do throws(CDSProblem) {
      change = try GrantChange(body, of: grant, call, world)
    } catch {
      if call.has(.grantPatchInvalidFails) {
        throw CDSProblem(.internalServerError, "an unexpected value was met")
      }
      if call.has(.grantPatchInvalidIgnored) { return call.answer(before) }
      throw error
    }
    world.apply(change, to: grant, at: call.now)
    if call.has(.grantPatchTakesAnything) { overwrite(grant.id, with: body, &world) }
    let changed = world.state.grants[grant.id] ?? grant
    let isReviewed = change.needsReview
    if isReviewed, call.has(.grantReviewNotPending) {
      world.state.grants.update(grant.id) { $0.status = grant.status }
    }
    let after = (world.state.grants[grant.id] ?? changed).shown(to: call, in: world)
    if let saved { world.state.grants = saved }
    let shown = call.has(.grantPatchOldBody) ? before : after
    guard isReviewed, !call.has(.grantReviewIs200) else { return call.answer(shown) }
    if call.has(.grantReviewNoBody) {
      return HTTPResponse(.accepted, fields: ["Content-Length": "0", "Cache-Control": "no-store"])
    }
    return call.answer(shown, .accepted)
  }

  /// Takes over members that belong to the server.
  private func overwrite(_ id: String, with body: JSONValue, _ world: inout CDSWorld) {
    world.state.grants.update(id) { grant in
      if body["expires"] == .null { grant.expires = nil }
      if case .array(let receipts)? = body["receipt_confirmations"] {
        grant.receipts = receipts.compactMap { receipt in
          if case .string(let text) = receipt { text } else { nil }
        }
      }
    }
  }
}
