import Postgres
import Settings

extension FactGatherer {
  /// Creates a temporary slot with the plugin, writes one logical message and decodes it. The slot
  /// is dropped; it would end with the session anyway.
  ///
  /// - Parameters:
  ///   - session: a replication session, as blink-run has it.
  ///   - other: a normal one: an error on the slot's own session would drop the slot.
  static func probe(
    _ session: borrowing Connection, beside other: borrowing Connection, into facts: inout Facts
  ) {
    let name = "blink_doctor_\(String(UInt32.random(in: 0...(.max)), radix: 16))"
    var probe = ProbeFacts(plugin: facts.plugin.rawValue)
    let began = ContinuousClock.now
    let end = began + facts.options.probeTimeout
    do {
      try session.query(
        "CREATE_REPLICATION_SLOT \(Identifier(name).quoted) TEMPORARY LOGICAL"
          + " \(Identifier(probe.plugin).quoted) NOEXPORT_SNAPSHOT",
        timeout: facts.options.probeTimeout)
      probe.time = ContinuousClock.now - began
      probe.decoding = decode(name, on: session, beside: other, until: end, facts)
      // Fails if a decoding error has already dropped the slot.
      _ = try? session.query("DROP_REPLICATION_SLOT \(Identifier(name).quoted)")
    } catch {
      probe.problem = error
      probe.time = ContinuousClock.now - began
    }
    // It waited for the transactions that are still open.
    if probe.isBlocked {
      let query = FactQuery.blockers(other.serverVersion)
      query.take(other.batch([query.statement])[0], into: &facts)
    }
    facts.probe = probe
  }

  private static func decode(
    _ slot: String, on session: borrowing Connection, beside other: borrowing Connection,
    until end: ContinuousClock.Instant, _ facts: Facts
  ) -> ProbeFacts.Decoding {
    // At least a second, however long the slot took.
    func rest() -> Duration { max(.seconds(1), end - ContinuousClock.now) }
    let began = ContinuousClock.now
    var reason: String?
    if facts.server.isStandby {
      reason = "a standby writes no message"
    } else {
      do {
        // A transaction, because only its commit is flushed immediately; no standby need confirm.
        try other.query(
          "SELECT pg_catalog.set_config('synchronous_commit', 'local', true),"
            + " pg_catalog.pg_logical_emit_message(true, 'blink_doctor', $1)",
          [slot], timeout: rest())
      } catch {
        reason = "no message could be written: \(error)"
      }
    }
    let showsMessages = facts.plugin != .pgoutput || session.serverVersion >= 140_000
    if !showsMessages, reason == nil { reason = "before 14 pgoutput does not send messages" }
    var options = ""
    if facts.plugin == .pgoutput {
      let publication = Identifier(facts.publicationName ?? "blink_doctor").quoted
      options = ", 'proto_version', '1', 'publication_names', \(Quoting.literal(publication))"
      if showsMessages { options += ", 'messages', 'true'" }
    }
    do {
      let rows = try session.query(
        "SELECT pg_catalog.count(*) AS messages FROM"
          + " pg_catalog.pg_logical_slot_get_binary_changes('\(slot)', NULL, NULL\(options)) c"
          + " WHERE POSITION('\(slot)'::bytea IN c.data) > 0", timeout: rest())
      guard rows.int(0, "messages") ?? 0 > 0 else {
        return .silent(reason ?? "the written message was not decoded")
      }
      return .message(ContinuousClock.now - began)
    } catch {
      // Only a concurrently changed row needs the publication, which has its own check.
      if error.sqlstate == "42704" { return .silent("the publication is missing") }
      return .failed(error)
    }
  }
}
