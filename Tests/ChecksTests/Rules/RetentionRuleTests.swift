import Checks
import Replication
import Testing

/// What is kept for slots, and how long that lasts.
@Suite struct RetentionRuleTests {
  private let pipeline = Facts.healthyPipeline()

  /// A megabyte of WAL a second, measured; slots may keep `megabytes`.
  private func writing(_ megabytes: Int, _ facts: inout Facts) {
    facts.wal.sampledBytes = 10 << 20
    facts.wal.sampledSeconds = 10
    facts.server.settings["max_slot_wal_keep_size"] = ServerFacts.Setting(
      value: "\(megabytes)", unit: "MB")
  }

  private func set(_ name: String, _ value: String, _ unit: String?, _ facts: inout Facts) {
    facts.server.settings[name] = ServerFacts.Setting(value: value, unit: unit)
  }

  @Test func limitsThatAreTooLow() {
    func status(_ megabytes: Int, tableBytes: Int = 0) -> [Finding.Status] {
      pipeline.findings("slot-retention-low") {
        writing(megabytes, &$0)
        $0.streams[Facts.table]?.bytes = tableBytes
      }.map(\.status)
    }
    #expect(status(512) == [.warning])
    // An hour of it is 3.5 GB.
    #expect(status(2_048) == [.warning])
    #expect(status(10_240) == [])
    // 32 GB are read in 1,024 s, in which a gigabyte is written.
    #expect(status(10_240, tableBytes: 32 << 30) == [])
    #expect(status(512, tableBytes: 32 << 30) == [.warning])
    #expect(pipeline.findings("slot-retention-low") { writing(-1, &$0) }.isEmpty)
    #expect(Registry.check("slot-retention-low")?.canRefuse == false)
  }

