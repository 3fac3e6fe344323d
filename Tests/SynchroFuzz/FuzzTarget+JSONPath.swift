import SynchroJSON
import SynchroText

extension FuzzTarget {
  /// JSONPath: whatever is refused is refused at a place inside the query and in words; whatever is
  /// accepted runs within its limits, and the normalized path of each result leads to it again.
  public static let jsonPath = FuzzTarget(
    "jsonpath",
    corpus: [
      "$", "$.a.b[0]['c'][\"d\"]", "$..*", "$..['a','d'][1:5:2]", "$[?@.a == 'b' || @.b != 1.5e3]",
      "$[?!(@.a && @.b) || @.c <= $.d[0]]", "$[?length(@.a) > 2 && count(@..*) < 9]",
      "$[?match(@.a, 'a.*[b-d]\\\\.') || search(@, \"x\\u00e9\")]", "$[::-1, -2:, ?@[?@ > 1]]",
      "$ [ 'a' , \"\\ud83d\\ude00\" ] .*", "$.☺[?value(@..x) == null]", "$[9007199254740991]",
    ].map { Array($0.utf8) },
    dictionary: [
      "$", "@", ".", "..", "*", "[", "]", "?", "!", "(", ")", "==", "&&", "||", "<=", ",", ":", "-",
      "'", "\"", "\\u", "\\ud83d", "0", "9007199254740992", "1e5", "true", "length(", "count(",
      "match(", "value(", "'a{2,}'", " ", "((((((((", "[?@[?@[?@",
    ], limit: 512
  ) { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      let path = try JSONPath(parsing: text)
      // Each query may look at so much only; the rest of its answer is no part of the question.
      let matches = try path.nodes(
        in: jsonPathDocument.root, limits: JSONPathLimits(results: 200, steps: 2000))
      for match in matches.prefix(3) {
        let again = try JSONPath(parsing: match.path.description)
        let found = try again.nodes(in: jsonPathDocument.root)
        guard found.map(\.node.id) == [match.node.id] else { return "\(match.path) leads astray" }
      }
      return nil
    } catch let error as JSONPathError {
      if error.range.end > error.source.bytes.count { return "refused outside: \(error)" }
      return error.diagnostic.message.isEmpty ? "no words" : nil
    } catch is JSONPathLimitExceeded {
      return nil
    } catch {
      return "an unknown error: \(error)"
    }
  }

  private static let jsonPathDocument: JSONDocument = {
    let text = #"""
      {"a":{"b":[{"c":{"d":1.50}},2,"3"],"d":[1,2,3,4,5,6]},"d":["x",null,true,{"a":"b"}],
       "☺":[{"x":null},[[7]]],"":0,"b":1500}
      """#
    do {
      return try JSONDocument(parsing: text)
    } catch {
      preconditionFailure("the document of the target is JSON: \(error)")
    }
  }()
}
