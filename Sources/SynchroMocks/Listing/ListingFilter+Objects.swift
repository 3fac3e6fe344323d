import SynchroJSON

/// The filters of the listings but that of messages, which is where their names are. Parameters with
/// `lakeland` in front are this server's own.

extension ListingFilter where Object == ClientObject {
  /// CDS-WG1-02, section 5.3.
  static var clients: Self {
    ListingFilter(tests: [
      ("client_ids", .words { [$0.id] }),
      ("lakeland_statuses", .words { [$0.status.rawValue] }),
    ])
  }
}

extension ListingFilter where Object == Credential {
  /// Section 7.3.
  static var credentials: Self {
    ListingFilter(tests: [
      ("credential_ids", .words { [$0.id] }),
      ("client_ids", .words { [$0.clientID] }),
      ("after", .after { $0.created }),
      ("before", .before { $0.created }),
    ])
  }
}

extension ListingFilter where Object == Grant {
  /// Section 8.4.
  static var grants: Self {
    ListingFilter(tests: [
      ("grant_ids", .words { [$0.id] }),
      ("parents", .words { $0.parent.map { [$0] } ?? [] }),
      ("statuses", .words { [$0.status.rawValue] }),
      ("client_ids", .words { [$0.clientID] }),
      ("scopes", .wordsOfTwo({ $0.scopes }, { $0.details.compactMap { $0["type"]?.textValue } })),
      ("receipt_confirmations", .words { $0.receipts }),
      ("after", .after { $0.created }),
      ("before", .before { $0.created }),
    ])
  }
}

extension ListingFilter where Object == ProvidedFile {
  /// Section 9.2.
  static var files: Self {
    ListingFilter(tests: [
      ("file_ids", .words { [$0.id] }),
      ("lakeland_media_types", .words { [$0.mediaType] }),
    ])
  }
}
