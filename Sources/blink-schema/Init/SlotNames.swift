/// Names of replication slots: `[a-z0-9_]`, 1 to 63 bytes.
enum SlotNames {
  static func isValid(_ name: String) -> Bool {
    (1...63).contains(name.utf8.count) && name.utf8.allSatisfy(isAllowed)
  }

  /// `blink_<database>_<id>`, with what a slot's name cannot hold as `_`.
  static func derived(_ database: String, _ id: Int) -> String {
    let tail = "_\(id)"
    let middle = database.lowercased().utf8.map { isAllowed($0) ? $0 : UInt8(ascii: "_") }
      .prefix(63 - "blink_".utf8.count - tail.utf8.count)
    return "blink_" + String(decoding: middle, as: UTF8.self) + tail
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "_")
  }
}
