import Replication

/// Who follows this server as a whole: standbys, as far as their slots and sessions show. Programs
/// that archive the WAL look the same.
struct Standbys {
  /// Names of physical slots, and of sessions without a slot.
  let names: [String]

  init(_ facts: Facts) {
    // A slot that is not in use may be left over from a standby that is gone.
    let slots = facts.slots.filter { $0.type == "physical" && $0.isActive && $0.name != facts.slot }
    let held = Set(facts.slots.compactMap(\.activePID))
    let programs = ["pg_basebackup", "pg_receivewal", "blink-doctor", "blink-run"]
    let sessions = facts.senders.filter { sender in
      !held.contains(sender.pid) && sender.state != "backup"
        && !programs.contains(sender.application ?? "")
    }
    names =
      slots.map { "slot \($0.name)" } + sessions.map { "session \($0.application ?? "\($0.pid)")" }
  }

  /// Whether there are any.
  var exist: Bool { !names.isEmpty }

  /// `a standby (slot a, session b)`.
  var words: String { "a standby (\(names.prefix(5).joined(separator: ", ")))" }
}
