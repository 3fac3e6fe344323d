import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroTiming

extension ExpressionEvaluator {
  func evaluate(_ fact: Fact) -> Evaluation {
    if fact == .now { return .one(FoundValue(.text(now.description))) }
    guard let observation else { return .undecided("no request was sent before") }
    switch fact {
    case .url: return .one(FoundValue(.text(observation.url), exchange: observation.number))
    case .finalURL: return fromResponse { _ in FoundValue(.text(observation.finalURL)) }
    case .redirects: return fromResponse { _ in FoundValue(.number(observation.redirects)) }
    case .duration: return fromResponse { _ in FoundValue(.duration(observation.duration)) }
    case .firstByte:
      if case .failure(let why) = response { return .undecided(why.undecided) }
      guard let first = observation.firstByte else { return .nothing("no byte of an answer") }
      return fromResponse { _ in FoundValue(.duration(first)) }
    case .wireFindings:
      // Without an answer an empty list is no sign of health: nothing was looked at.
      if case .failure(let why) = response, observation.wireFindings.isEmpty {
        return .undecided(why.undecided)
      }
      return .one(
        FoundValue(.list(observation.wireFindings.map { .text($0) }), exchange: observation.number))
    case .tlsVersion:
      guard let version = observation.tlsVersion else {
        if case .failure(let why) = response { return .undecided(why.undecided) }
        return .nothing("no TLS version: the exchange was not encrypted")
      }
      return .one(FoundValue(.text(version), exchange: observation.number))
    case .status: return fromResponse { FoundValue(.number($0.status)) }
    case .body:
      return fromResponse { FoundValue(.text($0.body.text), node: $0.body.document?.root) }
    case .size: return fromResponse { FoundValue(.size($0.body.bytes.count)) }
    case .mediaType: return mediaType()
    case .responseDate: return responseDate()
    case .now: return .one(FoundValue(.text(now.description)))
    }
  }

  private func fromResponse(_ value: (Observation.Response) -> FoundValue) -> Evaluation {
    switch response {
    case .success(let response):
      var found = value(response)
      found.exchange = observation?.number
      return .one(found)
    case .failure(let why): return .undecided(why.undecided)
    }
  }

  // MARK: - Header fields

  /// One value; several lines of one field are one list, RFC 9110, section 5.3.
  func header(_ name: String) -> Evaluation {
    switch response {
    case .failure(let why): return .undecided(why.undecided)
    case .success(let response):
      let values = response.fields.values(name)
      guard !values.isEmpty else { return .nothing("no header '\(name)'") }
      return .one(
        FoundValue(
          .text(values.joined(separator: ", ")), location: "header \(name)",
          exchange: observation?.number))
    }
  }

  func headers(_ name: String) -> Evaluation {
    switch response {
    case .failure(let why): return .undecided(why.undecided)
    case .success(let response):
      return .many(
        response.fields.values(name).map {
          FoundValue(.text($0), location: "header \(name)", exchange: observation?.number)
        })
    }
  }

  private func mediaType() -> Evaluation {
    switch header("Content-Type") {
    case .one(var found):
      guard case .json(.string(let text)) = found.value, let type = MediaType(text) else {
        return .nothing("no media type: Content-Type is \(ValueText.show(found.value))")
      }
      found.value = .text(type.essence)
      return .one(found)
    case .nothing: return .nothing("no media type: there is no header 'Content-Type'")
    case let other: return other
    }
  }

  private func responseDate() -> Evaluation {
    switch header("Date") {
    case .one(var found):
      guard case .json(.string(let text)) = found.value, let date = HTTPDate(text),
        let moment = Timestamp(seconds: date.secondsSince1970)
      else {
        return .nothing("no date: the header 'Date' is \(ValueText.show(found.value))")
      }
      found.value = .text(moment.description)
      return .one(found)
    case let other: return other
    }
  }

  // MARK: - Made of other values

  func count(_ evaluation: Evaluation, _ words: String) -> Evaluation {
    switch evaluation {
    case .many(let all): return .one(FoundValue(.number(all.count)))
    case .one(let found):
      let count: Int
      if let elements = found.elements {
        count = elements.count
      } else if case .json(.object(let members)) = found.value {
        count = members.count
      } else if let node = found.node, node.kind == .array || node.kind == .object {
        count = node.count
      } else {
        return .nothing("nothing to count: \(words) is \(ValueText.kind(found.value))")
      }
      return .one(
        FoundValue(.number(count), location: found.location, exchange: found.exchange))
    case .nothing, .undecided: return evaluation
    }
  }

  func members(_ evaluation: Evaluation, _ words: String) -> Evaluation {
    switch evaluation {
    case .one(let found):
      let names: [String]
      if let node = found.node, node.kind == .object {
        names = node.members.map(\.key)
      } else if case .json(.object(let members)) = found.value {
        names = members.map(\.key)
      } else {
        return .nothing("no member names: \(words) is \(ValueText.kind(found.value))")
      }
      return .one(
        FoundValue(
          .list(names.map { .text($0) }), location: found.location, exchange: found.exchange))
    case .many(let all):
      return .nothing("no member names: \(words) is \(all.count) values, not one object")
    case .nothing, .undecided: return evaluation
    }
  }

  func shifted(_ left: Expression, _ right: Expression, sign: Int) -> Evaluation {
    let by: Duration
    switch evaluate(right) {
    case .one(let found):
      guard case .duration(let duration) = found.value else {
        return .nothing(
          "no duration: \(ExpressionWords.describe(right)) is \(ValueText.kind(found.value))")
      }
      by = sign < 0 ? .zero - duration : duration
    case .many: return .nothing("no duration: \(ExpressionWords.describe(right)) is a list")
    case let other: return other
    }
    switch evaluate(left) {
    case .one(var found):
      if case .duration(let duration) = found.value {
        found.value = .duration(duration + by)
      } else if let moment = Moment.of(found.value) {
        found.value = .text(moment.advanced(by: by).description)
      } else {
        return .nothing(
          "no date-time: \(ExpressionWords.describe(left)) is \(ValueText.show(found.value))")
      }
      return .one(found)
    case .many: return .nothing("no date-time: \(ExpressionWords.describe(left)) is a list")
    case let other: return other
    }
  }
}

/// Points in time among values.
enum Moment {
  /// The moment that a string names by RFC 3339.
  static func of(_ value: RuntimeValue) -> Timestamp? {
    guard case .json(.string(let text)) = value else { return nil }
    return of(text)
  }

  static func of(_ text: String) -> Timestamp? {
    // Nothing longer is a date-time, and hostile texts are not worth the walk.
    guard text.utf8.count <= 64 else { return nil }
    do throws(TimestampError) {
      return try Timestamp(rfc3339: text)
    } catch {
      // RFC 3339 sets no limit to the digits of a second; that we keep nine is no fault of a text.
      guard case .finerThanNanoseconds = error, let coarse = cutToNanoseconds(text) else {
        return nil
      }
      return try? Timestamp(rfc3339: coarse)
    }
  }

  private static func cutToNanoseconds(_ text: String) -> String? {
    guard let point = text.firstIndex(of: ".") else { return nil }
    let digits = text[text.index(after: point)...].prefix { $0.isASCII && $0.isNumber }
    guard digits.count > 9 else { return nil }
    return String(text[...point]) + String(digits.prefix(9)) + String(text[digits.endIndex...])
  }
}
