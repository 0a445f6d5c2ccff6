import Foundation
import Support

extension Situation {
  static let all: [Situation] = first + slots + states + chosen

  /// Nothing has run yet.
  private static let first = [
    Situation("a first run", 0) { _, _ in },
    Situation("a first run without a snapshot", 0) { fixture, _ in
      try fixture.edit("stream_snapshot: true", "stream_snapshot: false")
    },
    Situation("a first run without slot_name", 0) { fixture, _ in
      try fixture.edit("    slot_name: s\n", "")
    },
    Situation("wal_level", 2, "wal-level") { fixture, _ in
      try fixture.cluster.restart(settings: ["wal_level": "replica"])
    },
    Situation("no free slot", 2, "replication-slots-free") { fixture, _ in
      try fixture.cluster.restart(settings: ["max_replication_slots": "1"])
      try fixture.cluster.psql(
        "SELECT pg_create_logical_replication_slot('other', 'test_decoding')")
    },
    Situation("no such table", 2, "table-exists") { fixture, _ in
      try fixture.cluster.psql("DROP TABLE t")
    },
    Situation("no such column", 2, "drift-missing-column") { fixture, _ in
      try fixture.cluster.psql("ALTER TABLE t DROP COLUMN v")
    },
    Situation("no replica identity", 2, "replica-identity") { fixture, _ in
      try fixture.cluster.psql("ALTER TABLE t DROP CONSTRAINT t_pkey")
    },
    Situation("other types and nulls than the file says", 0) { fixture, _ in
      try fixture.cluster.psql("ALTER TABLE t ALTER COLUMN v TYPE varchar(10)")
      try fixture.edit("databrewType: String", "databrewType: String, nullable: false")
    },
    Situation(
      "a publication of somebody's that leaves the table out", 2, "publication-covers-tables"
    ) { fixture, _ in
      try fixture.cluster.psql(
        "CREATE TABLE o (id int PRIMARY KEY); CREATE PUBLICATION s FOR TABLE o")
    },
  ]

  /// A slot that no state belongs to.
  private static let slots = [
    Situation("a slot without a snapshot on record", 7, "slot-unrecorded") { fixture, _ in
      try fixture.makeSlot()
    },
    Situation("a slot that may be streamed", 0) { fixture, _ in
      try fixture.edit("stream_snapshot: true", "stream_snapshot: false")
      try fixture.makeSlot()
    },
    Situation("a slot without its publication", 2, "publication-exists") { fixture, _ in
      try fixture.edit("stream_snapshot: true", "stream_snapshot: false")
      try fixture.cluster.psql("SELECT pg_create_logical_replication_slot('s', 'pgoutput')")
    },
    Situation("a slot of another plugin", 2, "slot-plugin") { fixture, _ in
      try fixture.makeSlot("test_decoding")
    },
    Situation("a physical slot", 2, "slot-type") { fixture, _ in
      try fixture.cluster.psql("SELECT pg_create_physical_replication_slot('s')")
    },
    Situation("a slot of another database", 2, "slot-database") { fixture, _ in
      try fixture.cluster.psql("CREATE DATABASE other")
      try fixture.cluster.psql(
        "SELECT pg_create_logical_replication_slot('s', 'pgoutput')", database: "other")
    },
  ]

  /// After a run that ended well.
  private static let states = [
    Situation("a run to go on with", 0) { fixture, role in try fixture.runOnce(role) },
    Situation("the same without slot_name", 0) { fixture, role in
      try fixture.edit("    slot_name: s\n", "")
      try fixture.runOnce(role)
    },
    Situation("a slot that somebody advanced", 7, "slot-checkpoint") { fixture, role in
      try fixture.runOnce(role)
      try fixture.advanceSlot()
    },
    Situation("a slot that somebody dropped", 7, "slot-exists") { fixture, role in
      try fixture.runOnce(role)
      try fixture.cluster.psql("SELECT pg_drop_replication_slot('s')")
    },
    Situation("a publication that somebody dropped", 7, "publication-exists") { fixture, role in
      try fixture.runOnce(role)
      try fixture.cluster.psql("DROP PUBLICATION s")
    },
    Situation("a slot that was dropped and created again", 7, "slot-checkpoint") { fixture, role in
      try fixture.runOnce(role)
      try fixture.cluster.psql("SELECT pg_drop_replication_slot('s'); INSERT INTO t VALUES (9)")
      try fixture.cluster.psql("SELECT pg_create_logical_replication_slot('s', 'pgoutput')")
    },
    Situation("another server", 7, "identity-changed") { fixture, role in
      try fixture.runOnce(role)
      try fixture.editState("\"system_id\" : \"", "\"system_id\" : \"9")
    },
    Situation("a server that is behind", 7, "server-behind") { fixture, role in
      try fixture.runOnce(role)
      try fixture.setPosition("F/0")
    },
    Situation("a file sink that was set back", 7, "sink-behind") { fixture, role in
      try fixture.useFileSink()
      try fixture.runOnce(role)
      let old = try fixture.copyOfFiles()
      try fixture.cluster.psql("INSERT INTO t VALUES (7)")
      try fixture.runOnce(role)
      try fixture.bringBack(old)
    },
    Situation("a file sink without its state", 0) { fixture, role in
      try fixture.useFileSink()
      try fixture.runOnce(role)
      try FileManager.default.removeItem(atPath: "\(fixture.folder.path)/.blink")
    },
    Situation("a stream that was added", 0) { fixture, role in
      try fixture.runOnce(role)
      try fixture.cluster.psql(
        "CREATE TABLE u (id int PRIMARY KEY); GRANT SELECT ON u TO cdc;"
          + " ALTER PUBLICATION s ADD TABLE u")
      try fixture.edit(
        "source:\n", Fixture.stream("u", [("id", "Int32")]) + "\nsource:\n")
    },
  ]

