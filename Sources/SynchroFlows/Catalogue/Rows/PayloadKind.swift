/// What a payload is for; the column `Payload Type`.
public enum PayloadKind: String, Sendable, CaseIterable {
  case command = "cmd"
  case responseData = "resp-data"
  case acknowledgement = "ack"
  case alarm
  case alert
  case communicationError = "comm-err"
  case commandError = "cmd-err"
  case negotiationThread = "negot-thrd"
}
