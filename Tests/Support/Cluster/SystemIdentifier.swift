import Foundation

/// The number by which PostgreSQL tells one system from another; a copied data directory has that
/// of its origin.
struct SystemIdentifier {
  let value: UInt64

  /// As `initdb` builds it: seconds above, and below what differs within a second.
  static func random() -> SystemIdentifier {
    SystemIdentifier(
      value: UInt64(Date().timeIntervalSince1970) << 32 | .random(in: 0...UInt64(UInt32.max)))
  }

  /// Writes it into the data directory of a server that was shut down cleanly and has one segment
  /// of WAL: into the header of the segment's first page, behind 24 bytes
  /// (src/include/access/xlog_internal.h), and to the start of pg_control
  /// (src/include/catalog/pg_control.h).
  func write(to data: String) throws {
    try Self.change(data + "/pg_wal/000000010000000000000001") { place(in: &$0, at: 24) }
    try Self.change(data + "/global/pg_control") { bytes in
      let length = try Self.checksumOffset(in: bytes)
      place(in: &bytes, at: 0)
      Self.place(Self.checksum(bytes[..<length]), in: &bytes, at: length)
    }
  }

  private func place(in bytes: inout [UInt8], at offset: Int) {
    Self.place(value, in: &bytes, at: offset)
  }

  private static func place<Number: FixedWidthInteger>(
    _ number: Number, in bytes: inout [UInt8], at offset: Int
  ) {
    for index in 0..<Number.bitWidth / 8 {
      bytes[offset + index] = UInt8(truncatingIfNeeded: number >> (8 * index))
    }
  }

  /// Changes the first page of a file.
  private static func change(_ path: String, _ body: (inout [UInt8]) throws -> Void) throws {
    guard let file = FileHandle(forUpdatingAtPath: path) else {
      throw SupportError("\(path) cannot be written")
    }
    defer { try? file.close() }
    var bytes = [UInt8](try file.read(upToCount: 8192) ?? Data())
    try body(&bytes)
    try file.seek(toOffset: 0)
    try file.write(contentsOf: bytes)
  }

  /// The checksum comes last in pg_control, wherever that is in this version: behind the bytes of
  /// which it is the checksum.
  private static func checksumOffset(in bytes: [UInt8]) throws -> Int {
    var checksum = UInt32.max
    for offset in 0..<min(bytes.count, 512) - 4 {
      let stored = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[offset + $1]) << (8 * $1) }
      if offset.isMultiple(of: 4), offset > 0, stored == ~checksum { return offset }
      checksum = update(checksum, bytes[offset])
    }
    throw SupportError("pg_control has no checksum of its first bytes")
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(UInt32.max) { update($0, $1) }
  }

  /// CRC-32C, a bit at a time.
  private static func update(_ checksum: UInt32, _ byte: UInt8) -> UInt32 {
    (0..<8).reduce(checksum ^ UInt32(byte)) { value, _ in
      value & 1 == 1 ? value >> 1 ^ 0x82F6_3B78 : value >> 1
    }
  }
}
