import Events
import System

/// What happens to an event that the sink permanently refuses (`on_poison`).
package enum PoisonPolicy: Sendable, Equatable {
  /// The run ends.
  case stop
  /// The event becomes a line of this file, and the run goes on without it.
  case deadLetter(path: String)
}

/// The file that keeps events which the sink refused, one JSON object a line:
/// `{"position":{"lsn":…,"seq":…},"sink":…,"reason":…,"event":…}`.
final class DeadLetters {
  private let path: String
  private var file: AppendingFile?

  init(_ path: String) { self.path = path }

  /// Appends an event; it is durable when this returns.
  ///
  /// - Parameter event: its line, with or without the line feed.
  func append(
    _ event: [UInt8], at position: EventPosition, sink: String, reason: String
  ) throws(SinkError) {
    do throws(FileError) {
      let file = try opened()
      let place = "{\"lsn\":\"\(position.lsn)\",\"seq\":\(position.sequence)}"
      var line =
        Array("{\"position\":\(place)".utf8) + Array(",\"sink\":".utf8) + JSONText.string(sink)
      line += Array(",\"reason\":".utf8) + JSONText.string(reason) + Array(",\"event\":".utf8)
      line += event.last == UInt8(ascii: "\n") ? event.dropLast() : event[...]
      try file.append(line + Array("}\n".utf8))
      try file.sync()
    } catch {
      file = nil
      throw SinkError(
        .refused, "the dead letter \(error)",
        remedies: ["fix what the message says, then start again: the event comes again"])
    }
  }

  private func opened() throws(FileError) -> AppendingFile {
    if let file { return file }
    let file = try AppendingFile(continuing: path, mode: 0o600)
    // A line that a crash has cut short must not take the next one with it.
    if file.length > 0 { try file.append([UInt8(ascii: "\n")]) }
    try Folder.sync(Path.folder(of: path))
    self.file = file
    return file
  }
}
