internal import SynchroJSON

extension RunReport.Document: RecordPart {
  var fields: [(String, JSONValue?)] {
    [
      ("id", .string(id)), ("title", .string(title)), ("edition", .string(edition)),
      ("imported_by", .text(importedBy)), ("url", .text(url)), ("sections", .parts(sections)),
    ]
  }

  init(_ reader: RecordReader) throws(RecordError) {
    self.init(
      id: try reader.text("id"), title: try reader.text("title"),
      edition: try reader.text("edition"), importedBy: try reader.textIfAny("imported_by"),
      url: try reader.textIfAny("url"), sections: try reader.parts("sections"))
  }
}
