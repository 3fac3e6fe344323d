import SynchroJSON
import SynchroText

extension FuzzTarget {
  /// JSON Schema: an input is a schema, a blank line and an instance. Whatever compiles judges the
  /// instance the same way in each mode, and every finding lies inside the text.
  public static let schema = FuzzTarget(
    "schema",
    corpus: examples.map { Array($0.utf8) },
    dictionary: tokens
  ) { bytes in
    var (first, second) = halves(bytes)
    // One case in thirty-two is a sketch: well-formed, and odd in what it says.
    if bytes.reduce(0, { $0 &+ Int($1) }) % 32 == 0 {
      var sketch = SchemaSketch(bytes)
      (first, second) = (Array(sketch.schema().utf8), Array(sketch.value().utf8))
    }
    guard let schemaText = try? JSONDocument(parsing: SourceText(name: "schema", bytes: first))
    else { return nil }
    let limits = SchemaLimits(steps: 20_000, findings: 20)
    let schema: JSONSchema
    do throws(SchemaError) {
      schema = try JSONSchema(
        compiling: schemaText, options: SchemaOptions(formats: .asserted, limits: limits))
    } catch {
      guard error.range.end <= error.source.bytes.count else { return "an error outside the text" }
      return error.description.isEmpty ? "an error without words" : nil
    }
    // A schema is data as well: it is judged, too.
    for source in [SourceText(name: "instance", bytes: second), schemaText.source] {
      guard let instance = try? JSONDocument(parsing: source) else { continue }
      if let complaint = disagreement(schema, instance, limits) { return complaint }
    }
    return nil
  }

  private static func disagreement(
    _ schema: JSONSchema, _ instance: JSONDocument, _ limits: SchemaLimits
  ) -> String? {
    let outcome = schema.evaluate(instance.root)
    let findings = schema.validate(instance.root)
    let isValid = schema.isValid(instance.root)
    // Reasons cost steps, so one mode may reach a limit that another does not.
    if outcome.isDecided, !findings.contains(where: { $0.fault.isUndecided }),
      outcome.isValid != isValid || findings.isEmpty != isValid
    {
      return "modes disagree: \(isValid), \(findings)"
    }
    guard findings.count <= limits.findings + 2 else { return "more findings than the limit" }
    for finding in findings {
      guard finding.range.end <= instance.source.bytes.count, !finding.description.isEmpty,
        // A pointer cannot tell the first of two equal keys from the last.
        !instance.duplicateKeys.isEmpty || finding.instance.resolve(in: instance.root) != nil
      else { return "a finding leads nowhere: \(finding)" }
    }
    return nil
  }

  /// What stands before and behind the first blank line.
  private static func halves(_ bytes: [UInt8]) -> ([UInt8], [UInt8]) {
    for index in bytes.indices.dropLast() where bytes[index] == 10 && bytes[index + 1] == 10 {
      return (Array(bytes[..<index]), Array(bytes[(index + 2)...]))
    }
    return (bytes, [])
  }

  private static let examples: [String] = [
    ##"{"$ref":"#/$defs/a","$defs":{"a":{"$anchor":"x","items":{"$dynamicRef":"#x"}}}}\##n\##n[[1,[2]],{}]"##,
    ##"{"properties":{"a":{"type":"integer","minimum":0.5},"b":{"pattern":"^a+$"}},"required":["a"],"additionalProperties":false}\##n\##n{"a":1e2,"b":"aa","c":0}"##,
    ##"{"anyOf":[{"prefixItems":[true,{"const":2.0}]},{"contains":{"type":"null"}}],"unevaluatedItems":false,"uniqueItems":true}\##n\##n[1,2,null,[1,1.0]]"##,
    ##"{"oneOf":[{"properties":{"k":{"const":"a"}}},{"properties":{"k":{"enum":["b",1]}}}],"unevaluatedProperties":{"format":"date-time"},"propertyNames":{"maxLength":3}}\##n\##n{"k":"b","t":"2024-02-30T00:00:60Z"}"##,
    ##"{"$id":"http://a/b","$dynamicAnchor":"m","if":{"minProperties":2},"then":{"not":{}},"else":{"$ref":"https://json-schema.org/draft/2020-12/schema"},"$defs":{"q":{"$id":"c","$ref":"b#m"}}}\##n\##n{"type":"strin","items":[]}"##,
    ##"{"patternProperties":{"^x":{"multipleOf":0.01}},"dependentRequired":{"x":["y"]},"dependentSchemas":{"y":{"maxProperties":1}},"minItems":1}\##n\##n{"x":0.07,"y":1e308}"##,
  ]

  private static let tokens: [String] = [
    "\"$ref\":\"#\"", "\"$dynamicRef\":\"#m\"", "\"allOf\":[", "\"not\":", "\"items\":",
    "\"unevaluatedProperties\":false", "\"type\":[\"integer\"]", "\"format\":\"uri\"", "#/$defs/",
    "\"$id\":\"", "true", "false", "{}", "[", "]", "{", "}", ",", "\n\n", "%25", "~1", "-1", "1e9",
    "http://a/b", "\"enum\":[1,\"a\",{}]", "\"const\":null",
  ]
}
