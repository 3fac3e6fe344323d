import SynchroTiming

/// A file that the server shares with a client. CDS-WG1-02, section 9.1.
struct ProvidedFile: OwnedObject {
  let id: String
  let registration: String
  let created: Timestamp
  var modified: Timestamp
  var mediaType: String
  var name: String
  var description: String
  var content: [UInt8]

  /// Where it is.
  var link: CDSLink { .own(CDSEndpoint.files.path + "/" + id) }
  /// Where its content is.
  var download: CDSLink { .own(CDSEndpoint.files.path + "/" + id + "/data") }
}
