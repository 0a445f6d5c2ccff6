package import Postgres

/// Remedies that several reasons share: an option of blink-run and what it does.
package enum Advice {
  /// A new snapshot; the slot is dropped where it exists.
  package static func resnapshot(_ slot: String) -> String {
    "--resnapshot \(slot)   takes a new snapshot of every stream"
  }

  /// Streaming without the changes that are lost.
  package static func acceptGap(_ position: LSN) -> String {
    "--accept-gap \(position)   continues without those changes"
  }
}
