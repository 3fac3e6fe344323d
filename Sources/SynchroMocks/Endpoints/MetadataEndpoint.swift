import SynchroHTTP
import SynchroJSON

/// A server metadata object. CDS-WG1-01, section 3.2.
struct MetadataEndpoint {
  let source: CDSSeed.Metadata

  func respond(to call: CDSCall) -> HTTPResponse { call.document(object) }

  private var object: JSONValue {
    var fields = [
      JSONField("cds_metadata_version", "v1"),
      JSONField("cds_metadata_url", .string("{origin}" + source.path)),
    ]
    fields += source.object
    if let coverage = source.coverage {
      fields.append(JSONField("coverage", .string("{origin}" + coverage.path)))
    }
    return .object(fields)
  }
}
