package import Delivery
package import Events
package import Postgres

/// A made-up source: a table's rows, then transactions over three streams, the same for the same
/// seed.
package struct ContractEvents {
  package struct Event: Sendable, Equatable {
    package var stream: Int
    package var operation: EventRecord.Operation
    package var position: EventPosition
    package var end: LSN
    package var commitTime: Int64
    package var line: String
    package var isLast: Bool
  }

  /// Microseconds of a day, less some: so that commits fall on several dates.
  private static let step: Int64 = 9_000_000_000

  package static let streams = [
    SinkStream(name: "t", table: QualifiedName(schema: "public", name: "t")),
    SinkStream(name: "a.b/*", table: QualifiedName(schema: "a.b", name: "x/../..")),
    SinkStream(name: "_x2F_", table: QualifiedName(schema: "public", name: "_x2F_\n")),
  ]

  package let events: [Event]
  /// Where the stream begins.
  package static let point = LSN(0x1000)

  /// - Parameter transactions: how many; each has one to nine events.
  package init(seed: UInt64, transactions: Int) {
    var state = seed &* 2 + 1
    func random(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    var events: [Event] = []
    for number in 0..<transactions {
      let commit = LSN(UInt64(Self.point.value) + UInt64(number) * 0x100 + 0x40)
      let end = LSN(commit.value + 0x30)
      let time = Int64(number) * Self.step + 800_000_000_000_000_000
      let size = 1 + random(9)
      for sequence in 0..<size {
        let stream = Int(random(3))
        let operation: EventRecord.Operation =
          [.insert, .update, .delete, .truncate][Int(random(4))]
        let key = operation == .truncate ? "null" : "{\"id\":\(random(20))}"
        events.append(
          Event(
            stream: stream, operation: operation,
            position: EventPosition(lsn: commit, sequence: sequence), end: end,
            commitTime: time,
            line: Self.line(
              "\(operation)", stream,
              "\"lsn\":\"\(commit)\",\"seq\":\(sequence),\"xid\":\(number),\"commit_time\":\""
                + CommitTime.text(time) + "\",\"key\":\(key),\"data\":\"\(random(1 << 30))\""),
            isLast: sequence == size - 1))
      }
    }
    self.events = events
  }

  private static func line(_ kind: String, _ stream: Int, _ rest: String) -> String {
    let name = String(decoding: JSONText.string(streams[stream].name), as: UTF8.self)
    return "{\"event\":\"\(kind)\",\"stream\":\(name),\(rest)}"
  }

  /// The rows of a snapshot at `point`.
  package static func rows(at point: LSN) -> [(stream: Int, line: String)] {
    (0..<24).map { row in
      (row % 3, line("snapshot", row % 3, "\"lsn\":\"\(point)\",\"key\":{\"id\":\(row)}"))
    }
  }

  /// Enters a row of a snapshot into a block.
  package static func add(
    _ row: (stream: Int, line: String), at point: LSN, to block: inout EventBlock
  ) {
    let start = block.bytes.count
    block.bytes.append(Array((row.line + "\n").utf8))
    block.events += 1
    block.record(
      from: start, stream: row.stream, .snapshot, sequence: 0, lsn: point, commitTime: nil)
  }

  /// Enters an event into a block.
  package static func add(_ event: Event, to block: inout EventBlock) {
    let start = block.bytes.count
    block.bytes.append(Array((event.line + "\n").utf8))
    block.events += 1
    block.record(
      from: start, stream: event.stream, event.operation, sequence: event.position.sequence,
      lsn: event.position.lsn,
      commitTime: event.commitTime)
    guard event.isLast else { return }
    block.records.close(event.position.lsn, end: event.end)
    block.confirms = event.end
  }
}
