package import Events
import Postgres

/// An event that a sink refused, as its line in the dead letter holds it.
package struct DeadLetter: Sendable, Equatable {
  /// The event's line, without its line feed.
  package var event: [UInt8]
  /// The stream's name as the event writes it: a JSON string.
  package var stream: [UInt8]
  /// The bytes of the event's `key`.
  package var key: [UInt8]
  package var operation: EventRecord.Operation
  package var position: EventPosition
  /// In microseconds since 2000-01-01 UTC; nil for a row of a snapshot.
  package var commitTime: Int64?

  /// Reads a line; nil where it is none that this version writes, in the format `envelope`.
  package init?(line: [UInt8]) {
    guard let event = Self.member("event", of: line), let stream = Self.member("stream", of: event),
      let key = Self.member("key", of: event), let kind = Self.text("event", of: event),
      let operation = Self.operation(kind),
      let lsn = Self.text("lsn", of: event).flatMap({ LSN($0) })
    else { return nil }
    self.event = event
    self.stream = stream
    self.key = key
    self.operation = operation
    let sequence = Self.member("seq", of: event).flatMap {
      UInt64(String(decoding: $0, as: UTF8.self))
    }
    commitTime = Self.text("commit_time", of: event).flatMap { CommitTime.microseconds($0) }
    guard operation == .snapshot || (sequence != nil && commitTime != nil) else { return nil }
    position = EventPosition(lsn: lsn, sequence: sequence ?? 0)
  }

  private static func operation(_ kind: String) -> EventRecord.Operation? {
    switch kind {
    case "snapshot": .snapshot
    case "insert": .insert
    case "update": .update
    case "delete": .delete
    case "truncate": .truncate
    default: nil
    }
  }

  private static func member(_ name: StaticString, of object: [UInt8]) -> [UInt8]? {
    unsafe object.withUnsafeBytes { bytes in
      unsafe EventLine.value(of: name, in: bytes, 0..<bytes.count).map { unsafe Array(bytes[$0]) }
    }
  }

  /// A text without escapes, out of its quotes.
  private static func text(_ name: StaticString, of object: [UInt8]) -> String? {
    guard let value = member(name, of: object), value.count >= 2, value[0] == UInt8(ascii: "\"")
    else { return nil }
    return String(decoding: value.dropFirst().dropLast(), as: UTF8.self)
  }
}
