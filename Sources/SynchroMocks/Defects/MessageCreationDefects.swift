import SynchroHTTP
import SynchroJSON

extension Quirk {
  // What is taken.
  static let smallMessages = Quirk("message-limit-one-megabyte")
  static let postWithoutType = Quirk("message-type-assumed")
  static let postOfAnyType = Quirk("message-type-forged")
  static let postWithoutPrevious = Quirk("message-previous-assumed")
  static let submissionUnlinked = Quirk("message-submission-unlinked")
  static let anyPrevious = Quirk("message-previous-unchecked")
  static let submissionWithoutUpdates = Quirk("message-submission-empty")
  static let grantRequestWithoutList = Quirk("message-grants-absent")
  static let grantRequestOfAnyType = Quirk("message-grants-any-type")
  static let anyProductionTarget = Quirk("message-production-unchecked")
  // What is kept.
  static let nameSpoofed = Quirk("message-id-spoofed")
  static let createdSpoofed = Quirk("message-created-spoofed")
  static let createdUnread = Quirk("message-created-unread")
  static let creatorForgotten = Quirk("message-creator-forgotten")
  static let creatorSpoofed = Quirk("message-creator-spoofed")
  static let modifiedLater = Quirk("message-modified-later")
  static let previousForgotten = Quirk("message-previous-forgotten")
  static let grantsForgotten = Quirk("message-grants-forgotten")
  static let attachmentsForgotten = Quirk("message-attachments-forgotten")
  static let supportLinkReplaced = Quirk("message-support-link-replaced")
  static let granteeReplaced = Quirk("message-grantee-replaced")
  static let submissionLeavesOpen = Quirk("message-submission-leaves-open")
  // What a PATCH does.
  static let patchWithoutEffect = Quirk("message-patch-without-effect")
  static let patchResetsName = Quirk("message-patch-resets-name")
  static let patchSetsStatus = Quirk("message-patch-sets-status")
  static let patchRefusesMore = Quirk("message-patch-refuses-more")
  static let patchRefusesReadTwice = Quirk("message-patch-refuses-read-twice")
  static let patchRefusesUnread = Quirk("message-patch-refuses-unread")
  static let patchCoercesRead = Quirk("message-patch-coerces-read")
  static let patchShowsOld = Quirk("message-patch-shows-old")

  /// Messages of a type are not taken.
  static func refuses(_ kind: Message.Kind) -> Quirk {
    Quirk("message-" + slug(kind.rawValue) + "-refused")
  }

  /// A member that is needed may be left out.
  static func postWithout(_ name: String) -> Quirk { Quirk("message-" + name + "-assumed") }

  /// Messages of a type begin with a wrong status.
  static func firstStatus(of kind: Message.Kind) -> Quirk {
    Quirk("message-" + slug(kind.rawValue) + "-status-wrong")
  }

  static func slug(_ name: String) -> String { name.replacing("_", with: "-") }
}
