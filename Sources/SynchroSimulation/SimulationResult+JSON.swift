import SynchroFlows
public import SynchroJSON
import SynchroStatistics
import SynchroTiming

extension SimulationResult {
  /// The result as a document that tools read; times are nanoseconds.
  public var json: JSONValue {
    let flows = zip(flows, verdicts).map { flow, verdict in flow.json(verdict) }
    let outages = zip(scenario.outages, darkDevices).map { outage, devices in
      JSONValue.object([
        JSONField("name", .string(outage.name)), JSONField("devices", .count(devices)),
      ])
    }
    return .object([
      JSONField("title", .string(scenario.title)), JSONField("mode", "virtual"),
      JSONField("caveat", .string(Self.caveat)),
      JSONField("seed", .count(scenario.seed)), JSONField("days", .integer(scenario.days)),
      JSONField("devices", .integer(scenario.fleet.devices)),
      JSONField("collectors", .integer(scenario.fleet.collectors)),
      JSONField("payloads", .count(payloads)), JSONField("flows", .array(flows)),
      JSONField("links", .array(links.map(\.json))), JSONField("outages", .array(outages)),
    ])
  }
}

extension SimulationResult.Flow {
  fileprivate func json(_ verdict: SimulationVerdict?) -> JSONValue {
    let hours = zip(sentByHour, failedByHour).map { sent, failed in
      JSONValue.object([JSONField("sent", .count(sent)), JSONField("failed", .count(failed))])
    }
    var fields = [
      JSONField("id", .string(flow.id)), JSONField("path", .string(flow.path.description)),
      JSONField("sent", .count(sent)), JSONField("silent", .count(silent)),
      JSONField("onTime", .count(onTime)), JSONField("late", .count(late)),
      JSONField("lost", .count(lost)), JSONField("overflowed", .count(overflowed)),
    ]
    if let verdict {
      fields += [
        JSONField("verdict", .string(verdict.decision.rawValue)),
        JSONField("words", .string(verdict.words)),
        JSONField("clustering", .decimal(verdict.clustering)),
      ]
    }
    fields += [
      JSONField("latency", latencies.percentiles), JSONField("hours", .array(hours)),
      JSONField("histogram", latencies.rows),
    ]
    return .object(fields)
  }
}

extension SimulationResult.Link {
  fileprivate var json: JSONValue {
    .object([
      JSONField("name", .string(link.name)), JSONField("passed", .count(passed)),
      JSONField("lost", .count(lost)), JSONField("overflowed", .count(overflowed)),
      JSONField("load", utilization.map(JSONValue.decimal) ?? .null),
      JSONField("meanWait", waits.mean.map(JSONValue.decimal) ?? .null),
      JSONField("wait", waits.percentiles), JSONField("longestQueue", .integer(longestQueue)),
    ])
  }
}

extension Histogram {
  /// Percentiles with bounds that hold for any distribution of independent values.
  fileprivate var percentiles: JSONValue {
    guard let found = LatencyPercentiles(self) else { return .null }
    var fields = found.points.map { point in
      JSONField(
        "p" + point.share.percentNumber,
        .object([
          JSONField("value", .count(point.value)),
          JSONField("atLeast", point.atLeast.map(JSONValue.count) ?? .null),
          JSONField("atMost", point.atMost.map(JSONValue.count) ?? .null),
        ]))
    }
    fields.append(JSONField("largest", .count(found.largest)))
    return .object(fields)
  }

  /// Counts by steps of an eighth of a doubling, for a picture.
  fileprivate var rows: JSONValue {
    var rows: [(below: UInt64, count: UInt64)] = []
    for bucket in occupied {
      let edge = Self.step(above: bucket.values.upperBound)
      if rows.last?.below == edge {
        rows[rows.count - 1].count += bucket.count
      } else {
        rows.append((edge, bucket.count))
      }
    }
    return .array(
      rows.map { row in
        .object([JSONField("below", .count(row.below)), JSONField("count", .count(row.count))])
      })
  }

  private static func step(above value: UInt64) -> UInt64 {
    let shift = max(0, 61 - value.leadingZeroBitCount - 1)
    return ((value >> UInt64(shift)) + 1) << UInt64(shift)
  }
}

extension JSONValue {
  static func count(_ number: UInt64) -> JSONValue {
    JSONNumber(String(number)).map(JSONValue.number) ?? .null
  }

  /// A number as it reads back; what is no finite number has no JSON.
  static func decimal(_ number: Double) -> JSONValue {
    number.isFinite ? JSONNumber("\(number)").map(JSONValue.number) ?? .null : .null
  }
}
