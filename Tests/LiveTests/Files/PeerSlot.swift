import Foundation
import Support

/// A slot of another reader over the same WAL: what pg_recvlogical makes of it.
struct PeerSlot {
  private let cluster: TestCluster
  private static let name = "peer"

  /// Creates the slot; it holds everything from here on.
  init(_ cluster: TestCluster) throws {
    self.cluster = cluster
    try cluster.psql("SELECT pg_create_logical_replication_slot('\(Self.name)', 'test_decoding')")
  }

  /// Every change up to now, as ``FilesFixture/events()`` describes them.
  func events() throws -> [String] {
    let folder = try TemporaryDirectory()
    let file = folder.path + "/changes"
    let end = try cluster.psql("SELECT pg_current_wal_insert_lsn()")
    // Something must follow, or the end is not seen.
    try cluster.psql("CREATE TABLE peer_end (); DROP TABLE peer_end")
    let outcome = try Program.run(
      cluster.path(of: "pg_recvlogical"),
      [
        "-h", "127.0.0.1", "-p", "\(cluster.port)", "-U", "postgres", "-d", "postgres", "-S",
        Self.name, "--start", "--no-loop", "--endpos", end, "-f", file, "-o", "include-xids=1",
        "-o", "skip-empty-xacts=1",
      ], timeout: 300)
    guard outcome.exit == 0 else { throw SupportError(outcome.stderr) }
    var xid = "-"
    var events: [String] = []
    for line in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n") {
      if line.hasPrefix("BEGIN ") { xid = String(line.dropFirst(6)) }
      guard line.hasPrefix("table public.") else { continue }
      let parts = line.split(separator: " ", maxSplits: 3)
      let table = parts[1].dropFirst("public.".count).dropLast()
      // A key that changes is named before the row.
      let row = line.components(separatedBy: "new-tuple: ").last ?? ""
      let key = row.firstMatch(of: /\bid\[[a-z]+\]:(\d+)/)?.1 ?? "-"
      events.append("\(xid) \(table) \(parts[2].dropLast().lowercased()) \(key)")
    }
    return events
  }
}
