import SynchroJSON
import SynchroText

extension FuzzTarget {
  /// The JSON parser: whatever it accepts it can print and read again as the same value, and
  /// whatever it refuses it refuses at a place inside the text.
  public static let json = FuzzTarget(
    "json",
    corpus: [
      #"{"a":[1,-2.50,3e+10,true,false,null],"b":{"c":"d","c":"\u00e9\ud834\udd1e\n"},"":[]}"#,
      #"[[[[]]],{},"plain","ключ",0.1,-0,1E400,{"k":{"k":{"k":0}}}]"#,
      "  \"text\\\\\\\"\"\r\n", "[\"\u{1F600}\", \"e\u{301}\"]",
    ].map { Array($0.utf8) },
    dictionary: [
      "\"", "\\", "\\u", "\\ud800", "\\udc00", "{", "}", "[", "]", ",", ":", "true", "null", "1e9",
      "-", ".", "\u{FEFF}", "//", "[[[[[[[[[[[[[[[[",
    ]
  ) { bytes in
    let source = SourceText(name: "fuzz", bytes: bytes)
    do {
      let document = try JSONDocument(parsing: source)
      let value = document.root.value
      for text in [
        JSONPrinter.pretty(value), JSONPrinter.compact(value), JSONPrinter.canonical(value),
      ] {
        let again = try JSONDocument(parsing: text, limits: JSONLimits(exponent: .max / 100))
        guard again.root.value == value else { return "printed as another value: \(text)" }
      }
      for duplicate in document.duplicateKeys where duplicate.again.end > bytes.count {
        return "a repeated key stands outside the text"
      }
      return nil
    } catch let error as JSONSyntaxError {
      if error.range.end > bytes.count { return "refused outside the text: \(error)" }
      return DiagnosticRenderer().render(error.diagnostic, in: source).isEmpty ? "no words" : nil
    } catch {
      return "an unknown error: \(error)"
    }
  }
}
