import Replication
import System

extension FactGatherer {
  /// Reads the free space of the disk that contains pg_wal, if it is a disk of this machine.
  ///
  /// A port of this machine can lead to another one; that the cluster of that folder is the one
  /// that answers is known from its system identifier.
  static func readDisk(into facts: inout Facts) {
    guard facts.isLocal, let folder = facts.setting("data_directory"), !folder.isEmpty,
      let identifier = facts.replication?.identity.systemID,
      systemIdentifier(in: folder) == identifier
    else { return }
    if let free = Folder.freeBytes("\(folder)/pg_wal") { facts.wal.freeBytes = free }
  }

  /// The first eight bytes of `pg_control`; nil if this user may not read it.
  private static func systemIdentifier(in folder: String) -> String? {
    let path = "\(folder)/global/pg_control"
    guard let bytes = try? BoundedFile.beginning(path, count: 8), bytes.count == 8 else {
      return nil
    }
    // In the byte order of the machine that wrote it, which is this one.
    var value: UInt64 = 0
    for byte in bytes.reversed() { value = value << 8 | UInt64(byte) }
    return String(UInt64(littleEndian: value))
  }
}
