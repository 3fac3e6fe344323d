import SynchroText

/// What can be wrong with a suite file.
enum SuiteFault {
  // The file.
  case tab
  case controlCharacter(UInt8)
  case notUTF8(UInt8)
  case byteOrderMark
  case carriageReturns
  case tooManyErrors
  // Lines and blocks.
  case strayDeeperLine
  case unevenIndentation(expected: Int, received: Int)
  case missingBlock(String)
  case blocksTooDeep
  case commentNeedsTwoBlanks
  // Whatever has no words of its own.
  case endsEarly(expected: String)
  case unexpected(expected: String, found: String)
  case trailing(String)
  // Declarations.
  case missingSuite
  case unknownDeclaration(String)
  case indentedDeclaration
  case repeatedDeclaration(String)
  case repeatedName(NameKind, String, first: SourceRange)
  case badName(NameKind, String)
  case badDefault
  case tableWithoutColumns
  case rowLength(expected: Int, received: Int)
  // Steps.
  case unknownStep(String)
  case headBehindSteps(String)
  case misplacedAlways
  case stepBehindAlways(SourceRange)
  case strayOtherwise
  case misplacedGive
  case misplacedHeader
  case misplacedParameter
  case misplacedRow
  case misplacedRequestPart(String)
  case pauseTooLong
  case badStatus(String)
  case assumptionDecidesNothing
  case emptyRequirements
  case unclosedRequirements
  case badRequirement(String)
  // Flows.
  case unknownFlowStep(String)
  case noCheckOfPayload(String)
  case strayOr
  case loneEither
  case repeatedModifier(String)
  case advanceTooLong
  case expectationInAlways
  // Requests.
  case blankInURL
  case parameterWithoutValue
  case unknownOption(String)
  case operatorOption(String)
  case requestPartBehindBody
  case secondBody
  case unclosedRaw
  case rawLineTooShallow
  case badMediaType(String)
  case badHex
  case badBase64
  // Values.
  case unknownValue(String)
  case unknownPredicate(String)
  case cannotBeNegated(String)
  case expressionTooDeep
  case unknownUnit(String)
  case wrongUnit(wanted: UnitKind)
  case numberOutOfRange(String, ClosedRange<Int>)
  case badQuery(Diagnostic)
  case unclosedPattern
  case badPattern(String)
  case unclosedString
  case badEscape
  case loneSurrogate
  case emptyInterpolation
  case badInterpolation
  case unclosedInterpolation
  // JSON.
  case unclosedJSON
  case jsonTooDeep
  case badNumber
  case trailingComma
  case commentInJSON
  case duplicateMember(String, first: SourceRange)

  /// What a unit can be of.
  enum UnitKind {
    case duration, size
  }
}
