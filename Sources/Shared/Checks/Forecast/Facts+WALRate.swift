import Diagnostics

extension Facts {
  /// Bytes of WAL written per second; nil if unknown.
  package var walRate: Double? {
    // A standby's own statistics do not include what its primary writes.
    guard let written = wal.sampledRate ?? (server.isStandby ? nil : wal.countedRate) else {
      return nil
    }
    // The unused rest of a segment that archive_timeout closes also advances the position.
    guard written >= 1, let pause = server.settings["archive_timeout"]?.seconds, pause > 0 else {
      return written
    }
    return max(written, Double(segmentBytes) / pause)
  }

  /// Where the rate comes from, in words.
  var walRateOrigin: String {
    if let seconds = wal.sampledSeconds, wal.sampledRate != nil {
      return "measured for \(Amount.time(seconds))"
    }
    return "average of \(Amount.time(wal.countedSeconds ?? 0)); peaks are higher"
  }

  /// The size of a WAL segment.
  var segmentBytes: Int { max(1 << 20, server.settings["wal_segment_size"]?.bytes ?? 16 << 20) }
}
