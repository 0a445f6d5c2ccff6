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

  /// Pins an open session once more, and proves that values look as they should.
  ///
  /// The options of a session hold from its beginning, but a login event trigger (17 and later) runs
  /// after them and may set anything, and a pooler may drop them.
  ///
  /// - Throws: `other` if values still look different.
  static func prove(_ session: borrowing Connection) throws(ConnectionError) {
    let encoding = session.parameter("server_encoding") == "SQL_ASCII" ? "SQL_ASCII" : "UTF8"
    let probes = probes + [("pg_catalog.current_setting('client_encoding')", encoding)]
    let pins =
      options(serverVersion: session.serverVersion) + [("client_encoding", encoding)]
    let set = pins.map { "pg_catalog.set_config('\($0.name)', '\($0.value)', false)" }
    let columns = probes.map { "\($0.value)::pg_catalog.text" }.joined(separator: ", ")
    let rows: Rows
    do {
      rows = try session.script(
        "SELECT \(set.joined(separator: ", ")); SELECT \(columns)")
    } catch {
      let kind: ConnectionError.Kind =
        error.isInterruption ? .interrupted : error.connectionLost ? .unreachable : .other
      throw ConnectionError(kind, sqlstate: error.sqlstate, message: error.message)
    }
    let found = probes.indices.map { rows.count == 1 ? rows[row: 0, index: $0] ?? "" : "" }
    guard let wrong = found.indices.first(where: { found[$0] != probes[$0].text }) else { return }
    throw ConnectionError(
      .other,
      message: "the session formats \(probes[wrong].value) as \(found[wrong]) and not as"
        + " \(probes[wrong].text), although it was told to: a pooler in between may undo its settings"
    )
  }

  /// Values, and their text under the pins.
  private static let probes: [(value: String, text: String)] = [
    ("'2024-03-04 05:06:07+01'::pg_catalog.timestamptz", "2024-03-04 04:06:07+00"),
    ("'2024-03-04'::pg_catalog.date", "2024-03-04"),
    ("'1 year -2 days'::pg_catalog.interval", "1 year -2 days"),
    ("0.1::pg_catalog.float4::pg_catalog.float8", "0.10000000149011612"),
    ("pg_catalog.decode('01', 'hex')", "\\x01"),
  ]
}
