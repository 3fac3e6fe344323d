import SynchroHTTP

/// The redirect URI that the server makes: a receipt, or why there is none. CDS-WG1-02, section 4.2.
struct ReceiptEndpoint {
  func respond(to call: CDSCall, _ world: inout CDSWorld) throws(CDSProblem) -> HTTPResponse {
    try call.allow(.get, .head)
    let query: HTTPForm
    do {
      query = try call.query()
    } catch {
      throw call.problemPage("The address of this page is damaged.")
    }
    if call.has(.receiptMissing) { throw call.problemPage("There is no such page.", .notFound) }
    if let error = query["error"], !call.has(.receiptDespiteError) {
      return call.page(.refused(error, query["error_description"] ?? ""))
    }
    guard !call.has(.receiptDespiteError) || query["code"] != nil else {
      return call.page(.plainReceipt)
    }
    guard let id = query["code"],
      let code = world.state.authorizations.codes.value(id, at: call.now),
      let receipt = code.receipt,
      code.redirectURI.hasPrefix(call.request.origin + call.request.path)
    else {
      throw call.problemPage(
        "There is no receipt at this address, or it is too old to be shown. What was given is "
          + "not touched by that.", .notFound)
    }
    return call.page(.receipt(receipt, code, world, call))
  }
}
