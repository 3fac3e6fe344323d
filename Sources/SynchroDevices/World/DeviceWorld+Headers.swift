import SynchroPXB

/// Every message has an id that its side uses once, and a number in its sender's count.
extension DeviceWorld {
  mutating func newId() -> String {
    idsMade += hasAnywhere(.idsReused) && idsMade > 2 ? 0 : 1
    return "t\(idsMade)"
  }

  mutating func header(from place: Int, intended: PXBTime? = nil) -> Header {
    devices[place].mail.sequence += 1
    let time = skewed(devices[place].me.instance)
    return Header(
      run: runName, id: newId(), sequence: devices[place].mail.sequence, clock: clockName,
      intended: min(intended ?? time, time), issued: time)
  }

  mutating func sessionHeader() -> Header {
    sessionSequence += 1
    return Header(
      run: runName, id: newId(), sequence: sessionSequence, clock: clockName, at: stamp)
  }

  mutating func controlHeader() -> Header {
    controlSequence += 1
    return Header(
      run: runName, id: newId(), sequence: controlSequence, clock: clockName, at: stamp)
  }

  private var runName: String { idsMade > 2 && hasAnywhere(.runMisnamed) ? run + "-" : run }
  private var clockName: String {
    idsMade > 2 && hasAnywhere(.clockMisnamed) ? "h" : settings.clockName
  }

  /// The time as a device tells it: off where that fault is injected.
  func skewed(_ instance: String) -> PXBTime {
    var table = faults
    guard
      let fault = table.strike(.clockSkew, payload: nil, instance: instance, at: stamp)
    else { return stamp }
    return stamp + .microseconds(Int64(min(max(fault.amount ?? 0, -1e15), 1e15)))
  }

  mutating func refuse(
    _ message: Message, _ code: PXBErrorCode, _ detail: String, by place: Int? = nil
  ) {
    settle(message.header.id, stage: .consumed)
    let error = ErrorMessage(
      header: place.map { header(from: $0) } ?? sessionHeader(), from: place.map { devices[$0].me },
      code: code, detail: detail, correlation: message.header.id,
      retryAfter: code == .busy ? .seconds(1) : nil)
    outgoing.append(.error(error))
  }
}
