import SynchroJSON

extension CDSDefect {
  private static let shown: Set<CDSAnswer> = [.grant, .grantList]

  /// A member of a grant, with a value that is not of its kind, in words and in JSON.
  private struct Member {
    let name: String
    let wrong: JSONValue
    let words: String

    init(_ name: String, _ wrong: JSONValue, _ words: String) {
      self.name = name
      self.wrong = wrong
      self.words = words
    }

    var slug: String { name.replacing("_", with: "-") }
  }

  private static let grantMembers: [Member] = [
    Member("grant_id", 7, "a number"),
    Member("uri", "/cds/grants/one", "a relative path"),
    Member("replacing", nil, "null"),
    Member("replaced_by", nil, "null"),
    Member("parent", [:], "an empty object"),
    Member("children", nil, "null"),
    Member("created", 1_700_000_000, "a unix timestamp"),
    Member("modified", "2026-01-31 09:00:00", "a time without an offset"),
    Member("not_before", "", "an empty string"),
    Member("not_after", "", "an empty string"),
    Member("eta", "", "an empty string"),
    Member("expires", "", "an empty string"),
    Member("status", 1, "a number"),
    Member("client_id", 7, "a number"),
    Member("scope", ["lakeland_usage"], "an array"),
    Member("authorization_details", nil, "null"),
    Member("receipt_confirmations", nil, "null"),
    Member("enabled_scope", nil, "null"),
    Member("enabled_authorization_details", [:], "an object"),
  ]

  /// Every member of CDS-WG1-02, section 8.1, missing or mistyped.
  static let grantFields: [CDSDefect] = grantMembers.flatMap { member -> [CDSDefect] in
    let requirement = "WG1-02/8.1/field-\(member.slug)"
    let place = "/\(member.name)"
    return [
      CDSDefect(
        "grant-\(member.slug)-missing", "leaves \(member.name) out of every grant",
        breaks: requirement, in: shown, [.objects(.grant, [DocumentEdit(place, .remove)])]),
      CDSDefect(
        "grant-\(member.slug)-mistyped", "sends \(member.name) of every grant as \(member.words)",
        breaks: requirement, in: shown,
        [.objects(.grant, [DocumentEdit(place, .set(member.wrong))])]),
    ]
  }

  /// A defect that makes another object of every grant.
  private static func content(
    _ id: String, _ words: String, breaks requirements: String...,
    change: @escaping @Sendable (JSONValue) -> JSONValue
  ) -> CDSDefect {
    CDSDefect(
      id, words, breaking: requirements, in: shown,
      [.objects(.grant, [DocumentEdit("", .transform(change))])])
  }

  /// A defect that puts one value in the place of another, wherever it stands in that member.
  private static func swap(
    _ id: String, _ words: String, breaks requirement: String, _ member: String,
    _ right: JSONValue, _ wrong: JSONValue
  ) -> CDSDefect {
    content(id, words, breaks: requirement) { grant in
      grant[member] == right ? grant.with(member, wrong) : grant
    }
  }

