/// The settings that every session of the runner pins, so that no role, database or server
/// setting changes what a value looks like or ends a snapshot.
package enum SessionPins {
  /// The pins for a server of this version; walsender and snapshot sessions share them.
  ///
  /// `lc_monetary` is left alone: money is stored in the locale's own units.
  package static func options(serverVersion: Int) -> [(name: String, value: String)] {
    var pins: [(name: String, value: String)] = [
      ("DateStyle", "ISO"), ("IntervalStyle", "postgres"), ("extra_float_digits", "3"),
      ("bytea_output", "hex"), ("TimeZone", "UTC"), ("xmlbinary", "base64"),
      ("search_path", ""), ("client_min_messages", "warning"), ("statement_timeout", "0"),
      ("lock_timeout", "0"), ("idle_in_transaction_session_timeout", "0"),
    ]
    if serverVersion >= 90_500 { pins.append(("row_security", "off")) }
    if serverVersion >= 170_000 { pins.append(("transaction_timeout", "0")) }
    return pins
  }
}
