import SynchroHTTP
import SynchroJSON
import SynchroScript
import SynchroText
import SynchroTiming

/// Finds out what an expression of a suite stands for.
struct ExpressionEvaluator: Sendable {
  /// The values that can be named.
  var scope: Scope
  /// The last exchange; nil before the first.
  var observation: Observation?
  /// The present, as the run sees it.
  var now: Timestamp

  /// An evaluator for one place of a test.
  init(scope: Scope, observation: Observation?, now: Timestamp) {
    self.scope = scope
    self.observation = observation
    self.now = now
  }

  /// What the expression stands for here and now.
  func evaluate(_ expression: Expression) -> Evaluation {
    switch expression.kind {
    case .literal(let template): return literal(template)
    case .reference(let reference): return evaluate(reference)
    case .query(let query): return evaluate(query)
    case .fact(let fact): return evaluate(fact)
    case .header(let name): return header(name.value)
    case .headers(let name): return headers(name.value)
    case .duration(let duration): return .one(FoundValue(.duration(duration)))
    case .size(let bytes): return .one(FoundValue(.size(bytes)))
    case .count(let inner): return count(evaluate(inner), ExpressionWords.describe(inner))
    case .members(let inner): return members(evaluate(inner), ExpressionWords.describe(inner))
    case .words(let inner): return words(evaluate(inner), ExpressionWords.describe(inner))
    case .join(let inner): return joined(evaluate(inner), ExpressionWords.describe(inner))
    case .s256(let inner): return hashed(evaluate(inner), ExpressionWords.describe(inner))
    case .json(let inner): return jsonText(evaluate(inner), ExpressionWords.describe(inner))
    case .unix(let inner): return unix(evaluate(inner), ExpressionWords.describe(inner))
    case .parameter(let name, let inner):
      return parameter(name.value, of: evaluate(inner), ExpressionWords.describe(inner))
    case .without(let object, let names): return without(object, names)
    case .plus(let left, let right): return shifted(left, right, sign: 1)
    case .minus(let left, let right): return shifted(left, right, sign: -1)
    }
  }

  // MARK: - Literals and names

  private func literal(_ template: JSONTemplate) -> Evaluation {
    do throws(TemplateFault) {
      return .one(FoundValue(try TemplateExpander(scope: scope).value(template)))
    } catch {
      return .undecided(error.description)
    }
  }

  /// What a name and the way behind it lead to.
  func evaluate(_ reference: Reference) -> Evaluation {
    scope.resolve(reference)
  }

  // MARK: - Queries

  private func evaluate(_ query: Query) -> Evaluation {
    let root: (node: JSONNode, location: String, exchange: Int?)
    var origins: [FoundValue.Origin] = []
    if let reference = query.root {
      switch scope.resolve(reference) {
      case .one(let found):
        guard let node = found.node ?? scope.parsed(found, as: reference) else {
          return .undecided("${\(reference.spelling)} is no JSON value")
        }
        root = (node, found.location ?? "", found.exchange)
        origins = found.origins
      case .many(let all):
        return .undecided("${\(reference.spelling)} is \(all.count) values, not one")
      case .nothing(let words): return .nothing(words)
      case .undecided(let why): return .undecided(why)
      }
    } else {
      switch document {
      case .success(let node): root = (node, "", observation?.number)
      case .failure(let why): return .undecided(why.undecided)
      }
    }
    let path: JSONPath
    do throws(TemplateFault) {
      path = try query.template.map(filled) ?? query.path
    } catch {
      return .undecided("\(QueryWords.describe(query)): \(error.description)")
    }
    do throws(JSONPathLimitExceeded) {
      let found = try path.nodes(in: root.node).map { match in
        var origin = FoundValue.Origin(location: root.location, exchange: root.exchange)
        var steps = match.path.steps[...]
        if case .index(let index)? = steps.first, origins.indices.contains(index) {
          origin = origins[index]
          steps = steps.dropFirst()
        }
        let location =
          (origin.location ?? "") + NormalizedPath(Array(steps)).pointer.description
        guard root.node.document.source.name != ParsedValue.name else {
          // Pointers and lines in a text of our making would mislead.
          return FoundValue(
            .json(match.node.value), location: location, exchange: origin.exchange)
        }
        return FoundValue(node: match.node, location: location, exchange: origin.exchange)
      }
      guard query.isSingular else { return .many(found) }
      return found.first.map { .one($0) } ?? .nothing("nothing at \(QueryWords.describe(query))")
    } catch {
      return .undecided(
        Judgement.Undecided(
          "\(QueryWords.describe(query)) was given up: \(error.description)", cause: .limit))
    }
  }

  /// Why there is no document.
  struct NoDocument: Error {
    let undecided: Judgement.Undecided
  }

  /// The current body as a document, or why there is none.
  var document: Result<JSONNode, NoDocument> {
    switch response {
    case .failure(let why): return .failure(why)
    case .success(let response):
      switch response.body.reading {
      case .json(let document): return .success(document.root)
      case .notJSON(let reason, let isLimit):
        return .failure(
          NoDocument(
            undecided: Judgement.Undecided(
              "the body is no JSON: \(reason)", cause: isLimit ? .limit : .nothingToLookAt)))
      }
    }
  }

  /// The response, or why there is none.
  var response: Result<Observation.Response, NoDocument> {
    guard let observation else {
      return .failure(NoDocument(undecided: Judgement.Undecided("no request was sent before")))
    }
    switch observation.answer {
    case .response(let response): return .success(response)
    case .none(let why):
      return .failure(
        NoDocument(
          undecided: Judgement.Undecided(
            "there is no response: \(why.reason)",
            cause: why.kind == .limit ? .limit : .nothingToLookAt)))
    }
  }
}
