import SynchroServer

extension CDSDefect {
  /// The metadata object behind every fault of HTTP that decides something: a server that is merely
  /// slow or silent proves nothing.
  static let wire: [CDSDefect] = ServerFault.allCases.compactMap { fault in
    words(fault).map { words in
      CDSDefect(
        "wire-" + fault.rawValue, "answers for the metadata " + words,
        breaks: "WG1-01/3/success-200", in: .metadata, [.wire(.metadata, fault)])
    }
  }

  private static func words(_ fault: ServerFault) -> String? {
    switch fault {
    case .conflictingContentLength: "with two Content-Length that differ"
    case .signedContentLength: "with Content-Length: +N"
    case .contentLengthWithTransferEncoding: "with both Content-Length and Transfer-Encoding"
    case .spaceBeforeColon: "with a space between a field name and its colon"
    case .obsoleteFold: "with a field value that goes on in the next line"
    case .bareLF: "with lines that end in LF alone"
    case .missingReason: "with a status line that ends behind the code"
    case .bodyOn204: "with 204 and content behind it"
    case .bytesAfterBody: "with more bytes than Content-Length says"
    case .truncatedBody: "with fewer bytes than Content-Length says"
    case .truncatedChunks: "with chunks that lack the last one"
    case .badChunkSize: "with a chunk size that is no number"
    case .missingChunkEnd: "with a chunk that does not end in CR LF"
    case .reset: "with a reset in the middle"
    case .emptyReply: "by closing without a byte"
    case .negativeContentLength: "with Content-Length: -1"
    case .fieldWithoutColon: "with a field line without a colon"
    case .nulInField: "with a NUL in a field value"
    case .http09: "without status line and fields"
    case .http91: "with the version HTTP/9.1"
    case .status2000: "with a status code of four digits"
    case .missingCloseNotify: "with half the content"
    // Silence and our own limits are inconclusive, so no requirement is broken by these.
    case .stall, .slowBytes, .hugeField: nil
    }
  }
}