  /// CDS-WG1-02, sections 8.1 and 8.2: what grants say.
  static let grantContent: [CDSDefect] = [
    content(
      "grant-id-repeated", "gives every grant the same grant_id",
      breaks: "WG1-02/8.1/grant-id-unique"
    ) { $0.with("grant_id", "grant-1") },
    swap(
      "grant-replacing-null", "sends replacing as null when a grant replaces none",
      breaks: "WG1-02/8.1/replacing-empty", "replacing", [], nil),
    content(
      "grant-replaced-by-left-out", "leaves replaced_by out when no grant replaces this one",
      breaks: "WG1-02/8.1/replaced-by-empty"
    ) { $0["replaced_by"] == [] ? $0.without("replaced_by") : $0 },
    content(
      "grant-replaced-by-forgotten", "links from the grant that replaces, never back",
      breaks: "WG1-02/8.1/replacing-inverse"
    ) { $0.with("replaced_by", []) },
    swap(
      "grant-parent-empty", "sends parent as an empty string for grants that have none",
      breaks: "WG1-02/8.1/parent-null", "parent", nil, ""),
    CDSDefect(
      .grantFamilyByURL, "names parents and children by their URLs",
      breaks: "WG1-02/8.1/parent-is-grant-id", "WG1-02/8.1/children-are-grant-ids", in: shown),
    content(
      "grant-children-reversed", "names only the first of the sub-grants as a child",
      breaks: "WG1-02/8.1/children-are-grant-ids"
    ) { grant in
      guard case .array(let children)? = grant["children"], children.count > 1 else { return grant }
      return grant.with("children", .array([children[0]]))
    },
    swap(
      "grant-children-null", "sends children as null when there are none",
      breaks: "WG1-02/8.1/children-empty", "children", [], nil),
    content(
      "grant-modified-before-created", "modified of every grant is earlier than created",
      breaks: "WG1-02/8.1/modified-initial"
    ) { $0.with("modified", "2001-01-01T00:00:00Z") },
    content(
      "grant-not-before-is-created", "sends created as not_before when a grant begins at once",
      breaks: "WG1-02/8.1/not-before-null"
    ) { grant in
      guard grant["not_before"] == .null, let created = grant["created"] else { return grant }
      return grant.with("not_before", created)
    },
    content(
      "grant-eta-always", "sends an eta with grants of every status",
      breaks: "WG1-02/8.1/eta-null"
    ) { grant in
      guard grant["eta"] == .null, let modified = grant["modified"] else { return grant }
      return grant.with("eta", modified)
    },
    CDSDefect(
      .etaOutlivesPending, "keeps the eta of grants that are decided on",
      breaks: "WG1-02/8.1/eta-null", in: shown),
    content(
      "grant-eta-never", "sends no eta with pending grants", breaks: "WG1-02/8.1/eta-pending"
    ) { $0.with("eta", nil) }.warnedOf(),
    CDSDefect(
      .grantOfAdministrator, "says that every grant is one of the administrator's client",
      breaks: "WG1-02/8.1/client-id-known", in: shown),
    content(
      "grant-client-id-unknown", "names clients in grants that the listing does not have",
      breaks: "WG1-02/8.1/client-id-known"
    ) { $0.with("client_id", "client-of-before-the-move") },
    content(
      "grant-details-are-strings", "lists the types alone as authorization_details",
      breaks: "WG1-02/8.1/ad-additional", "WG1-02/8.1/field-authorization-details"
    ) { grant in
      guard case .array(let details)? = grant["authorization_details"] else { return grant }
      return grant.with("authorization_details", .array(details.map { $0["type"] ?? $0 }))
    },
    content(
      "grant-details-without-type", "leaves the type out of authorization_details",
      breaks: "WG1-02/8.1/ad-additional"
    ) { grant in
      guard case .array(let details)? = grant["authorization_details"] else { return grant }
      return grant.with("authorization_details", .array(details.map { $0.without("type") }))
    },
    swap(
      "grant-details-null", "sends authorization_details as null when there are none",
      breaks: "WG1-02/8.1/ad-empty", "authorization_details", [], nil),
    swap(
      "grant-receipts-null", "sends receipt_confirmations as null when there are none",
      breaks: "WG1-02/8.1/receipt-empty", "receipt_confirmations", [], nil),
    content(
      "grant-active-without-scope", "sends an empty enabled_scope for active grants",
      breaks: "WG1-02/8.1/enabled-scope-full"
    ) { $0["status"] == "active" ? $0.with("enabled_scope", "") : $0 },
    CDSDefect(
      .closedGrantKeepsScope, "shows the scope of closed grants as enabled",
      breaks: "WG1-02/8.1/enabled-scope-removed", in: shown),
    content(
      "grant-enabled-details-empty", "sends no enabled_authorization_details, whatever is open",
      breaks: "WG1-02/8.1/enabled-ad-full"
    ) { $0.with("enabled_authorization_details", []) },
    CDSDefect(
      .closedGrantKeepsDetails, "shows the authorization_details of closed grants as enabled",
      breaks: "WG1-02/8.1/enabled-ad-removed", in: shown),
    swap(
      "grant-status-approved", "calls active grants 'approved'", breaks: "WG1-02/8.2/status-enum",
      "status", "active", "approved"),
    content(
      "grant-sub-grants-unnamed", "names no children of grants that need sub-grants",
      breaks: "WG1-02/8.2/needs-sub-grants-has-children"
    ) { $0["status"] == "needs_sub_grants" ? $0.with("children", []) : $0 },
    content(
      "grant-file-ids-missing", "lists grants of files without the details that name the files",
      breaks: "WG1-02/3.3.3/grants-list-file-ids"
    ) { grant in
      guard case .array(let details)? = grant["authorization_details"],
        details.contains(where: { $0["file_id"] != nil })
      else { return grant }
      return grant.with("authorization_details", [])
    },
    content(
      "grant-file-ids-numbered", "numbers the files of a grant in place of their file_id",
      breaks: "WG1-02/3.3.3/grants-list-file-ids"
    ) { grant in
      guard case .array(let details)? = grant["authorization_details"] else { return grant }
      let numbered = details.enumerated().map { index, entry in
        entry["file_id"] == nil ? entry : entry.with("file_id", .integer(index))
      }
      return grant.with("authorization_details", .array(numbered))
    },
  ]
}

extension JSONValue {
  /// The object with another value in a member that it has.
  fileprivate func with(_ member: String, _ value: JSONValue) -> JSONValue {
    guard case .object(let fields) = self else { return self }
    return .object(fields.map { $0.key == member ? JSONField(member, value) : $0 })
  }

  /// The object without a member.
  fileprivate func without(_ member: String) -> JSONValue {
    guard case .object(let fields) = self else { return self }
    return .object(fields.filter { $0.key != member })
  }
}