  @Test func theRemedyCoversADayButNotTheDisk() {
    func advice(_ change: (inout Facts) -> Void) -> String? {
      pipeline.findings("slot-retention-unlimited") {
        writing(-1, &$0)
        change(&$0)
      }.first?.remedies.first?.text
    }
    // 86,400 s of a megabyte each.
    #expect(advice { _ in } == "ALTER SYSTEM SET max_slot_wal_keep_size = '87040';")
    #expect(
      advice { $0.wal.sampledBytes = 0 } == "ALTER SYSTEM SET max_slot_wal_keep_size = '10240';")
    #expect(
      advice { $0.wal.freeBytes = 20 << 30 }
        == "ALTER SYSTEM SET max_slot_wal_keep_size = '15360';")
    #expect(
      advice { $0.provider = .rds }?.contains("ParameterValue=87040,ApplyMethod=immediate") == true)
  }

  /// From 18: recorded from its documentation, in seconds.
  @Test func slotsThatTimeOut() {
    func status(_ seconds: String) -> [Finding.Status] {
      pipeline.findings("idle-slot-timeout") {
        set("idle_replication_slot_timeout", seconds, "s", &$0)
      }.map(\.status)
    }
    #expect(status("0") == [])
    #expect(status("3600") == [.warning])
    #expect(status("172800") == [])
    // Neon's documentation: slots that are idle for about 40 hours are removed.
    #expect(pipeline.findings("idle-slot-timeout") { $0.provider = .neon }.map(\.status) == [.info])
  }

  @Test func theForecastSaysWhatComesFirst() throws {
    func forecast(_ change: (inout Facts) -> Void) throws -> Finding {
      try #require(pipeline.findings("wal-forecast", change).first)
    }
    let unknown = try forecast { _ in }
    #expect(unknown.status == .info && unknown.found.contains("--sample"))
    let slot = try forecast { writing(1_024, &$0) }
    #expect(slot.found.contains("1 MB/s of WAL (measured for 10 s)"))
    #expect(slot.found.contains("slot s is lost at the first checkpoint after another 1 GB of WAL"))
    #expect(slot.found.contains("which lasts 17 min"))
    let endless = try forecast { writing(-1, &$0) }
    #expect(endless.found.contains("100 GB of disk space last 28 h") && endless.status == .info)
    let disk = try forecast {
      writing(-1, &$0)
      $0.wal.freeBytes = 10 << 30
    }
    #expect(disk.status == .warning && disk.found.contains("fills the disk"))
    #expect(disk.remedies.contains { $0.text.contains("max_slot_wal_keep_size") })
    let idle = try forecast {
      writing(-1, &$0)
      set("idle_replication_slot_timeout", "600", "s", &$0)
    }
    #expect(idle.found.contains("is invalidated after 10 min"))
    let quiet = try forecast {
      $0.wal.countedBytes = 0; $0.wal.countedSeconds = 7_200
    }
    #expect(quiet.found.contains("almost no WAL is written"))
  }

  @Test func theSizeOfTheWALNeedsARightOnlyWhereItMatters() {
    func statuses(_ megabytes: Int) -> [Finding.Status] {
      pipeline.findings("wal-forecast") {
        writing(megabytes, &$0)
        $0.gaps[.walDirectory] = .denied(right: "GRANT pg_monitor TO \"cdc\";")
      }.map(\.status)
    }
    #expect(statuses(-1) == [.info, .unknown])
    #expect(statuses(10_240) == [.info])
  }

  @Test func theFirstSnapshotIsEstimated() {
    let small = pipeline.findings("snapshot-estimate") {
      $0.streams[Facts.table]?.bytes = 32 << 20
      $0.streams[Facts.table]?.rows = 1_000
    }
    #expect(small.map(\.status) == [.info])
    #expect(small[0].found == "1 table, about 1000 rows, 32 MB: 1 s at 32 MB/s, assumed")
    let measured = pipeline.findings("snapshot-estimate") {
      $0.streams[Facts.table]?.bytes = 10 << 40
      $0.wal.readBytesPerSecond = Double(64 << 20)
      writing(-1, &$0)
    }
    #expect(measured.map(\.status) == [.warning])
    #expect(measured[0].found.contains("46 h at 64 MB/s, measured; 160 GB of WAL in the meantime"))
    // Nothing is read where the slot exists.
    #expect(
      pipeline.findings("snapshot-estimate") {
        var slot = ReplicationSlot()
        slot.name = "s"
        $0.slots = [slot]
      }.isEmpty)
  }

  @Test func quietTablesWhileWALIsWritten() {
    func found(_ rows: Int, sampled: Int? = nil, bytes: Int = 10 << 20) -> [Finding.Status] {
      pipeline.findings("idle-stream") {
        $0.wal.changedRows = rows
        $0.wal.sampledRows = sampled
        $0.wal.sampledBytes = bytes
        $0.wal.sampledSeconds = 10
      }.map(\.status)
    }
    #expect(found(0) == [.info])
    #expect(found(5) == [])
    #expect(found(5, sampled: 0) == [.info])
    #expect(found(5, sampled: 1) == [])
    #expect(found(0, sampled: 0, bytes: 0) == [])
  }

  @Test func memoryOfDecoding() {
    func status(_ kilobytes: String, spilled: Int = 0) -> [Finding.Status] {
      pipeline.findings("decoding-memory") {
        set("logical_decoding_work_mem", kilobytes, "kB", &$0)
        $0.decoding = [
          DecodingStatistics(slot: "s", spilledTransactions: spilled, spilledBytes: 1 << 30)
        ]
      }.map(\.status)
    }
    #expect(status("65536") == [])
    #expect(status("4096") == [.info])
    #expect(status("65536", spilled: 3) == [.info])
  }

  @Test func walThatIsAlwaysKept() {
    func found(_ name: String, _ value: String, _ unit: String?) -> String? {
      pipeline.findings("wal-keep") { set(name, value, unit, &$0) }.first?.found
    }
    #expect(found("wal_keep_size", "0", "MB") == nil)
    #expect(
      found("wal_keep_size", "1024", "MB") == "1 GB of WAL is always retained (wal_keep_size)")
    // Before 13: recorded from the documentation of 12.
    #expect(
      found("wal_keep_segments", "8", nil) == "128 MB of WAL is always retained (wal_keep_segments)"
    )
  }
}
