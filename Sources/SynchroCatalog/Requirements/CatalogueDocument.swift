/// A document whose obligations the catalogue holds.
public struct CatalogueDocument: Sendable, Equatable {
  /// The name that rows and clauses use: `CDS-WG1-01`, `RFC8414`.
  public var id: String
  /// The document's own title.
  public var title: String
  /// Which text was read: a date, a draft.
  public var edition: String
  /// The document that imports it, when its rows count only because another one cites them.
  public var importedBy: String?
  /// Where it can be read.
  public var url: String?

  /// A document with what is known of it.
  public init(
    id: String, title: String, edition: String, importedBy: String? = nil, url: String? = nil
  ) {
    self.id = id
    self.title = title
    self.edition = edition
    self.importedBy = importedBy
    self.url = url
  }
}
