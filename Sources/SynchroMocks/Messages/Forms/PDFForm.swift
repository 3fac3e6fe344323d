/// The blank form of a registration field, as a small PDF that can be filled in.
struct PDFForm: Sendable {
  let title: String
  let lines: [String]
  /// What is asked for; each becomes a field of the form.
  let questions: [String]

  /// Where the form of a registration field is: `lakeland_agreement` has
  /// `/forms/lakeland-agreement.pdf`.
  static func link(of field: String) -> CDSLink {
    .own(CDSEndpoint.forms.path + "/" + slug(of: field) + ".pdf")
  }

  static func slug(of field: String) -> String { field.replacing("_", with: "-") }

  /// The file: PDF 1.4 with one page, the Helvetica that every reader has, and an AcroForm.
  var bytes: [UInt8] {
    var objects = [
      "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [\(fieldReferences)] "
        + "/DR << /Font << /F1 4 0 R >> >> /DA (/F1 11 Tf 0 g) /NeedAppearances true >> >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        + "/Resources << /Font << /F1 4 0 R >> >> /Annots [\(fieldReferences)] >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
      "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
    ]
    for (index, question) in questions.enumerated() {
      let bottom = Self.fieldTop - index * Self.fieldStep - 4
      objects.append(
        "<< /Type /Annot /Subtype /Widget /FT /Tx /T (\(Self.escape(question))) "
          + "/Rect [220 \(bottom) 520 \(bottom + 20)] /F 4 /P 3 0 R /DA (/F1 11 Tf 0 g) "
          + "/MK << /BC [0.5 0.5 0.5] >> >>")
    }
    return Self.file(objects)
  }

  private static let fieldTop = 560
  private static let fieldStep = 34

  private var fieldReferences: String {
    questions.indices.map { "\($0 + 6) 0 R" }.joined(separator: " ")
  }

  /// What is printed on the page.
  private var content: String {
    var parts = ["BT /F1 18 Tf 60 770 Td (\(Self.escape(title))) Tj ET"]
    for (index, line) in lines.enumerated() {
      parts.append("BT /F1 11 Tf 60 \(730 - index * 16) Td (\(Self.escape(line))) Tj ET")
    }
    for (index, question) in questions.enumerated() {
      let top = Self.fieldTop - index * Self.fieldStep
      parts.append("BT /F1 11 Tf 60 \(top) Td (\(Self.escape(question))) Tj ET")
    }
    return parts.joined(separator: "\n")
  }

  /// A string of a PDF; what the font may lack becomes a question mark.
  private static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "(", ")", "\\": result += "\\" + String(scalar)
      case " "..."~": result.unicodeScalars.append(scalar)
      default: result += "?"
      }
    }
    return result
  }

  /// The objects with the table that says where each begins.
  private static func file(_ objects: [String]) -> [UInt8] {
    var text = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let table = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\n"
    text += "startxref\n\(table)\n%%EOF\n"
    return Array(text.utf8)
  }
}
