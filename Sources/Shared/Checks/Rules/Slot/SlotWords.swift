/// Amounts and names in what checks of slots say.
enum SlotWords {
  /// `512 bytes`, `16 MB`, `1.5 GB`.
  static func bytes(_ count: Int) -> String {
    guard count >= 1024 else { return "\(count) bytes" }
    var (value, unit) = (Double(count) / 1024, "kB")
    for next in ["MB", "GB", "TB"] where value >= 1024 { (value, unit) = (value / 1024, next) }
    let tenths = Int((value * 10).rounded())
    return tenths < 100 && tenths % 10 != 0
      ? "\(tenths / 10).\(tenths % 10) \(unit)" : "\(Int(value.rounded())) \(unit)"
  }

  /// `40 s`, `12 min`, `3 h`, `2 d`.
  static func time(_ seconds: Int) -> String {
    switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7_200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3_600) h"
    default: "\(seconds / 86_400) d"
    }
  }

  /// Who reads the slot: `pid 12 (blink-run, cdc), from 10.0.0.1, since …`.
  static func holder(_ slot: SlotRow) -> String {
    let names = slot.holder.isEmpty ? "" : " (\(slot.holder))"
    let address = slot.holderAddress.map { ", from \($0)" } ?? ""
    let since = slot.heldSince.map { ", since \($0)" } ?? ""
    return "pid \(slot.activePID ?? 0)\(names)\(address)\(since)"
  }

  /// How far the consumer is behind, in bytes and, where the server tells, in seconds.
  static func lag(_ slot: SlotRow) -> String {
    let seconds = slot.lagSeconds.map { ", \(Int(($0 * 1_000).rounded())) ms" } ?? ""
    return "\(bytes(slot.lagBytes ?? 0))\(seconds) behind"
  }
}
