import Diagnostics
import Replication

/// Amounts and names in the messages of checks of slots.
enum SlotWords {
  /// Who reads the slot: `pid 12 (blink-run, cdc), from 10.0.0.1, since …`.
  static func holder(_ slot: ReplicationSlot) -> String {
    let names = slot.holder.isEmpty ? "" : " (\(slot.holder))"
    let address = slot.holderAddress.map { ", from \($0)" } ?? ""
    let since = slot.heldSince.map { ", since \($0)" } ?? ""
    return "pid \(slot.activePID ?? 0)\(names)\(address)\(since)"
  }

  /// How far the consumer is behind, in bytes and, if the server reports it, in seconds.
  static func lag(_ slot: ReplicationSlot) -> String {
    let hidden = slot.hidden.map { " (\($0))" } ?? ""
    let seconds = slot.lagSeconds.map { ", \(Int(($0 * 1_000).rounded())) ms" } ?? ""
    return "\(Amount.bytes(slot.lagBytes ?? 0))\(seconds) behind\(hidden)"
  }
}
