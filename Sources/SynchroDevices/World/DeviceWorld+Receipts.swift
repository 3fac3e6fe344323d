import SynchroPXB

extension DeviceWorld {
  /// Says how far a payload came; the defects of receipts are here.
  mutating func receipt(
    _ stage: Receipt.Stage, _ letter: Mailbox.Letter, at place: Int
  ) {
    let actor = devices[place].me.actor
    let name = letter.payload.name
    settle(letter.payload.header.id, stage: stage)
    if defects.strike(.noReceipt, name, at: actor) != nil { return }
    let isReversed = defects.has(.receivedAfterDone, at: actor)
    let count = defects.strike(.doubleReceipt, name, at: actor) == nil ? 1 : 2
    for _ in 0..<count {
      var crc = CRC32.of(letter.payload.body.bytes)
      if defects.strike(.wrongChecksum, name, at: actor) != nil { crc ^= 1 }
      outgoing.append(
        .receipt(
          Receipt(
            header: header(from: place), from: devices[place].me,
            correlation: letter.payload.header.id, stage: stage,
            received: letter.received + (isReversed ? .seconds(5) : .zero),
            done: skewed(devices[place].me.instance), crc: crc)))
    }
  }
}
