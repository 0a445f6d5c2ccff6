import Diagnostics
import Postgres

/// Why a teardown stops.
enum TeardownFailure {
  static func active(_ slot: String, holder: String) -> Failure {
    Failure(
      .refused, "slot \(slot) is in use\(holder.isEmpty ? "" : ": \(sanitized(holder))")",
      why: "dropping it would take the stream away from a running consumer",
      remedies: ["stop that consumer, then try again"])
  }

  static func statement(_ error: ServerError, _ what: String, _ statement: String) -> Failure {
    Failure(
      .refused, "\(what) cannot be dropped: \(error.description)",
      remedies: ["\(place(error)):  \(sanitized(statement))"])
  }

  private static func place(_ error: ServerError) -> String {
    switch error.sqlstate {
    case "42501": "as its owner, or as a role that may replicate"
    // Transactions are read-write, so the server is a standby.
    case "25006": "on the primary"
    default: "try again, or by hand"
    }
  }

  private static func sanitized(_ text: String) -> String { TerminalText.sanitized(text) }
}
