/// What a line at the left edge can be.
enum DeclarationKeyword: String, CaseIterable {
  case suite, edition, tags, needs, table, fragment, test, binding, actor, flow, untested
  case lint
}

/// What can stand in a test before its steps.
enum HeadKeyword: String, CaseIterable {
  case needs, tags, ordered, last
}

/// The first words of steps that are neither requests, gates nor plain checks.
enum StepKeyword: String, CaseIterable {
  case should, assume, permits, keep, collect, give, call, `operator`, when, otherwise, `for`, page
  case eventually, control, leaves, pause, review, always
}

/// What can stand in a flow before its steps.
enum FlowHeadKeyword: String, CaseIterable {
  case tags, hazard
}

/// The first words of flow steps that are no payloads.
enum FlowKeyword: String, CaseIterable {
  case never, refused, ignored, again, either, or, keep, state, inject, clear, trigger, link, power
  case order, advance, always
}

/// What may follow a payload in a flow.
enum MessageKeyword: String, CaseIterable {
  case answers, follows, `as`, to, within, expires, priority, via, spoiled
}

/// The first words of what follows a request line.
enum RequestKeyword: String, CaseIterable {
  case with, form, raw
}

/// The options behind `with`.
enum OptionKeyword: String, CaseIterable {
  case timeout, redirects, credentials, basic, retries, noRetries = "no retries", bodyLimit =
    "body limit"
}

/// The first words of predicates.
enum PredicateKeyword: String, CaseIterable {
  case `is`, exists, contains, does, starts, ends, matches, has
}

/// The words behind `is` that are no types.
enum IsKeyword: String, CaseIterable {
  case absent, unique, sorted, subset, superset, same, within, one
}

/// The first words of values that are no literals.
enum ValueKeyword: String, CaseIterable {
  case header, headers, count, members, words, join, s256, unix, json, parameter, `true`, `false`,
    null
}

/// Words that stand between the parts of a statement.
enum JoiningKeyword: String, CaseIterable {
  case and, or, not, `as`, `else`, inconclusive, secret, from, each, `in`, through, up, to, pages
  case every, within, by, of, encoded, plus, minus, without, at, with, contain, match, ascending,
    descending, hex, base64
  case set, media, type, names, table, plays, everyone, group, target, harness, lasting, down
  case any
}
