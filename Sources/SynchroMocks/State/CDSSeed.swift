public import SynchroJSON
import SynchroTiming

/// What a reference server starts with: every document it serves, before anything has happened.
///
/// Strings may hold `{origin}`, which becomes the scheme and host of each request.
public struct CDSSeed: Sendable {
  /// Who may read a thing.
  public enum Access: String, Sendable, CaseIterable {
    /// Everybody, without being asked who they are.
    case everybody = "public"
    /// Whoever shows one of the access tokens.
    case tokenHolders = "token"
  }

  /// A token that opens what is restricted.
  public struct AccessToken: Sendable, Equatable {
    /// What the client sends.
    public var token: String
    /// Whose it is.
    public var client: String
  }

  /// One server metadata object and the coverage that belongs to it.
  public struct Metadata: Sendable {
    /// Where it is served.
    public var path: String
    /// Who may read it, its coverage included.
    public var access: Access
    /// Its members, but for the version and the URLs that follow from the paths.
    public var object: [JSONField]
    /// Its coverage entries, if it has any.
    public var coverage: Coverage?
  }

  /// A listing of coverage entries.
  public struct Coverage: Sendable, Equatable {
    /// Where it is served.
    public var path: String
    /// How many entries a page holds.
    public var pageSize: Int
    /// Filters beyond `ids`, by parameter: the member of an entry that must equal the value.
    public var filters: [Filter]
    /// The entries, in any order.
    public var entries: [Entry]
  }

  /// A URL parameter that keeps the entries whose member equals its value.
  public struct Filter: Sendable, Equatable {
    /// The parameter.
    public var parameter: String
    /// The member of the entry.
    public var member: String
  }

  /// A coverage entry with the two values that the listing needs.
  public struct Entry: Sendable, Equatable {
    /// Its identifier.
    public var id: String
    /// The moment it changed last, in seconds since 1970 and nanoseconds.
    public var updated: Moment
    /// All its members.
    public var object: JSONValue
  }

  /// A place on the time line that can be compared.
  public struct Moment: Sendable, Equatable, Comparable {
    let seconds: Int64
    let nanoseconds: UInt32
    /// Inside a leap second the seconds are those of the second before it.
    let isLeapSecond: Bool

    init(_ timestamp: Timestamp) {
      seconds = timestamp.seconds
      nanoseconds = timestamp.nanoseconds
      isLeapSecond = timestamp.isLeapSecond
    }

    /// Whether the first comes earlier.
    public static func < (left: Moment, right: Moment) -> Bool {
      (left.seconds, left.isLeapSecond ? 1 : 0, left.nanoseconds)
        < (right.seconds, right.isLeapSecond ? 1 : 0, right.nanoseconds)
    }
  }

  /// A place that has moved.
  public struct Redirect: Sendable, Equatable {
    /// The old path.
    public var from: String
    /// The new URL.
    public var to: String
  }

  /// What the authorization server says about itself beyond its endpoints.
  public struct AuthorizationServer: Sendable {
    /// The time zone that relative dates refer to.
    public var timezone: String
    /// Scopes without a description.
    public var moreScopes: [String]
    /// The scope descriptions, by scope.
    public var scopeDescriptions: [JSONField]
    /// The registration fields, by identifier.
    public var registrationFields: [JSONField]
    /// Any other members.
    public var moreMembers: [JSONField]
  }

  /// A map, a GeoJSON object or another file.
  public struct Resource: Sendable, Equatable {
    /// What it consists of.
    public enum Content: Sendable, Equatable {
      /// Text, as it is.
      case text(String)
      /// JSON, in which `{origin}` is filled in.
      case json(JSONValue)
    }

    /// Where it is served.
    public var path: String
    /// Who may read it.
    public var access: Access
    /// Its media type.
    public var contentType: String
    /// What it consists of.
    public var content: Content
  }

  /// A page for people.
  public struct Page: Sendable, Equatable {
    /// Where it is served.
    public var path: String
    /// Its heading.
    public var title: String
    /// Its text.
    public var paragraphs: [String]
  }

  /// The tokens that open what is restricted.
  public var accessTokens: [AccessToken]
  /// The metadata objects; one of them is at the well-known path.
  public var metadata: [Metadata]
  /// The places that have moved.
  public var redirects: [Redirect]
  /// What the authorization server says about itself.
  public var authorizationServer: AuthorizationServer
  /// Maps and GeoJSON objects.
  public var resources: [Resource]
  /// Pages for people.
  public var pages: [Page]
  /// The people who can sign in.
  public var accounts: [Account] = []
  /// Files that starting grants share.
  public var files: [File] = []
  /// The grants that whoever registers their scopes has at once.
  public var startingGrants: [StartingGrant] = []
}
