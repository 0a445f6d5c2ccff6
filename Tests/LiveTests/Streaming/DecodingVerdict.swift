import Foundation
import Support

/// Whose fault it is that blink-run ended with an error: an independent reader is asked.
enum DecodingVerdict: Equatable {
  /// blink-run read everything.
  case passed
  /// pg_recvlogical stops with the same internal error, which this is.
  case server(String)
  /// No other reader has this error, which this tells about.
  case ours(String)

  /// Judges a run by reading a copy of its slot up to what is written now.
  static func judge(
    _ outcome: Program.Outcome, of slot: String, on cluster: TestCluster
  ) throws -> Self {
    guard outcome.exit != 0 else { return .passed }
    let start = "error: the server cannot decode its own WAL: "
    let lines = outcome.stderr.split(separator: "\n")
    // A log's line begins with a time stamp.
    let messages = lines.compactMap { line in line.range(of: start).map { line[$0.lowerBound...] } }
    guard let error = messages.last, error.contains(" (XX") else {
      return .ours("exit \(outcome.exit): \(outcome.stderr)")
    }
    guard let other = try readCopy(of: slot, on: cluster) else {
      return .ours("pg_recvlogical reads it through; blink-run does not: \(outcome.stderr)")
    }
    guard error.contains("\(other) (XX") else {
      return .ours("pg_recvlogical says '\(other)', blink-run something else: \(outcome.stderr)")
    }
    return .server(String(error.dropFirst(start.count)))
  }

  /// What pg_recvlogical stops with; nil where it reads to the end.
  private static func readCopy(of slot: String, on cluster: TestCluster) throws -> String? {
    let copy = "copy_of_\(slot)"
    try cluster.psql("SELECT pg_copy_logical_replication_slot('\(slot)', '\(copy)')")
    let end = try cluster.psql("SELECT pg_current_wal_flush_lsn()")
    let outcome = try Program.run(
      cluster.path(of: "pg_recvlogical"),
      [
        "-h", "127.0.0.1", "-p", "\(cluster.port)", "-U", "postgres", "-d", "postgres", "-S", copy,
        "--start", "--no-loop", "-f", "/dev/null", "--endpos", end, "-o", "proto_version=1", "-o",
        "publication_names=p",
      ], environment: ["PATH": "/usr/bin:/bin"])
    guard outcome.exit != 0 else { return nil }
    let mark = "ERROR:  "
    guard let start = outcome.stderr.firstRange(of: mark)?.upperBound else { return outcome.stderr }
    return String(outcome.stderr[start...].prefix { $0 != "\n" })
  }
}
