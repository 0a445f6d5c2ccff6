/// How much WAL slots should be allowed to retain.
enum RetentionAdvice {
  /// A day of WAL, twice what accumulates during a first snapshot, and at least 10 GB; but not so
  /// much that the disk would be full, where that is known. In MB, the server's own unit: whole GB.
  static func megabytes(_ facts: Facts) -> Int {
    let day = (facts.walRate ?? 0) * 86_400
    let snapshot = (SnapshotForecast(facts)?.wal ?? 0) * 2
    let wanted = max(10 << 30, Int(min(day, 1e15)), Int(min(snapshot, 1e15)))
    let most = facts.wal.freeBytes.map { max(1 << 30, $0 / 4 * 3) } ?? .max
    return (min(wanted, most) + (1 << 30) - 1) / (1 << 30) * 1_024
  }

  /// Sets it, in the provider's way.
  static func remedies(_ facts: Facts) -> [Remedy] {
    facts.provider.set("max_slot_wal_keep_size", "\(megabytes(facts))", restart: false)
  }
}
