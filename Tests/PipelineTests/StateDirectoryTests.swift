import Diagnostics
import Foundation
import Pipeline
import Postgres
import Replication
import Start
import Support
import System
import Testing

@Suite struct StateDirectoryTests {
  private let folder: TemporaryDirectory
  private var path: String { folder.path + "/state" }
  private static let state = PipelineState(
    phase: .streaming, systemID: "7", timeline: 1, slot: "s", plugin: "pgoutput",
    publication: "s", createdPublicationOID: nil, streams: ["public.t"], position: LSN(0x100))

  init() throws { folder = try TemporaryDirectory() }

  private func open() throws -> StateDirectory { try StateDirectory(path: path, slot: "s") }
  private func stored() throws -> PipelineState? {
    try StateDirectory.stored(in: path, slot: "s")
  }
  private var names: [String] { Folder.names(in: path, beginningWith: "s").sorted() }

  @Test func aStateOfManyThousandTablesIsReadAgain() throws {
    let states = try open()
    var state = Self.state
    state.tracked = (1...5_000).map { number in
      let name = QualifiedName(schema: "public", name: Identifier("table_number_\(number)"))
      return TrackedStream(
        name: name,
        table: TableIdentity(
          oid: UInt32(number), name: name,
          columns: (1...40).map {
            TableIdentity.Column(
              number: $0, name: Identifier("a_rather_long_column_\($0)"), type: 25)
          }), membership: [CatalogRow(oid: 1, xmin: 2)], since: .zero)
    }
    try states.save(state)
    #expect(try states.load() == state)
  }

  @Test func aStateIsWhatWasSavedLast() throws {
    let states = try open()
    #expect(try states.load() == nil)
    try states.save(Self.state)
    #expect(try states.load() == Self.state)
    try states.save(position: LSN(0x200))
    var moved = Self.state
    moved.position = LSN(0x200)
    #expect(try states.load() == moved)
    #expect(try stored() == moved)
    #expect(names == ["s.json", "s.lock", "s.position"])
  }

  @Test func aPositionIsSmallHoweverManyTablesThereAre() throws {
    let states = try open()
    var state = Self.state
    state.streams = (0..<10_000).map { "public.table_\($0)" }
    try states.save(state)
    try states.save(position: LSN(0x200))
    #expect(try folder.read("state/s.position").utf8.count < 100)
    #expect(try states.load()?.streams.count == 10_000)
  }

  @Test func aPositionOfAnEarlierStateSaysNothing() throws {
    let states = try open()
    try states.save(Self.state)
    try states.save(position: LSN(0x900))
    let position = try folder.read("state/s.position")
    try states.save(Self.state)
    #expect(names == ["s.json", "s.lock"])
    // As after a crash between the two steps.
    try folder.write("state/s.position", position)
    #expect(try stored()?.position == LSN(0x100))
  }

  @Test func aPositionAloneIsNoState() throws {
    let states = try open()
    #expect(throws: Failure.self) { try states.save(position: LSN(1)) }
    try states.save(Self.state)
    try states.save(position: LSN(0x200))
    #expect(states.remove())
    #expect(names == ["s.lock"])
    #expect(try stored() == nil)
    #expect(throws: Failure.self) { try states.save(position: LSN(0x300)) }
  }

  @Test func theFileOfAnOlderVersionIsRead() throws {
    let states = try open()
    try folder.write(
      "state/s.json",
      """
      {"version": 1, "phase": "streaming", "system_id": "7", "timeline": 1, "slot": "s",
       "plugin": "pgoutput", "publication": "s", "streams": ["public.t"], "position": "0/100"}
      """)
    #expect(try states.load() == Self.state)
    try states.save(position: LSN(0x200))
    #expect(try stored()?.position == LSN(0x200))
    try states.save(position: LSN(0x300))
    #expect(try stored()?.position == LSN(0x300))
    #expect(names == ["s.json", "s.lock", "s.position"])
  }

  @Test func aPositionIsStoredForAStateOfAnEarlierRun() throws {
    do { try open().save(Self.state) }
    try open().save(position: LSN(0x200))
    #expect(try stored()?.position == LSN(0x200))
  }

  @Test(arguments: ["s.json", "s.position"]) func aDamagedFileIsNamed(name: String) throws {
    let states = try open()
    try states.save(Self.state)
    try states.save(position: LSN(0x200))
    try folder.write("state/\(name)", "{")
    let failure = #expect(throws: Failure.self) { try stored() }
    #expect(failure?.message.contains("damaged") == true)
    #expect(failure?.subject.hasSuffix(name) == true)
  }

  @Test func aReaderWithoutALockNeverSeesAPositionGoBack() throws {
    let states = try open()
    try states.save(Self.state)
    let isDone = StopSignal()
    let writer = try WorkThread {
      for step in 1...60 {
        let position = LSN(UInt64(0x100 + step))
        var state = Self.state
        state.position = position
        // A new state now and then, as at every start.
        if step % 7 == 0 { try? states.save(state) } else { try? states.save(position: position) }
      }
      isDone.raise()
    }
    var newest = LSN.zero
    repeat {
      let position = try #require(try stored()).position
      #expect(position >= newest)
      newest = position
    } while !isDone.isRaised
    writer.join()
    #expect(try stored()?.position == LSN(0x100 + 60))
  }

  @Test func anotherProcessIsKeptOut() throws {
    let states = try open()
    let failure = #expect(throws: Failure.self) { _ = try open() }
    #expect(failure?.message == "another blink-run holds the state of slot s")
    withExtendedLifetime(states) {}
  }

  @Test func whatCannotBeWrittenIsReportedAtOnce() throws {
    let failure = #expect(throws: Failure.self) {
      _ = try StateDirectory(path: "/proc/nowhere", slot: "s")
    }
    #expect(failure?.message.hasPrefix("the state cannot be created: ") == true)
    #expect(try StateDirectory(existing: path, slot: "s") == nil)
    #expect(!Path.exists(path))
  }

  @Test func aGeneratedNameIsKeptByTheFirstWhoStoresIt() throws {
    #expect(try StateDirectory.generatedSlot(in: path, stem: "blink") == nil)
    try StateDirectory.setGeneratedSlot("one", in: path, stem: "blink")
    try StateDirectory.setGeneratedSlot("two", in: path, stem: "blink")
    #expect(try StateDirectory.generatedSlot(in: path, stem: "blink") == "one")
    StateDirectory.removeGeneratedSlot(in: path, stem: "blink")
    #expect(try StateDirectory.generatedSlot(in: path, stem: "blink") == nil)
  }
}
