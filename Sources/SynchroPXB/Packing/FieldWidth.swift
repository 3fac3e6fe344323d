/// How an attribute is packed, told by its key alone; `docs/pxb.md` has the table.
///
/// Keys are what counts, not the values: a body's layout must not depend on what is read today.
public enum FieldWidth: Sendable, Hashable, CaseIterable {
  /// 8 octets: an EUI-64; of an EUI-48 with FF FE in its middle.
  case address
  /// 16 octets: a key of 128 bits.
  case key
  /// 8 octets: the text itself, or its beginning and CRC-32 when it is longer.
  case event
  /// 4 octets: the CRC-32 of the text, or the number.
  case identifier
  /// 2 octets: a failure code of the binding.
  case failure
  /// 1 octet: a code, a level, a percentage; of a text the last octet of its CRC-32.
  case code
  /// 8 octets: seconds since 1970.
  case time
  /// 4 octets: a number of seconds, watts or pieces; 8 where 4 do not suffice.
  case quantity
  /// As the value is: text with its length, numbers in 4 or 8 octets.
  case free

  /// How the attribute with a key is packed. The first rule that fits counts.
  public static func of(_ key: String) -> FieldWidth {
    for (width, words) in exact where words.contains(key) { return width }
    for (width, endings) in byEnding where endings.contains(where: key.hasSuffix) {
      return width
    }
    return .free
  }

  private static let exact: [(FieldWidth, Set<String>)] = [
    (.address, ["mac", "macs", "eui64"]),
    (.event, ["event_id", "event_ids"]),
    (.failure, ["failure_code", "error_code", "err_code"]),
    (.key, ["security_material", "key_material"]),
    (.time, ["start", "end", "effective_from", "effective_to"]),
    (.quantity, ["timeout", "duration", "count"]),
  ]

  private static let byEnding: [(FieldWidth, [String])] = [
    (.address, ["mac_address", "mac_addresses"]),
    (.key, ["_key"]),
    (.identifier, ["_id", "_ids"]),
    (.code, ["_code", "_type", "_level", "_tier", "_pct", "_status", "_state", "criticality"]),
    (.time, ["_time", "_date"]),
    (.quantity, ["_s", "_w", "_wh", "_count", "_timeout"]),
  ]
}
