/// Two-letter codes of ISO 3166-1.
enum CountryCodes {
  /// The officially assigned ones, as of 2025.
  static let assigned = words(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ
    BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM
    DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS
    GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
    KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ
    MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
    PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
    SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
    VN VU WF WS YE YT ZA ZM ZW
    """)

  /// Codes that the standard reserves for other uses, exceptionally or for a while; no country has
  /// them.
  static let reserved = words(
    """
    AC AN BU CP CQ CS DG DY EA EU EW EZ FL FX IC JA LF NT OA PI RA RB RC RH RI RL RM RN RP SF
    SU TA TP UK UN WG WL WO WV YU YV ZR
    """)

  /// Whether the standard leaves the code to its users: AA, QM to QZ, XA to XZ, ZZ.
  static func isUserAssigned(_ code: String) -> Bool {
    let letters = Array(code.utf8)
    guard letters.count == 2 else { return false }
    switch (letters[0], letters[1]) {
    case (UInt8(ascii: "A"), UInt8(ascii: "A")), (UInt8(ascii: "Z"), UInt8(ascii: "Z")): return true
    case (UInt8(ascii: "Q"), UInt8(ascii: "M")...UInt8(ascii: "Z")): return true
    case (UInt8(ascii: "X"), UInt8(ascii: "A")...UInt8(ascii: "Z")): return true
    default: return false
    }
  }

  private static func words(_ table: String) -> Set<String> {
    Set(table.split { $0 == " " || $0 == "\n" }.map(String.init))
  }
}
