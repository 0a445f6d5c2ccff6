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
    if serverVersion >= 140_000 { pins.append(("idle_session_timeout", "0")) }
    if serverVersion >= 170_000 { pins.append(("transaction_timeout", "0")) }
    return pins
  }

  /// The statement that sets what a session could not be opened with, because the server's version
  /// was not known; nil if nothing is missing.
  ///
  /// - Parameter known: the version that the options were made for; 0 before the first session.
  package static func late(serverVersion: Int, known: Int) -> String? {
    let sent = Set(options(serverVersion: known).map(\.name))
    let missing = options(serverVersion: serverVersion).filter { !sent.contains($0.name) }
    guard !missing.isEmpty else { return nil }
    return missing.map { "SET \($0.name) = '\($0.value)'" }.joined(separator: "; ")
  }
}
