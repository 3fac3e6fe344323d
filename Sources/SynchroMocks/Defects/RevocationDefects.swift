import SynchroHTTP
import SynchroJSON

extension Quirk {
  /// Revocation does nothing.
  static let revocationIdle = Quirk("revoke-idle")
  /// Whoever knows a token may revoke it.
  static let anyoneRevokes = Quirk("revoke-without-client")
  /// Clients may revoke the tokens of others.
  static let revokesForOthers = Quirk("revoke-for-others")
  /// Requests need a hint.
  static let revocationNeedsHint = Quirk("revoke-needs-hint")
  /// A wrong hint is believed.
  static let hintBelieved = Quirk("revoke-believes-hint")
  /// Unknown tokens are errors.
  static let unknownTokensRefused = Quirk("revoke-unknown-400")
  /// A request without a token is no error.
  static let missingTokenIgnored = Quirk("revoke-missing-token-200")
  /// Access tokens outlive the refresh token that was revoked.
  static let revokedRefreshSparesAccess = Quirk("revoke-refresh-spares-access")
}

extension CDSDefect {
  private static let revocation: Set<CDSAnswer> = [.revocation]
  private static let liveness: Set<CDSAnswer> = [
    .introspection, .clientList, .client, .clientMetadata, .messageList, .message, .credentialList,
    .credential, .grantList, .grant, .fileList, .file, .fileData,
  ]

  /// RFC 7009: how tokens are ended.
  static let revocation7009: [CDSDefect] = [
    CDSDefect(
      .revocationIdle, "answers 200 to revocation and does nothing",
      breaks: "WG1-02/3.2/revocation-works", "RFC7009/2.1/post", in: revocation.union(liveness)),
    CDSDefect(
      .tokensOutliveRevocation, "accepts revoked tokens until they expire",
      breaks: "RFC7009/2.1/immediate", "RFC7009/2.1/post", in: liveness),
    CDSDefect(
      .anyoneRevokes, "revokes tokens for whoever knows them", breaks: "RFC7009/2.1/client-auth",
      in: revocation),
    CDSDefect(
      .revokesForOthers, "revokes tokens that other clients have got",
      breaks: "RFC7009/2.1/own-token", in: revocation.union(liveness)),
    CDSDefect(
      .revocationNeedsHint, "wants a token_type_hint with every revocation",
      breaks: "RFC7009/2.1/hint-optional", in: revocation),
    CDSDefect(
      .hintBelieved, "looks for a token only among those of the type hinted at",
      breaks: "RFC7009/2.1/wrong-hint", in: revocation.union(liveness)),
    CDSDefect(
      "revoke-status-204", "answers 204 to a revocation", breaks: "RFC7009/2.2/status-200",
      in: revocation, [.reply(revocation, ReplyChange.status(.noContent))]),
    CDSDefect(
      .unknownTokensRefused, "answers 400 to the revocation of an unknown token",
      breaks: "RFC7009/2.2/unknown-token-200", in: revocation),
    CDSDefect(
      .missingTokenIgnored, "answers 200 to a revocation without a token",
      breaks: "RFC7009/2.2.1/missing-token-400", in: revocation),
    CDSDefect(
      .revokedRefreshSparesAccess, "lets access tokens live when their refresh token is revoked",
      breaks: "RFC7009/2.1/refresh-kills-access", in: liveness
    ).warnedOf(),
  ]
}