  /// The operator has decided.
  private static let chosen = [
    Situation(
      "--accept-gap for another position", 7, "slot-exists", choices: ["--accept-gap", "F/0"]
    ) { fixture, role in
      try fixture.runOnce(role)
      try fixture.cluster.psql("SELECT pg_drop_replication_slot('s')")
    },
    Situation("--adopt-slot", 0, choices: ["--adopt-slot", "s"]) { fixture, _ in
      try fixture.makeSlot()
    },
    Situation("--resnapshot", 0, choices: ["--resnapshot", "s"]) { fixture, role in
      try fixture.runOnce(role)
      try fixture.advanceSlot()
    },
    Situation("--resnapshot of another slot", 64, "wrong-slot", choices: ["--resnapshot", "x"]) {
      _, _ in
    },
    Situation("--resnapshot of somebody's slot", 2, "slot-plugin", choices: ["--resnapshot", "s"]) {
      fixture, _ in try fixture.makeSlot("test_decoding")
    },
  ]
}

extension Fixture {
  fileprivate func makeSlot(_ plugin: String = "pgoutput") throws {
    try cluster.psql("CREATE PUBLICATION s FOR TABLE t")
    try cluster.psql("SELECT pg_create_logical_replication_slot('s', '\(plugin)')")
  }

  fileprivate func advanceSlot() throws {
    try cluster.psql(
      "INSERT INTO t VALUES (8); SELECT pg_replication_slot_advance('s', pg_current_wal_lsn())")
  }

  fileprivate func useFileSink() throws {
    try edit(
      "source:\n  driver",
      "sink: {driver: file, config: {path: 'out/{table}.jsonl'}}\nsource:\n  driver")
  }

  fileprivate func copyOfFiles() throws -> String {
    let copy = "\(folder.path)/copy"
    try FileManager.default.copyItem(atPath: "\(folder.path)/out", toPath: copy)
    return copy
  }

  fileprivate func bringBack(_ copy: String) throws {
    try FileManager.default.removeItem(atPath: "\(folder.path)/out")
    try FileManager.default.moveItem(atPath: copy, toPath: "\(folder.path)/out")
  }

  fileprivate func runOnce(_ role: String) throws {
    let outcome = try run(["--endpos", "current"], as: role)
    guard outcome.exit == 0 else { throw SupportError("no first run: \(outcome.stderr)") }
  }

  fileprivate func edit(_ old: String, _ new: String) throws {
    try change("blink.yaml", old, new)
  }

  fileprivate func editState(_ old: String, _ new: String) throws {
    try change(".blink/state/s.json", old, new)
  }

  /// Sets the position of the state.
  fileprivate func setPosition(_ position: String) throws {
    for name in ["s.json", "s.position"] {
      let path = "\(folder.path)/.blink/state/\(name)"
      guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
      let new = text.replacing(
        #/[0-9A-F]+/[0-9A-F]+/#, with: position)
      try new.write(toFile: path, atomically: true, encoding: .utf8)
    }
  }

  private func change(_ name: String, _ old: String, _ new: String) throws {
    let path = "\(folder.path)/\(name)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    guard text.contains(old) else { throw SupportError("\(name) has no \(old)") }
    try text.replacingOccurrences(of: old, with: new)
      .write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Runs blink-run as a role.
  func run(_ arguments: [String], as role: String) throws -> Program.Outcome {
    try BlinkBinary.run.run(
      arguments, environment: environment.merging(["DATABASE_USER": role]) { $1 },
      directory: folder.path)
  }
}
