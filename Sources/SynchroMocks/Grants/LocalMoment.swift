import SynchroTiming

/// A moment, and the day that it is in the time zone of the server.
struct LocalMoment {
  let time: Timestamp
  /// The midnight at which the day begins, as if the zone were UTC: dates are compared as dates.
  let day: Timestamp

  init(_ time: Timestamp, in zone: TimeZoneFile) {
    self.time = time
    let local = time.seconds + zone.offset(at: time)
    let second = (local % 86_400 + 86_400) % 86_400
    day = Timestamp(seconds: local - second) ?? time
  }
}

extension CDSWorld {
  /// A moment as it is where the server is.
  func local(_ time: Timestamp) -> LocalMoment {
    LocalMoment(time, in: .named(seed.authorizationServer.timezone))
  }
}
