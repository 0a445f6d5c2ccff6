import Delivery
import Events
import Postgres
import Settings

/// The names of files, relative to the sink's folder.
enum FileNames {
  /// Bytes that a name of a file may have on every usual file system.
  static let longest = 255
  /// Bytes that the name of a finished file has more.
  static let suffix = 40

  /// A name of the database as a part of a path: what is illegal, or would mean something else,
  /// becomes `_xHH_`, and so does the underscore of a literal `_xHH_`; so no two names become one.
  static func escaped(_ name: String) -> String {
    let bytes = Array(name.utf8)
    var result: [UInt8] = []
    for (place, byte) in bytes.enumerated() {
      let isHidden = byte == UInt8(ascii: ".") && place == 0
      if byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "/") || isHidden
        || isEscape(bytes[place...])
      {
        let digits = String(byte, radix: 16, uppercase: true)
        result += Array("_x\(byte < 16 ? "0" : "")\(digits)_".utf8)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isEscape(_ bytes: ArraySlice<UInt8>) -> Bool {
    let bytes = Array(bytes.prefix(5))
    return bytes.count == 5 && bytes[0] == UInt8(ascii: "_") && bytes[1] == UInt8(ascii: "x")
      && isDigit(bytes[2]) && isDigit(bytes[3]) && bytes[4] == UInt8(ascii: "_")
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  /// The file that an event of `stream` goes to.
  static func active(
    _ template: [PathTemplate.Part], database: String, _ stream: SinkStream, date: String
  ) -> String {
    template.map { part in
      switch part {
      case .text(let text): text
      case .database: escaped(database)
      case .schema: escaped(stream.table.schema.text)
      case .table: escaped(stream.table.name.text)
      case .date: date
      }
    }.joined()
  }

  /// The name of the file once it is finished: with the position of its first event, so that the
  /// names of a stream's files sort as the events.
  static func finished(_ active: String, first: EventPosition, suffix: String) -> String {
    let slash = active.lastIndex(of: "/").map { active.index(after: $0) } ?? active.startIndex
    let dot = active[slash...].lastIndex(of: ".").flatMap { $0 == slash ? nil : $0 }
    let end = dot ?? active.endIndex
    return active[..<end] + "-" + digits(String(first.lsn.value, radix: 16, uppercase: true), 16)
      + "-" + digits(String(first.sequence), 10) + active[end...] + suffix
  }

  private static func digits(_ text: String, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
