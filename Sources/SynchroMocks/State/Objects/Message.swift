import SynchroJSON
import SynchroTiming

/// A message. CDS-WG1-02, section 6.1.
struct Message: OwnedObject {
  /// Section 6.2.
  enum Kind: String, Sendable, Codable, CaseIterable {
    case notification
    case privateMessage = "private_message"
    case productionRequest = "production_request"
    case supportRequest = "support_request"
    case grantRequest = "grant_request"
    case fieldChanges = "field_changes"
    case serverRequest = "server_request"
    case clientSubmission = "client_submission"
    case paymentRequest = "payment_request"
    case onlineFormRequest = "online_form_request"
    case pdfFormRequest = "pdf_form_request"
    case requestUpdate = "request_update"
  }

  /// Section 6.3.
  enum Status: String, Sendable, Codable, CaseIterable {
    case complete, open, pending, rejected, errored
  }

  /// Section 6.4.
  enum RelatedType: String, Sendable, Codable, CaseIterable {
    case moreInfo = "more_info"
    case documentation, support
    case onlineForm = "online_form"
    case pdfForm = "pdf_form"
    case paymentForm = "payment_form"
    case paymentReceipt = "payment_receipt"
    case clientList = "client_list"
    case client
    case grantList = "grant_list"
    case grant
    case messageList = "message_list"
    case message
    case credentialList = "credential_list"
    case credential
  }

  /// What the link of a message leads to.
  struct Related: Sendable, Codable {
    var link: CDSLink
    var type: RelatedType
  }

  let id: String
  let registration: String
  let kind: Kind
  /// The message that this one answers, as it was linked.
  var previous: CDSLink?
  var isRead = false
  /// The client that wrote it; nil when the server did.
  var creator: String?
  let created: Timestamp
  var modified: Timestamp
  var status: Status
  var name: String
  var description: String
  var updatesRequested: [JSONValue]?
  var grantsRequested: [JSONValue]?
  var attachments: [JSONValue]?
  var related: Related?
  /// The amount and its currency, for requests of payment.
  var amount: JSONValue?
  var currency: String?
  /// The registration field whose fulfilment this message is about.
  var registrationField: String?

  /// Where it is.
  var link: CDSLink { .own(CDSEndpoint.messages.path + "/" + id) }
}
