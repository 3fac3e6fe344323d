import SynchroHTTP
import SynchroJSON
import SynchroText

extension Quirk {
  static let detailsDroppedBesideScope = Quirk("details-dropped-beside-scope")
  static let detailsNotObjects = Quirk("details-not-array-ignored")
  static let detailsTypeOptional = Quirk("details-type-optional")
  static let detailsUnknownType = Quirk("details-unknown-type-ignored")
  static let detailsUnknownField = Quirk("details-unknown-field-ignored")
  static let detailsCoerced = Quirk("details-wrong-type-coerced")
  static let detailsLimitless = Quirk("details-invalid-value-replaced")
  static let detailsFieldMissing = Quirk("details-missing-field-replaced")
}

/// Makes right authorization details out of wrong ones, as servers do that let mistakes pass: what
/// the endpoints get is what such a server would have understood.
struct LenientDetails {
  static let quirks: Set<Quirk> = [
    .detailsDroppedBesideScope, .detailsNotObjects, .detailsTypeOptional, .detailsUnknownType,
    .detailsUnknownField, .detailsCoerced, .detailsLimitless, .detailsFieldMissing,
  ]

  let world: CDSWorld
  let call: CDSCall
  /// Who asks, if that can be seen.
  private let client: ClientObject?

  init(world: CDSWorld, call: CDSCall, form: HTTPForm) {
    self.world = world
    self.call = call
    let shown = call.request.fields["Authorization"].flatMap { CDSCall.basic($0)?.name }
    client = (shown ?? form["client_id"]).flatMap { world.state.clients[$0] }
  }

  /// The form with the details that such a server reads; without the parameter when none are left.
  func form(_ form: HTTPForm) -> HTTPForm {
    guard let text = form["authorization_details"] else { return form }
    let details = details(text, isBesideScope: form["scope"] != nil)
    guard details?.isEmpty ?? false else {
      return HTTPForm(
        form.fields.map { field in
          guard field.name == "authorization_details", let details else { return field }
          return HTTPForm.Field(field.name, JSONPrinter.compact(.array(details)))
        })
    }
    return HTTPForm(form.fields.filter { $0.name != "authorization_details" })
  }

  /// The entries that are left; nil when nothing is changed.
  private func details(_ text: String, isBesideScope: Bool) -> [JSONValue]? {
    let document = try? JSONDocument(
      parsing: SourceText(name: "details", bytes: Array(text.utf8)), limits: CDSCall.requestLimits)
    guard case .array(let given)? = document?.root.value else {
      return call.has(.detailsNotObjects) ? [] : nil
    }
    var entries = given
    if call.has(.detailsNotObjects) { entries.removeAll { $0.kind != .object } }
    if call.has(.detailsTypeOptional) { entries.removeAll { $0.detailType.isEmpty } }
    if call.has(.detailsUnknownType) { entries.removeAll { fields(of: $0) == nil } }
    if call.has(.detailsDroppedBesideScope), isBesideScope {
      // The administration of grants is not a scope and details: the details replace the scope.
      entries.removeAll { !world.administersGrants($0.detailType) }
    }
    return entries.map(mended)
  }

  private func fields(of entry: JSONValue) -> [DetailsField]? {
    let type = entry.detailType
    let description = world.seed.authorizationServer.scopeDescriptions.first {
      CDSWorld.detailsTypes(of: $0.value).contains(type)
    }
    return description.map { CDSWorld.fields(of: $0.value).filter { $0.belongs(to: type) } }
  }

  private func mended(_ entry: JSONValue) -> JSONValue {
    guard case .object(let given) = entry, let fields = fields(of: entry) else { return entry }
    var isLost = false
    var members: [JSONField] = []
    for member in given {
      guard member.key != "type", let field = fields.first(where: { $0.id == member.key }) else {
        if member.key == "type" || !call.has(.detailsUnknownField) { members.append(member) }
        continue
      }
      let value = mended(member.value, of: field)
      isLost = isLost || value != member.value
      members.append(JSONField(member.key, value))
    }
    if call.has(.detailsFieldMissing) {
      for field in fields where field.isRequired && entry[field.id] == nil {
        isLost = true
        members.append(JSONField(field.id, field.standard ?? field.minimum ?? ""))
      }
    }
    return isLost ? naming(.object(members)) : .object(members)
  }

  private func mended(_ value: JSONValue, of field: DetailsField) -> JSONValue {
    if call.has(.detailsCoerced), !field.hasForm(value) { return coerced(value, to: field) }
    guard call.has(.detailsLimitless) else { return value }
    let isOneOf = field.format != .choice || field.hasForm(value)
    guard isOneOf, field.isWithinLimits(value, at: moment) else {
      return field.standard ?? field.maximum ?? value
    }
    return value
  }

  /// The present where the server is.
  private var moment: LocalMoment {
    LocalMoment(call.now, in: .named(world.seed.authorizationServer.timezone))
  }

  private func coerced(_ value: JSONValue, to field: DetailsField) -> JSONValue {
    switch (field.format, value) {
    case (.int, .string(let text)), (.decimal, .string(let text)):
      JSONNumber(text).map { .number($0) } ?? value
    case (.boolean, .string(let text)): .bool(text == "true")
    case (.string, .number(let number)), (.choice, .number(let number)): .string(number.lexeme)
    case (.stringList, .string): .array([value])
    default: value
    }
  }

  /// An entry that names a grant names one that there is, when it has lost what it named.
  private func naming(_ entry: JSONValue) -> JSONValue {
    guard world.administersGrants(entry.detailType), let client, case .object(let members) = entry
    else { return entry }
    let others = members.filter { $0.key != "client_id" && $0.key != "grant_id" }
    for grant in world.state.grants.owned(by: client.registration) {
      let named: JSONValue = .object(
        others + [
          JSONField("client_id", .string(grant.clientID)), JSONField("grant_id", .string(grant.id)),
        ])
      if (try? world.administeredGrant([named], by: client)) != nil { return named }
    }
    return entry
  }
}

extension CDSWorld {
  /// The request as a server understands it that lets wrong authorization details pass; a right one
  /// takes it as it is.
  func understood(_ call: CDSCall) -> CDSCall {
    guard !call.quirks.isDisjoint(with: LenientDetails.quirks) else { return call }
    switch call.answer {
    case .token, .pushedRequest, .authorization: break
    default: return call
    }
    let isPosted = call.request.method == .post
    let sent = isPosted ? try? call.form() : try? call.query()
    guard let sent else { return call }
    let form = LenientDetails(world: self, call: call, form: sent).form(sent)
    guard form != sent else { return call }
    var understood = call
    if isPosted {
      understood.request.body = Array(form.encoded.utf8)
    } else {
      understood.request.query = form.encoded
    }
    return understood
  }
}
