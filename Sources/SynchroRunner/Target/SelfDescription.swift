import SynchroHTTP
import SynchroJSON
import SynchroText
public import SynchroVerdict

/// What a server on this machine declares about itself, so that its URL alone is enough to examine all
/// of it: what a target file would say, without its commands and secrets.
///
/// It is asked for on loopback addresses only: a stranger's server is never asked for documents that
/// its specification does not know, and what it says of itself would prove nothing.
public struct SelfDescription: Sendable, Equatable {
  /// Where it stands, below the origin.
  public static let path = "/.well-known/synchroscope-target.json"
  /// More is not read.
  static let limit = 64 << 10

  private var previousMetadataURL: URI?
  private var extensions: [String]?
  private var values: [String: JSONValue] = [:]
  private var credentials: [String: [TargetFile.Header]] = [:]
  private var operatorAccess: TargetFile.OperatorAccess?
  private var accounts: [String: TargetFile.Account] = [:]

  /// Whether a target may describe itself: it is on this machine, and no target file speaks for it.
  public static func isWelcome(from target: TargetFile) -> Bool {
    target.places.isEmpty && target.url.origin?.isOnThisMachine ?? false
  }

  /// The target with what it declares, and what there is to tell about that.
  public static func complete(
    _ target: TargetFile, through exchanges: some ExchangeSource
  ) async -> (target: TargetFile, finding: DoctorFinding?) {
    guard isWelcome(from: target), let url = try? target.url.resolve(path) else {
      return (target, nil)
    }
    let answer = await exchanges.answer(
      ExchangeOrder(
        .get, url, fields: ["Accept": "application/json"], timeout: .seconds(5),
        bodyLimit: limit, decodedLimit: limit))
    guard answer.fault == nil, answer.status == .ok else { return (target, nil) }
    do throws(Fault) {
      let description = try SelfDescription(reading: answer.body)
      let finding = DoctorFinding(.ok, "the target declares itself at \(url.text)")
      return (description.declared(in: target), finding)
    } catch {
      let finding = DoctorFinding(
        .warning, "what the target declares at \(url.text) cannot be used: \(error.message)",
        nextStep: "see docs/target-file.md, or give a target file", field: "url")
      return (target, finding)
    }
  }

  private func declared(in target: TargetFile) -> TargetFile {
    var target = target
    target.previousMetadataURL = previousMetadataURL
    target.extensions = extensions
    target.values = values
    target.credentials = credentials
    target.accounts = accounts
    target.operatorAccess = operatorAccess
    return target
  }
}

extension SelfDescription {
  /// Why a description cannot be used.
  struct Fault: Error {
    let message: String
  }

  init(reading bytes: [UInt8]) throws(Fault) {
    let root: JSONNode
    do {
      root = try JSONDocument(parsing: SourceText(name: Self.path, bytes: bytes)).root
    } catch {
      throw Fault(message: "it is no JSON: \(error)")
    }
    guard root.kind == .object else { throw Fault(message: "it is no object") }
    for member in root.members {
      switch member.key {
      case "previous_metadata_url":
        guard let url = member.value.string.flatMap({ try? TargetSyntax.url($0) }) else {
          throw Fault(message: "'previous_metadata_url' is no URL")
        }
        previousMetadataURL = url
      case "extensions":
        extensions = try Self.members(of: member, .array).map { element throws(Fault) in
          guard let text = element.string else {
            throw Fault(message: "'extensions' holds something else than strings")
          }
          return text
        }
      case "values":
        _ = try Self.members(of: member, .object)
        for value in member.value.members { values[value.key] = value.value.value }
      case "credentials":
        _ = try Self.members(of: member, .object)
        for section in member.value.members {
          credentials[section.key] = try Self.headers(of: section)
        }
      case "accounts":
        _ = try Self.members(of: member, .object)
        for account in member.value.members {
          accounts[account.key] = try Self.account(account)
        }
      case "operator": operatorAccess = try Self.access(member.value)
      default:
        let known = [
          "previous_metadata_url", "extensions", "values", "credentials", "accounts", "operator",
        ]
        let advice = NearestName.advice(for: member.key, among: known).map { ", \($0)" } ?? ""
        throw Fault(message: "'\(VisibleText.escape(member.key))' is not known\(advice)")
      }
    }
  }

  private static func members(
    of member: JSONMember, _ kind: JSONKind
  ) throws(Fault) -> [JSONNode] {
    guard member.value.kind == kind else {
      throw Fault(message: "'\(member.key)' is no \(kind)")
    }
    return kind == .array ? Array(member.value.elements) : []
  }

  /// `{"api": "…", "key": "…"}`: an operator API, on this machine as well.
  private static func access(_ node: JSONNode) throws(Fault) -> TargetFile.OperatorAccess {
    guard let url = node["api"]?.string.flatMap({ try? TargetSyntax.url($0) }),
      url.origin?.isOnThisMachine == true
    else { throw Fault(message: "'operator' names no API on this machine") }
    guard let key = node["key"]?.string, let template = try? SecretTemplate(key),
      template.secretNames.isEmpty, !key.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F })
    else { throw Fault(message: "'operator' has no key of visible characters") }
    return TargetFile.OperatorAccess(url: url, key: template)
  }

  /// `"name": {"user": "…", "password": "…"}`, a test account that everybody may use.
  private static func account(_ member: JSONMember) throws(Fault) -> TargetFile.Account {
    guard TargetSyntax.isName(member.key), let user = member.value["user"]?.string,
      let password = member.value["password"]?.string, let template = try? SecretTemplate(password),
      template.secretNames.isEmpty
    else {
      throw Fault(
        message: "the account '\(VisibleText.escape(member.key))' is no user with a plain password")
    }
    return TargetFile.Account(user: user, password: template)
  }

  /// Credentials that a server hands out to everybody are no secrets.
  private static func headers(of section: JSONMember) throws(Fault) -> [TargetFile.Header] {
    guard section.value.kind == .object else {
      throw Fault(message: "the credentials '\(VisibleText.escape(section.key))' are no object")
    }
    var headers: [TargetFile.Header] = []
    for line in section.value.members {
      guard FieldSyntax.isToken(line.key), let value = line.value.string,
        !value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }),
        let template = try? SecretTemplate(value), template.secretNames.isEmpty
      else {
        throw Fault(
          message: "the credentials '\(VisibleText.escape(section.key))' hold no plain header lines"
        )
      }
      headers.append(TargetFile.Header(name: line.key, value: template))
    }
    return headers
  }
}
