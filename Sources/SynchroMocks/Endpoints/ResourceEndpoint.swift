import SynchroHTTP

/// A map, a GeoJSON object or another file that an object links to.
struct ResourceEndpoint {
  let resource: CDSSeed.Resource

  func respond(to call: CDSCall) -> HTTPResponse {
    switch resource.content {
    case .text(let text):
      call.cacheable(Array(text.utf8), contentType: resource.contentType)
    case .json(let value): call.document(value, contentType: resource.contentType)
    }
  }
}
