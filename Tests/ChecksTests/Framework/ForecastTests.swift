import Checks
import Postgres
import Replication
import Settings
import Testing

/// Looking ahead: pure values over the facts.
@Suite struct ForecastTests {
  private func facts(keep: String?, rate: Double? = 1_048_576) -> Facts {
    var facts = Facts.healthyPipeline()
    if let keep {
      facts.server.settings["max_slot_wal_keep_size"] = ServerFacts.Setting(value: keep, unit: "MB")
    }
    if let rate {
      facts.wal.countedBytes = Int(rate * 100)
      facts.wal.countedSeconds = 100
    }
    return facts
  }

  /// `pg_get_replication_slots`: whole segments, one more than the setting has, to a boundary.
  @Test func aNewSlotCountsAsTheServerWill() {
    var new = facts(keep: "64")
    new.wal.position = LSN(0x0100_0000 * 5 + 1_000)
    #expect(PauseForecast.slotBytes(new) == 5 * (16 << 20) - 1_000)
    // wal_keep_size keeps more than that.
    new.server.settings["wal_keep_size"] = ServerFacts.Setting(value: "160", unit: "MB")
    #expect(PauseForecast.slotBytes(new) == 11 * (16 << 20) - 1_000)
    // initdb --wal-segsize=64; the unit is the byte.
    new.server.settings["wal_segment_size"] = ServerFacts.Setting(value: "67108864", unit: "B")
    #expect(PauseForecast.slotBytes(new) == 3 * (64 << 20) - (16 << 20) - 1_000)
    #expect(PauseForecast.slotBytes(facts(keep: "-1")) == nil)
    #expect(PauseForecast.slotBytes(facts(keep: nil)) == nil)
    #expect(PauseForecast.slotBytes(facts(keep: "9223372036854")) == nil)
  }

  @Test func anExistingSlotIsTheServersToSay() {
    var facts = facts(keep: "64")
    var slot = ReplicationSlot()
    slot.name = "s"
    slot.safeWALSize = 10 << 20
    facts.slots = [slot]
    #expect(PauseForecast(facts).end == .slot)
    #expect(PauseForecast(facts).seconds == 10)
    facts.slots[0].safeWALSize = -5
    #expect(PauseForecast(facts).seconds == 0)
  }

  @Test func theFirstEndCounts() {
    var facts = facts(keep: "1024")
    facts.wal.freeBytes = 10 << 20
    #expect(PauseForecast(facts).end == .disk && PauseForecast(facts).seconds == 10)
    facts.wal.freeBytes = 100 << 30
    #expect(PauseForecast(facts).end == .slot)
    facts.server.settings["idle_replication_slot_timeout"] = ServerFacts.Setting(
      value: "1", unit: "min")
    #expect(PauseForecast(facts).end == .idle && PauseForecast(facts).seconds == 60)
    // Without a rate bytes have no time.
    let still = self.facts(keep: "1024", rate: nil)
    #expect(PauseForecast(still).end == .slot && PauseForecast(still).seconds == nil)
    #expect(PauseForecast(self.facts(keep: "-1")).end == nil)
  }

  @Test func theRateIsThatOfThePosition() {
    var facts = facts(keep: nil, rate: 1_000)
    #expect(facts.walRate == 1_000)
    // A segment every minute, however little is in it.
    facts.server.settings["archive_timeout"] = ServerFacts.Setting(value: "64", unit: "s")
    #expect(facts.walRate == Double(16 << 20) / 64)
    facts.wal.sampledBytes = 50 << 20
    facts.wal.sampledSeconds = 10
    #expect(facts.walRate == Double(5 << 20))
    facts.wal.sampledBytes = 0
    #expect(facts.walRate == 0)
    var standby = self.facts(keep: nil)
    standby.server.isStandby = true
    #expect(standby.walRate == nil)
    var young = self.facts(keep: nil)
    young.wal.countedSeconds = 5
    #expect(young.walRate == nil)
  }

  @Test func whatTheSnapshotLeavesBehind() throws {
    var facts = facts(keep: nil)
    facts.streams[Facts.table]?.bytes = 320 << 20
    let forecast = try #require(SnapshotForecast(facts))
    #expect(forecast.seconds == 10 && !forecast.isMeasured)
    #expect(forecast.wal == Double(10 << 20) && forecast.rows == nil)
    facts.configuration?.source.streamSnapshot = false
    #expect(SnapshotForecast(facts) == nil)
  }
}
